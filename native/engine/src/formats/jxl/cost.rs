//! What a JPEG XL costs.

use crate::kinds::format::{Needs, StoredPixel};
use crate::kinds::header::ImageHeader;

/// 32-bit floats of all channels, before and after filters and colour transforms; every frame's are kept.
pub fn bytes_while_decoding(header: &ImageHeader, needs: &Needs, stored: StoredPixel) -> u64 {
    let frames = if needs.all_frames { u64::from(header.frames) } else { 0 };
    (3 * 4 + 4 * frames) * stored.channels.max(3)
}
