//! What is done to the framed picture before it is encoded, one file an operation.
//!
//! An operation is a pure function of pixels, to pixels of the same depth. A new one is a file here, a variant at its
//! place in the order, and a line in each function below; its test holds it against a readable reference.

mod blur;
mod contrast;
mod flatten;
mod flip;
mod flop;
pub(crate) mod gaussian;
pub(crate) mod grayscale;
mod invert;
mod median;
mod modulate;
mod normalize;
mod premultiplied;
mod recolour;
#[cfg(test)]
pub(crate) mod reference;
mod rotate;
mod sharpen;
mod tint;

use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::picture::Picture;
use crate::pixels::{Pixels, map_depth};

/// One operation with its numbers. They are done in the order of this list, which is that of the request, too: any
/// other is refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operation {
    Rotate {
        /// Clockwise. Between the quarters, the picture becomes the box that just holds it.
        degrees: f64,
        /// Red, green, blue, alpha of what the turned picture does not cover.
        background: [u8; 4],
    },
    /// Top becomes bottom.
    Flip,
    /// Left becomes right.
    Flop,
    Blur {
        /// Standard deviation of the Gaussian in pixels; above 0 and up to 1000.
        sigma: f64,
    },
    /// Lightness differs more from that around it.
    Sharpen {
        /// Standard deviation, in pixels, of the Gaussian that says what is around; above 0 and up to 1000.
        sigma: f64,
    },
    /// The middle value of a square.
    Median {
        /// Pixels a side: odd, from 3 to 1001.
        size: u32,
    },
    /// In CIE LCh.
    Modulate {
        /// Factor of L; 0 and more.
        brightness: f64,
        /// Factor of C; 0 and more.
        saturation: f64,
        /// Degrees added to h.
        hue: f64,
    },
    Contrast {
        /// Of the distance from mid grey; 0 and more.
        factor: f64,
    },
    /// Luminance stays, chroma becomes that of a colour.
    Tint {
        /// Red, green, blue.
        colour: [u8; 3],
    },
    /// Luminance alone is left, in one channel.
    Grayscale,
    /// Every colour becomes its complement; alpha stays.
    Invert,
    /// Lightness is stretched to the whole range, a hundredth of the pixels at each end clipped.
    Normalize,
    Flatten {
        /// Red, green, blue under transparent pixels.
        background: [u8; 3],
    },
}

/// Refuses operations out of order or out of their ranges.
pub fn check(operations: &[Operation]) -> Result<()> {
    for operation in operations {
        operation.check()?;
    }
    match operations.windows(2).find(|pair| pair[0].rank() >= pair[1].rank()) {
        None => Ok(()),
        Some(pair) => Err(invalid(format!(
            "operations come once each and in a fixed order, but {:?} came before {:?}",
            pair[0], pair[1]
        ))),
    }
}

/// Does all operations, in order, each on all frames. A cancelled one stops before the next frame.
pub fn apply(operations: &[Operation], picture: &Picture, cancel: &Cancel) -> Result<Picture> {
    let mut current = None;
    for operation in operations {
        current = Some(operation.apply(current.as_ref().unwrap_or(picture), cancel)?);
    }
    current.map_or_else(|| picture.try_clone(true), Ok)
}

/// Size of a picture after operations.
pub fn size_after(operations: &[Operation], size: (u32, u32)) -> (u32, u32) {
    operations.iter().fold(size, |size, operation| operation.size_after(size))
}

impl Operation {
    /// Place in the order of work.
    fn rank(&self) -> u8 {
        match self {
            Self::Rotate { .. } => 0,
            Self::Flip => 1,
            Self::Flop => 2,
            Self::Blur { .. } => 3,
            Self::Sharpen { .. } => 4,
            Self::Median { .. } => 5,
            Self::Modulate { .. } => 6,
            Self::Contrast { .. } => 7,
            Self::Tint { .. } => 8,
            Self::Grayscale => 9,
            Self::Invert => 10,
            Self::Normalize => 11,
            Self::Flatten { .. } => 12,
        }
    }

