//! Encoded bytes to pixels as the file stores them: neither turned upright nor in another colour space.
//!
//! A format is a file here with `decode(&Encoded, &Needs) -> Result<Decoded>`, a line below, and its twin in
//! [`crate::probe`]. Those that decode several frames look at the cancel flag before each; a frame is decoded in one
//! piece.

pub(crate) mod avif;
mod bmp;
mod cmyk;
mod composer;
mod gif;
mod ico;
mod jpeg;
mod jxl;
mod packed_bits;
mod png;
mod svg;
pub(crate) mod svg_bounds;
mod svg_extent;
mod tiff;
mod tiff_file;
mod webp;
mod ycbcr;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::limits::Limits;
use crate::needs::Needs;
use crate::panic::contain_decoder;
use crate::picture::Picture;
use crate::probe::{ImageHeader, SourceFormat};

/// A source as a decoder sees it.
#[derive(Debug, Clone, Copy)]
pub struct Encoded<'a> {
    pub bytes: &'a [u8],
    /// Read from the same bytes.
    pub header: &'a ImageHeader,
    pub limits: &'a Limits,
}

/// A source after its one decode.
///
/// What an output gets must not depend on what others need: a decoder that is asked for wide samples gives those
/// which, rounded to 8 bits, are the ones it gives otherwise.
pub struct Decoded {
    /// As stored. Its profile is the header's, or another when the decoder converted colours itself.
    pub picture: Picture,
    /// Every side of the picture is the source's times this, rounded up.
    pub scale: f64,
}

/// The scale that a source is decoded at, told beforehand.
pub(crate) fn scale_for(header: &ImageHeader, needs: &Needs, limits: &Limits) -> f64 {
    match header.format {
        SourceFormat::Jpeg => jpeg::scale_for(needs),
        SourceFormat::Svg => svg::scale_for(header, needs, limits),
        _ => 1.0,
    }
}

/// Refuses more frames than the limits allow, where an output wants them all.
pub(crate) fn check_frames(header: &ImageHeader, needs: &Needs, limits: &Limits) -> Result<()> {
    if needs.all_frames { limits.check_animation(header.width, header.height, header.frames) } else { Ok(()) }
}

/// Decodes a source once for everything that its outputs need.
pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    check_frames(source.header, needs, source.limits)?;
    let format = source.header.format;
    contain_decoder(format.name(), || match format {
        SourceFormat::Jpeg => jpeg::decode(source, needs),
        SourceFormat::Png => png::decode(source, needs, cancel),
        SourceFormat::Webp => webp::decode(source, needs, cancel),
        SourceFormat::Avif => avif::decode(source, needs, cancel),
        SourceFormat::Gif => gif::decode(source, needs, cancel),
        SourceFormat::Tiff => tiff::decode(source, needs),
        SourceFormat::Svg => svg::decode(source, needs),
        SourceFormat::Jxl => jxl::decode(source, needs, cancel),
        SourceFormat::Bmp => bmp::decode(source),
        SourceFormat::Ico => ico::decode(source, needs, cancel),
    })
}
