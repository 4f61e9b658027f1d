//! Headers, and what a photograph says of itself, of bytes that may be any format.

use lazy_image_engine::{FailOn, SourceInput, photo_metadata, probe_bytes_as_far_as};

use super::LIMITS;

pub fn read(bytes: &[u8]) -> bool {
    let is_image = probe_bytes_as_far_as(FailOn::None, bytes, &LIMITS).is_ok();
    // What it does not find is not said; it never fails for what lies in a block.
    let _ = photo_metadata(&SourceInput::Bytes(bytes.to_vec().into()), &LIMITS);
    is_image || bytes.len() < 1 << 16
}
