//! All operations of an output, in the order of their list.

use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::operations::Operation;
use crate::picture::Picture;

/// Refuses operations out of order or out of their ranges.
pub fn check_operations(operations: &[Operation]) -> Result<()> {
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
pub fn operate(operations: &[Operation], picture: &Picture, cancel: &Cancel) -> Result<Picture> {
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
    use crate::operations::{
        Blur, Contrast, Flatten, Flip, Flop, Grayscale, Invert, Median, Modulate, Normalize, Rotate, Sharpen, Tint,
        reference,
    };
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
        check_operations(&ALL).unwrap();
        check_operations(&[]).unwrap();
        for (index, operation) in ALL.iter().enumerate() {
            assert_eq!(
                check_operations(&[*operation, *operation]).unwrap_err().code,
                ErrorCode::InvalidRequest,
                "{operation:?}"
            );
            for earlier in &ALL[..index] {
                check_operations(&[*earlier, *operation]).unwrap();
                let error = check_operations(&[*operation, *earlier]).unwrap_err();
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
                        let made = operate(&[operation], &picture, &Cancel::new()).unwrap();
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
            assert_eq!(operate(&[operation], &picture, &cancel).unwrap_err().code, ErrorCode::Aborted, "{operation:?}");
        }
    }

    #[test]
    fn every_frame_goes_through_every_operation() {
        let [gray, ..] = reference::noise_in_every_layout::<u8>(6, 4);
        let mut animation = Picture::still(gray, ColourProfile::Unspecified);
        animation.frames.push(animation.frames[0].clone());
        for operation in ALL {
            let made = operate(&[operation], &animation, &Cancel::new()).unwrap();
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
                operate(&[operation], &picture, &Cancel::new()).unwrap().frames.remove(0).pixels
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
