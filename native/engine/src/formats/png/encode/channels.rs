//! The fewest channels that hold a picture.

use crate::error::Result;
use crate::pixels::{Channels, Raster, Sample};

/// The same picture without an alpha that is opaque everywhere and, unless colour is kept, without colours that are
/// all grey; `None` when it has no channel to spare.
pub fn drop_unused<S: Sample>(pixels: &Raster<S>, keep_colour: bool) -> Result<Option<Raster<S>>> {
    let count = pixels.channels.count();
    let keep_alpha = pixels.channels.has_alpha() && !pixels.is_opaque();
    let is_gray = |pixel: &[S]| pixel[0] == pixel[1] && pixel[1] == pixel[2];
    let gray = pixels.channels.is_gray() || !keep_colour && pixels.pixels().all(is_gray);
    let channels = Channels::new(gray, keep_alpha);
    if channels == pixels.channels {
        return Ok(None);
    }
    let mut reduced = Raster::allocate(pixels.width, pixels.height, channels)?;
    let colours = channels.colours();
    for (to, from) in reduced.pixels_mut().zip(pixels.pixels()) {
        to[..colours].copy_from_slice(&from[..colours]);
        if keep_alpha {
            to[colours] = from[count - 1];
        }
    }
    Ok(Some(reduced))
}
