//! What a GIF costs.

use crate::kinds::encode::WorkingSet;

pub const NANOSECONDS_PER_PIXEL: u64 = 75;

/// For each frame that is being made. A table of runs takes two megabytes; the colours of an animation are chosen from a
/// sample of its pixels.
pub const fn working_set(animated: bool) -> WorkingSet {
    WorkingSet { fixed: if animated { 8 << 20 } else { 3 << 20 }, ..WorkingSet::per_pixel(40) }
}

/// The canvas, the canvas before the frame, the frame itself and its indices.
pub const BYTES_WHILE_DECODING: u64 = 3 * 4 + 2;
