//! What an AVIF costs.

use crate::formats::avif::settings::{Avif, AvifEffort};
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::StoredPixel;
use crate::kinds::header::ImageHeader;

pub const fn nanoseconds_per_pixel(effort: AvifEffort) -> u64 {
    match effort {
        AvifEffort::Best => 1250,
        AvifEffort::Default => 480,
        AvifEffort::Fast => 300,
        AvifEffort::Faster => 180,
        AvifEffort::Draft => 45,
    }
}

pub const fn working_set(avif: &Avif, animated: bool) -> WorkingSet {
    if animated {
        return match avif.effort {
            // A sequence holds the frames that it looks ahead to.
            AvifEffort::Best | AvifEffort::Default | AvifEffort::Fast => {
                WorkingSet { fixed: 32 << 20, ..WorkingSet::per_pixel(340) }
            }
            AvifEffort::Faster | AvifEffort::Draft => WorkingSet { fixed: 12 << 20, ..WorkingSet::per_pixel(80) },
        };
    }
    WorkingSet::per_pixel(match (avif.effort, avif.depth) {
        (AvifEffort::Draft, 8) => 52,
        (AvifEffort::Draft, _) => 72,
        (_, 8) => 68,
        (_, _) => 96,
    })
}

/// The decoder's own frames with their wide borders, those of alpha by themselves.
pub const fn bytes_while_decoding(header: &ImageHeader, stored: StoredPixel) -> u64 {
    let (colours, alpha) = if header.bit_depth > 8 { (31, 28) } else { (25, 22) };
    colours + if header.has_alpha { alpha } else { 0 } + stored.rounded
}
