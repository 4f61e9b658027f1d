//! Encoded bytes to pixels.

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::fail_on::FailOn;
use crate::kinds::format::{Decoded, Encoded, Needs};
use crate::kinds::header::ImageHeader;
use crate::panic::contain_decoder;
use crate::steps::stream::{Streamed, Want, stream};

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

/// Makes what is wanted of a source row by row, as far as it goes; `None` where the format or the wants need the whole picture.
/// The faults of the result are those that the caller lets pass.
pub fn stream_as_far_as(
    fail_on: FailOn,
    source: &Encoded,
    needs: &Needs,
    wants: &[Want],
    cancel: &Cancel,
) -> Option<Result<Streamed>> {
    if wants.iter().all(|want| want.frame.is_none()) {
        return None;
    }
    let format = source.header.format.format();
    let rows = contain_decoder(format.title(), || Ok(format.rows(source, needs))).transpose()?;
    Some(rows.and_then(|rows| {
        let streamed = contain_decoder(format.title(), || stream(rows?, source.header, wants, cancel))?;
        let faults = fail_on.judge(streamed.faults)?;
        Ok(Streamed { faults, ..streamed })
    }))
}
