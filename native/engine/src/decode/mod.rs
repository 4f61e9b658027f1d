//! Encoded bytes to upright sRGB pixels.

pub(crate) mod avif;
mod jpeg;
mod png;
mod webp;

use crate::colour;
use crate::error::Result;
use crate::limits::Limits;
use crate::pixels::Pixels;
use crate::probe::{ColourProfile, ImageHeader, SourceFormat};

/// A source after its one decode.
pub struct Decoded {
    /// Upright (when asked) and in sRGB.
    pub pixels: Pixels,
    /// 1, 2, 4 or 8: every side of `pixels` is the source's divided by this, rounded up.
    pub shrink: u32,
}

/// Pixels as the file stores them: not yet turned, not yet in sRGB.
pub(crate) struct Stored {
    pixels: Pixels,
    shrink: u32,
}

/// Decodes a source whose header was read from the same bytes.
///
/// `shrink` is the largest factor the caller can use; formats that cannot scale while decoding ignore it.
pub fn decode(bytes: &[u8], header: &ImageHeader, limits: &Limits, shrink: u32, auto_orient: bool) -> Result<Decoded> {
    let Stored { mut pixels, shrink } = match header.format {
        SourceFormat::Jpeg => jpeg::decode(bytes, header, shrink),
        SourceFormat::Png => png::decode(bytes, header, limits),
        SourceFormat::Webp => webp::decode(bytes, header),
        SourceFormat::Avif => avif::decode(bytes, header, limits),
    }?;
    if header.profile != ColourProfile::Unspecified {
        colour::to_srgb(&mut pixels, &header.profile);
    }
    if auto_orient {
        pixels = header.orientation.apply(pixels)?;
    }
    Ok(Decoded { pixels, shrink })
}