    fn check(&self) -> Result<()> {
        match *self {
            Self::Rotate { degrees, .. } => rotate::check(degrees),
            Self::Blur { sigma } => blur::check(sigma),
            Self::Sharpen { sigma } => sharpen::check(sigma),
            Self::Median { size } => median::check(size),
            Self::Modulate { brightness, saturation, hue } => modulate::check(brightness, saturation, hue),
            Self::Contrast { factor } => contrast::check(factor),
            Self::Flip
            | Self::Flop
            | Self::Tint { .. }
            | Self::Grayscale
            | Self::Invert
            | Self::Normalize
            | Self::Flatten { .. } => Ok(()),
        }
    }

    fn size_after(&self, size: (u32, u32)) -> (u32, u32) {
        match self {
            Self::Rotate { degrees, .. } => rotate::size_after(*degrees, size),
            _ => size,
        }
    }

    fn apply(&self, picture: &Picture, cancel: &Cancel) -> Result<Picture> {
        let each_frame = |change: &dyn Fn(&Pixels) -> Result<Pixels>| {
            picture.map(|pixels| {
                cancel.check()?;
                change(pixels)
            })
        };
        if *self != Self::Normalize {
            return each_frame(&|pixels| self.apply_to_frame(pixels));
        }
        match normalize::range_of(picture) {
            Some(range) => each_frame(&|pixels| Ok(map_depth!(pixels, |raster| normalize::apply(raster, range)?))),
            None => picture.try_clone(true),
        }
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| match *self {
            Self::Rotate { degrees, background } => rotate::apply(raster, degrees, background),
            Self::Flip => flip::apply(raster),
            Self::Flop => flop::apply(raster),
            Self::Blur { sigma } => blur::apply(raster, sigma),
            Self::Sharpen { sigma } => sharpen::apply(raster, sigma),
            Self::Median { size } => median::apply(raster, size),
            Self::Modulate { brightness, saturation, hue } => modulate::apply(raster, brightness, saturation, hue),
            Self::Contrast { factor } => contrast::apply(raster, factor),
            Self::Tint { colour } => tint::apply(raster, colour),
            Self::Grayscale => grayscale::apply(raster),
            Self::Invert => invert::apply(raster),
            Self::Flatten { background } => flatten::apply(raster, background),
            Self::Normalize => unreachable!("its range is that of all frames"),
        }?))
    }
}

/// Whether a number can multiply levels.
fn is_factor(number: f64) -> bool {
    number.is_finite() && number >= 0.0
}

fn invalid(message: String) -> EngineError {
    EngineError::new(ErrorCode::InvalidRequest, message)
}

#[cfg(test)]
mod tests {
    use blake3::Hasher;

    use super::*;
    use crate::picture::ColourProfile;

    const ALL: [Operation; 13] = [
        Operation::Rotate { degrees: 90.0, background: [0; 4] },
        Operation::Flip,
        Operation::Flop,
        Operation::Blur { sigma: 1.0 },
        Operation::Sharpen { sigma: 1.0 },
        Operation::Median { size: 3 },
        Operation::Modulate { brightness: 1.1, saturation: 1.0, hue: 0.0 },
        Operation::Contrast { factor: 1.1 },
        Operation::Tint { colour: [1, 2, 3] },
        Operation::Grayscale,
        Operation::Invert,
        Operation::Normalize,
        Operation::Flatten { background: [0; 3] },
    ];

