//! An operation on the framed picture, as everybody else sees it.

use std::fmt::Debug;

use crate::asked::parameters::Parameters;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::picture::Picture;
use crate::pixels::Pixels;

/// One operation with its numbers: a pure function of pixels, to pixels of the same depth.
pub trait Operate: Copy + Debug + PartialEq {
    /// As it crosses from JavaScript.
    const KIND: &'static str;

    /// From what crosses; takes out of the parameters what it knows.
    ///
    /// # Errors
    /// [`crate::ErrorCode::InvalidRequest`] for what is missing or of another type.
    fn read(parameters: &mut Parameters) -> Result<Self>;

    /// Refuses numbers outside their ranges.
    fn check(&self) -> Result<()> {
        Ok(())
    }

    fn size_after(&self, size: (u32, u32)) -> (u32, u32) {
        size
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels>;

    /// The same to a gain map, whose `neutral` samples change nothing; `None` where the map no longer says anything of what
    /// becomes of the picture.
    fn apply_to_gain_map(&self, _map: &Pixels, _neutral: [u8; 3]) -> Result<Option<Pixels>> {
        Ok(None)
    }

    /// Every frame by itself, unless the operation looks at all of them. A cancelled one stops before the next frame.
    fn apply(&self, picture: &Picture, cancel: &Cancel) -> Result<Picture> {
        picture.map(|pixels| {
            cancel.check()?;
            self.apply_to_frame(pixels)
        })
    }
}
