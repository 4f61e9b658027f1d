//! Framing and operations once more, as often as an output asks for: what one pass leaves is what the next one sees.

use crate::asked::limits::Limits;
use crate::batch::Pass;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::operations::in_order::operate;
use crate::picture::Picture;
use crate::steps::frame::frame_anew;

/// What passes have made, and how much work they were.
pub struct Passed {
    pub picture: Picture,
    pub resizes: u64,
    pub operations: u64,
}

/// Does all passes, in order. A cancelled one stops before the next step.
pub fn do_passes(passes: &[Pass], picture: Picture, limits: &Limits, cancel: &Cancel) -> Result<Passed> {
    let mut passed = Passed { picture, resizes: 0, operations: 0 };
    for Pass { trim, request, operations } in passes {
        cancel.check()?;
        let framed = frame_anew(&passed.picture, *trim, request, limits)?;
        passed.resizes += u64::from(framed.resized);
        if let Some(picture) = framed.picture {
            passed.picture = picture;
        }
        if !operations.is_empty() {
            passed.picture = operate(operations, &passed.picture, cancel)?;
            passed.operations += operations.len() as u64;
        }
    }
    Ok(passed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asked::frame::Kernel;
    use crate::asked::geometry::{Crop, Fit, FrameRequest, Length, Position};
    use crate::error::ErrorCode;
    use crate::operations::{Flop, Operation, Rotate};
    use crate::picture::ColourProfile;
    use crate::pixels::{Channels, Raster};

    const AS_IT_IS: FrameRequest = FrameRequest {
        crop: None,
        width: None,
        height: None,
        aspect: None,
        fit: Fit::Fill,
        position: Position::Point { x: 0.5, y: 0.5 },
        enlarge: true,
        reduce: true,
        kernel: Kernel::Nearest,
        background: [0; 4],
    };

    fn picture() -> Picture {
        let raster = Raster { width: 4, height: 2, channels: Channels::Gray, samples: (0..8u16).collect() };
        Picture::still(raster, ColourProfile::Unspecified)
    }

    fn samples_of(picture: &Picture) -> Vec<u16> {
        picture.first().to_sixteen().unwrap().into_owned().samples
    }

    fn pass(request: FrameRequest, operations: &[Operation]) -> Pass {
        Pass { trim: None, request, operations: operations.to_vec() }
    }

    #[test]
    fn each_pass_sees_what_the_one_before_left() {
        let turn = pass(AS_IT_IS, &[Operation::Rotate(Rotate { degrees: 90.0, background: [0; 4] })]);
        let px = Length::Pixels;
        let crop = Crop { x: px(0.0), y: px(1.0), w: px(2.0), h: px(2.0) };
        let cut = pass(FrameRequest { crop: Some(crop), ..AS_IT_IS }, &[Operation::Flop(Flop)]);
        // 4 0 / 5 1 / 6 2 / 7 3, of which two rows are left, and mirrored.
        let passed = do_passes(&[turn, cut], picture(), &Limits::UNBOUNDED, &Cancel::new()).unwrap();
        assert_eq!((passed.picture.width(), passed.picture.height()), (2, 2));
        assert_eq!(samples_of(&passed.picture), [1, 5, 2, 6]);
        assert_eq!((passed.resizes, passed.operations), (0, 2));
    }

    #[test]
    fn what_was_made_small_stays_coarse_when_it_is_made_large() {
        let to =
            |width: f64, height: f64| pass(FrameRequest { width: Some(width), height: Some(height), ..AS_IT_IS }, &[]);
        let passed = do_passes(&[to(2.0, 1.0), to(4.0, 2.0)], picture(), &Limits::UNBOUNDED, &Cancel::new()).unwrap();
        let samples = samples_of(&passed.picture);
        assert_eq!(samples[..4], samples[4..]);
        assert_eq!((samples[0], samples[2]), (samples[1], samples[3]));
        assert_eq!(passed.resizes, 2);
    }

    #[test]
    fn a_picture_on_the_way_is_within_the_limits() {
        let large = pass(FrameRequest { width: Some(4000.0), height: Some(4000.0), ..AS_IT_IS }, &[]);
        let limits = Limits { pixels: 1_000_000, ..Limits::UNBOUNDED };
        let error = do_passes(&[large], picture(), &limits, &Cancel::new()).err().unwrap();
        assert_eq!(error.code, ErrorCode::LimitPixels);
    }

    #[test]
    fn nothing_is_done_for_a_batch_that_was_cancelled() {
        let cancel = Cancel::new();
        cancel.cancel();
        let error = do_passes(&[pass(AS_IT_IS, &[])], picture(), &Limits::UNBOUNDED, &cancel).err().unwrap();
        assert_eq!(error.code, ErrorCode::Aborted);
    }
}
