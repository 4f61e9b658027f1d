//! What an AVIF costs.

use crate::formats::avif::ladder::rung;
use crate::formats::avif::settings::{Avif, AvifEffort};
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::StoredPixel;
use crate::kinds::header::ImageHeader;

pub fn nanoseconds_per_pixel(avif: &Avif) -> u64 {
    let (eight, ten) = rung(avif.effort).nanoseconds_per_pixel;
    if avif.depth > 8 { ten } else { eight }
}

pub fn working_set(avif: &Avif, animated: bool) -> WorkingSet {
    let ten = avif.depth > 8;
    if animated {
        let WorkingSet { fixed, per_pixel, .. } = match avif.effort {
            // A sequence holds the frames that it looks ahead to.
            AvifEffort::Best | AvifEffort::Default | AvifEffort::Fast => {
                WorkingSet { fixed: 32 << 20, ..WorkingSet::per_pixel(340) }
            }
            AvifEffort::Faster | AvifEffort::Draft => WorkingSet { fixed: 12 << 20, ..WorkingSet::per_pixel(80) },
        };
        // Planes of 10 bits take two bytes a sample.
        return if ten {
            WorkingSet { fixed: 2 * fixed, ..WorkingSet::per_pixel(2 * per_pixel) }
        } else {
            WorkingSet { fixed, ..WorkingSet::per_pixel(per_pixel) }
        };
    }
    // Counted by the C library's allocator, at 0.3 and 1.1 megapixels; more take less for each. A drawing's hashes, of which blocks are
    // looked for again, are as much again.
    let (fixed, per_pixel, per_drawn) = match (avif.effort, ten) {
        (AvifEffort::Best, true) => (4, 85, 58),
        (AvifEffort::Default | AvifEffort::Fast, true) => (4, 77, 58),
        (AvifEffort::Faster | AvifEffort::Draft, true) => (4, 64, 72),
        (AvifEffort::Best | AvifEffort::Default | AvifEffort::Fast, false) => (3, 60, 58),
        (AvifEffort::Faster | AvifEffort::Draft, false) => (3, 44, 72),
    };
    WorkingSet { fixed: fixed << 20, per_drawn, ..WorkingSet::per_pixel(per_pixel) }
}

/// The decoder's own frames with their wide borders, those of alpha by themselves.
pub const fn bytes_while_decoding(header: &ImageHeader, stored: StoredPixel) -> u64 {
    let (colours, alpha) = if header.bit_depth > 8 { (31, 28) } else { (25, 22) };
    colours + if header.has_alpha { alpha } else { 0 } + stored.rounded
}
