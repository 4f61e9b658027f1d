//! Encoded bytes to pixels.

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::format::{Decoded, Encoded, Needs};
use crate::kinds::header::ImageHeader;
use crate::panic::contain_decoder;

/// Refuses more frames than the limits allow, where an output wants them all.
pub(crate) fn check_frames(header: &ImageHeader, needs: &Needs, limits: &Limits) -> Result<()> {
    if needs.all_frames { limits.check_animation(header.width, header.height, header.frames) } else { Ok(()) }
}

/// Decodes a source once for everything that its outputs need.
pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    check_frames(source.header, needs, source.limits)?;
    let format = source.header.format.format();
    contain_decoder(format.title(), || format.decode(source, needs, cancel))
}
