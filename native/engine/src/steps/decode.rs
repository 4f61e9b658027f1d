//! Encoded bytes to pixels as the file stores them: neither turned upright nor in another colour space.
//!
//! A format is a file here with `decode(&Encoded, &Needs) -> Result<Decoded>`, a line below, and its twin in
//! [`crate::probe`]. Those that decode several frames look at the cancel flag before each; a frame is decoded in one
//! piece.

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::signature::SourceFormat;
use crate::formats::{avif, bmp, gif, ico, jpeg, jxl, png, svg, tiff, webp};
use crate::kinds::format::ImageHeader;
use crate::kinds::format::{Decoded, Encoded};
use crate::needs::Needs;
use crate::panic::contain_decoder;

/// The scale that a source is decoded at, told beforehand.
pub(crate) fn scale_for(header: &ImageHeader, needs: &Needs, limits: &Limits) -> f64 {
    match header.format {
        SourceFormat::Jpeg => jpeg::decode::scale_for(needs),
        SourceFormat::Svg => svg::decode::scale_for(header, needs, limits),
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
        SourceFormat::Jpeg => jpeg::decode::decode(source, needs),
        SourceFormat::Png => png::decode::decode(source, needs, cancel),
        SourceFormat::Webp => webp::decode::decode(source, needs, cancel),
        SourceFormat::Avif => avif::decode::decode(source, needs, cancel),
        SourceFormat::Gif => gif::decode::decode(source, needs, cancel),
        SourceFormat::Tiff => tiff::decode::decode(source, needs),
        SourceFormat::Svg => svg::decode::decode(source, needs),
        SourceFormat::Jxl => jxl::decode::decode(source, needs, cancel),
        SourceFormat::Bmp => bmp::decode::decode(source),
        SourceFormat::Ico => ico::decode::decode(source, needs, cancel),
    })
}
