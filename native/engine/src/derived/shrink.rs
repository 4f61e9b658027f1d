//! Small pictures of large ones, for hashes that see no detail.

use crate::asked::frame::{Kernel, Region};
use crate::error::Result;
use crate::pixels::{Channels, Pixels, Raster};
use crate::resize::resize;

/// Sides of `most` pixels at most, the ratio kept; red, green, blue and alpha.
pub fn to_rgba(pixels: &Raster<u8>, most: u32) -> Result<Raster<u8>> {
    let (width, height) = (pixels.width, pixels.height);
    let longer = width.max(height);
    let small = if longer <= most {
        pixels.try_clone()?
    } else {
        let side = |pixels: u32| {
            let scaled = (u64::from(pixels) * u64::from(most) * 2 + u64::from(longer)) / (2 * u64::from(longer));
            (scaled as u32).max(1)
        };
        let region = Region { left: 0.0, top: 0.0, width: width.into(), height: height.into() };
        let shrunk = resize(&Pixels::Eight(pixels.try_clone()?), region, side(width), side(height), Kernel::Mitchell)?;
        shrunk.to_eight()?.into_owned()
    };
    with_alpha(&small.expand_gray()?)
}

fn with_alpha(pixels: &Raster<u8>) -> Result<Raster<u8>> {
    if pixels.channels.has_alpha() {
        return pixels.try_clone();
    }
    let mut rgba = Raster::allocate(pixels.width, pixels.height, Channels::Rgba)?;
    for (to, from) in rgba.pixels_mut().zip(pixels.pixels()) {
        to[..3].copy_from_slice(from);
        to[3] = u8::MAX;
    }
    Ok(rgba)
}
