//! What is done to the framed picture before it is encoded, one file an operation.
//!
//! An operation is a pure function of pixels, to pixels of the same depth. A new one is a file here and its lines at its
//! place in the list; its test holds it against a readable reference.

mod blur;
mod contrast;
mod factor;
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

use crate::asked::parameters::Parameters;
use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::picture::Picture;

pub use blur::Blur;
pub use contrast::Contrast;
pub use flatten::Flatten;
pub use flip::Flip;
pub use flop::Flop;
pub use grayscale::Grayscale;
pub use invert::Invert;
pub use median::Median;
pub use modulate::Modulate;
pub use normalize::Normalize;
pub use rotate::Rotate;
pub use sharpen::Sharpen;
pub use tint::Tint;

macro_rules! operations {
    ($($Name:ident),* $(,)?) => {
        /// One operation with its numbers.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum Operation {
            $($Name($Name),)*
        }

        /// In the order of work.
        const KINDS: [&str; [$(stringify!($Name)),*].len()] = [$($Name::KIND),*];

        impl Operation {
            fn read_kind(kind: &str, parameters: &mut Parameters) -> Result<Self> {
                match kind {
                    $($Name::KIND => $Name::read(parameters).map(Self::$Name),)*
                    _ => Err(EngineError::invalid(format!("no operation is called {kind}"))),
                }
            }

            fn kind(&self) -> &'static str {
                match self {
                    $(Self::$Name(_) => $Name::KIND,)*
                }
            }
        }

        /// Asks the one that it is.
        macro_rules! ask {
            ($operation:expr, $one:ident => $answer:expr) => {
                match $operation {
                    $(Operation::$Name($one) => $answer,)*
                }
            };
        }
    };
}

// Operations are done in the order of this list, which is that of the request, too: any other is refused.
operations! {
    Rotate,
    Flip,
    Flop,
    Blur,
    Sharpen,
    Median,
    Modulate,
    Contrast,
    Tint,
    Grayscale,
    Invert,
    Normalize,
    Flatten,
}

impl Operation {
    /// From what crosses.
    ///
    /// # Errors
    /// [`crate::ErrorCode::InvalidRequest`] for an operation that there is not, and for parameters that it does not have.
    pub fn read(kind: &str, mut parameters: Parameters) -> Result<Self> {
        let operation = Self::read_kind(kind, &mut parameters)?;
        parameters.finish()?;
        Ok(operation)
    }

    /// Place in the order of work.
    fn place(&self) -> Option<usize> {
        KINDS.iter().position(|kind| *kind == self.kind())
    }

    fn check(&self) -> Result<()> {
        ask!(self, one => one.check())
    }

    fn size_after(&self, size: (u32, u32)) -> (u32, u32) {
        ask!(self, one => one.size_after(size))
    }

    fn apply(&self, picture: &Picture, cancel: &Cancel) -> Result<Picture> {
        ask!(self, one => one.apply(picture, cancel))
    }
}

/// Refuses operations out of order or out of their ranges.
pub fn check(operations: &[Operation]) -> Result<()> {
    for operation in operations {
        operation.check()?;
    }
    match operations.windows(2).find(|pair| pair[0].place() >= pair[1].place()) {
        None => Ok(()),
        Some(pair) => Err(EngineError::invalid(format!(
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

#[cfg(test)]
mod tests {
    use blake3::Hasher;

    use super::*;
    use crate::error::ErrorCode;
    use crate::picture::ColourProfile;
    use crate::pixels::Pixels;

    const ALL: [Operation; 13] = [
        Operation::Rotate(Rotate { degrees: 90.0, background: [0; 4] }),
        Operation::Flip(Flip),
        Operation::Flop(Flop),
        Operation::Blur(Blur { sigma: 1.0 }),
        Operation::Sharpen(Sharpen { sigma: 1.0 }),
        Operation::Median(Median { size: 3 }),
        Operation::Modulate(Modulate { brightness: 1.1, saturation: 1.0, hue: 0.0 }),
        Operation::Contrast(Contrast { factor: 1.1 }),
        Operation::Tint(Tint { colour: [1, 2, 3] }),
        Operation::Grayscale(Grayscale),
        Operation::Invert(Invert),
        Operation::Normalize(Normalize),
        Operation::Flatten(Flatten { background: [0; 3] }),
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
            let tilted = Operation::Rotate(Rotate { degrees: 30.0, background: [9, 9, 9, 9] });
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
        let tilted = Operation::Rotate(Rotate { degrees: 30.0, background: [9, 8, 7, 100] });
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