    #[test]
    fn operations_are_taken_in_their_documented_order_alone() {
        check(&ALL).unwrap();
        check(&[]).unwrap();
        for (index, operation) in ALL.iter().enumerate() {
            assert_eq!(check(&[*operation, *operation]).unwrap_err().code, ErrorCode::InvalidRequest, "{operation:?}");
            for earlier in &ALL[..index] {
                check(&[*earlier, *operation]).unwrap();
                let error = check(&[*operation, *earlier]).unwrap_err();
                assert_eq!(error.code, ErrorCode::InvalidRequest, "{operation:?} before {earlier:?}");
            }
        }
    }
    #[test]
    fn every_operation_takes_every_layout_and_depth_and_tells_its_size_beforehand() {
        fn of_depth<S: crate::pixels::Sample>()
        where
            Pixels: From<crate::pixels::Raster<S>>,
        {
            let tilted = Operation::Rotate { degrees: 30.0, background: [9, 9, 9, 9] };
            for operation in ALL.into_iter().chain([tilted]) {
                for (width, height) in [(1, 1), (1, 9), (17, 5)] {
                    for raster in reference::noise_in_every_layout::<S>(width, height) {
                        let depth = S::MOST.to_u32();
                        let picture = Picture::still(raster, ColourProfile::Unspecified);
                        let made = apply(&[operation], &picture, &Cancel::new()).unwrap();
                        let size = (made.width(), made.height());
                        assert_eq!(size, size_after(&[operation], (width, height)), "{operation:?}");
                        assert_eq!(u32::MAX >> (32 - u32::from(made.first().depth())), depth, "{operation:?}");
                    }
                }
            }
        }
        of_depth::<u8>();
        of_depth::<u16>();
    }

    #[test]
    fn nothing_is_done_for_a_batch_that_was_cancelled() {
        let [gray, ..] = reference::noise_in_every_layout::<u8>(6, 4);
        let picture = Picture::still(gray, ColourProfile::Unspecified);
        let cancel = Cancel::new();
        cancel.cancel();
        for operation in ALL {
            assert_eq!(apply(&[operation], &picture, &cancel).unwrap_err().code, ErrorCode::Aborted, "{operation:?}");
        }
    }

    #[test]
    fn every_frame_goes_through_every_operation() {
        let [gray, ..] = reference::noise_in_every_layout::<u8>(6, 4);
        let mut animation = Picture::still(gray, ColourProfile::Unspecified);
        animation.frames.push(animation.frames[0].clone());
        for operation in ALL {
            let made = apply(&[operation], &animation, &Cancel::new()).unwrap();
            assert_eq!(made.frames.len(), 2, "{operation:?}");
            assert_eq!(made.frames[0].pixels, made.frames[1].pixels, "{operation:?}");
        }
    }
    /// Other bytes on another machine would be a cache that never hits: whoever changes an operation on purpose
    /// changes its line here.
    #[test]
    fn every_machine_makes_the_same_samples() {
        let hash_of = |operation: Operation| {
            let made = |pixels: Pixels| {
                let picture = Picture::still(pixels, ColourProfile::Unspecified);
                apply(&[operation], &picture, &Cancel::new()).unwrap().frames.remove(0).pixels
            };
            let mut hasher = Hasher::new();
            for raster in reference::noise_in_every_layout::<u8>(67, 41) {
                hasher.update(&made(raster.into()).to_eight().unwrap().samples);
            }
            for raster in reference::noise_in_every_layout::<u16>(67, 41) {
                made(raster.into()).to_sixteen().unwrap().samples.iter().for_each(|sample| {
                    hasher.update(&sample.to_le_bytes());
                });
            }
            hasher.finalize().to_hex()[..16].to_owned()
        };
        let tilted = Operation::Rotate { degrees: 30.0, background: [9, 8, 7, 100] };
        let all: Vec<String> = ALL.into_iter().chain([tilted]).map(hash_of).collect();
        assert_eq!(all, SAMPLES);
    }

    const SAMPLES: [&str; 14] = [
        "96f24bd1ad67ccc6",
        "735db989aad6edb2",
        "0673e4c3b321b5ff",
        "6ca06707dc2763db",
        "092b8449c8795b85",
        "f617974edea49017",
        "73c0be18cd1159a8",
        "a8e89e25038a3289",
        "c306923f7f96ec8e",
        "34b9047410183fd6",
        "0a391e6ab37dc5c5",
        "aab216dad23bd516",
        "6a83def2fb958014",
        "197b0e20bf9ae9ee",
    ];
}
