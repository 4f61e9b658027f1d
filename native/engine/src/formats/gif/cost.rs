//! What a GIF costs.

use crate::kinds::encode::WorkingSet;

pub const NANOSECONDS_PER_PIXEL: u64 = 75;

pub const WORKING_SET: WorkingSet = WorkingSet::per_pixel(34);

/// The canvas, the canvas before the frame, the frame itself and its indices.
pub const BYTES_WHILE_DECODING: u64 = 3 * 4 + 2;
