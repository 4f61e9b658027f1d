//! Encoded bytes to pixels.

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::fail_on::FailOn;
use crate::kinds::format::{Decoded, Encoded, Needs};
use crate::kinds::header::ImageHeader;
use crate::panic::contain_decoder;

/// Refuses more frames than the limits allow, where an output wants them all.
pub(crate) fn check_frames(header: &ImageHeader, needs: &Needs, limits: &Limits) -> Result<()> {
    if needs.all_frames { limits.check_animation(header.width, header.height, header.frames) } else { Ok(()) }
}

/// Decodes a source once for everything that its outputs need, and refuses one that lost pixels.
pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    decode_as_far_as(FailOn::default(), source, needs, cancel)
}

/// Decodes a source as far as it goes. The faults of the result are those that the caller lets pass.
pub fn decode_as_far_as(fail_on: FailOn, source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    check_frames(source.header, needs, source.limits)?;
    let format = source.header.format.format();
    let decoded = contain_decoder(format.title(), || format.decode(source, needs, cancel))?;
    let faults = fail_on.judge(decoded.faults)?;
    Ok(Decoded { faults, ..decoded })
}
