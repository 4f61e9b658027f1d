//! The second picture of an HDR photograph: where a file says it lies, what it says of it, its samples, and an output with it.

use lazy_image_engine::{FailOn, gain_map_of, probe_bytes_as_far_as};

use super::LIMITS;
use super::carrier::keep_gain_map;

pub fn read(bytes: &[u8]) -> bool {
    let Ok(header) = probe_bytes_as_far_as(FailOn::None, bytes, &LIMITS) else { return false };
    let is_told = header.gain_map.is_some();
    let _ = gain_map_of(bytes, &LIMITS);
    if is_told {
        keep_gain_map(bytes);
    }
    is_told || !header.faults.is_empty()
}
