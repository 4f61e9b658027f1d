//! From the stored picture to the one that regions are given in: upright, and in the colours asked for.

use crate::colour;
use crate::error::Result;
use crate::orientation::Orientation;
use crate::picture::Picture;
use crate::steps::needs::Preparation;

/// Prepares a decoded picture. What has no need of change is not copied.
pub fn prepare(mut picture: Picture, stored_as: Orientation, preparation: Preparation) -> Result<Picture> {
    let Preparation { base, wide } = preparation;
    if !base.animated {
        picture.frames.truncate(1);
        picture.listed_colours = None;
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
