//! Pixels of any layout as red, green, blue and alpha.

use crate::allocate::room_for;
use crate::error::Result;
use crate::pixels::Raster;

/// Red, green, blue, alpha of a pixel of any layout.
pub fn colour_of(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [gray] => [gray, gray, gray, 255],
        [gray, alpha] => [gray, gray, gray, alpha],
        [red, green, blue] => [red, green, blue, 255],
        [red, green, blue, alpha, ..] => [red, green, blue, alpha],
        [] => [0; 4],
    }
}

/// The pixels as red, green, blue, alpha.
pub fn to_rgba(pixels: &Raster<u8>) -> Result<Vec<u8>> {
    let length = pixels.samples.len() / pixels.channels.count() * 4;
    let mut rgba = room_for(length, "bytes of pixels")?;
    rgba.extend(pixels.pixels().flat_map(colour_of));
    Ok(rgba)
}
