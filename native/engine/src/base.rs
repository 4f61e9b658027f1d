//! From the stored picture to the one that regions are given in: upright, and in the colours asked for.

use crate::colour;
use crate::colour::TargetColours;
use crate::error::Result;
use crate::needs::Preparation;
use crate::orientation::Orientation;
use crate::picture::Picture;

/// What happens to a picture before anything is cut out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Base {
    /// Whether EXIF orientation is applied: regions are given in the upright picture then, in the stored one else.
    pub auto_orient: bool,
    pub colour_space: TargetColours,
    /// Whether an animation keeps its frames, where the encoding can hold them.
    pub animated: bool,
}

/// Prepares a decoded picture. What has no need of change is not copied.
pub fn prepare(mut picture: Picture, stored_as: Orientation, preparation: Preparation) -> Result<Picture> {
    let Preparation { base, wide } = preparation;
    if !base.animated {
        picture.frames.truncate(1);
    }
    if !wide {
        picture = picture.change(|pixels| pixels.into_eight())?;
    }
    picture = colour::convert(picture, base.colour_space)?;
    if base.auto_orient {
        picture = picture.change(|pixels| stored_as.apply(pixels))?;
    }
    Ok(picture)
}
