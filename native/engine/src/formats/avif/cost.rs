//! What an AVIF costs.

use crate::formats::avif::ladder::rung;
use crate::formats::avif::settings::{Avif, AvifEffort};
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::StoredPixel;

pub fn nanoseconds_per_pixel(avif: &Avif) -> u64 {
    let (eight, ten) = rung(avif.effort).nanoseconds_per_pixel;
    if avif.depth > 8 { ten } else { eight }
}

pub const fn working_set(avif: &Avif, animated: bool) -> WorkingSet {
    if animated {
        return match avif.effort {
            // A sequence holds the frames that it looks ahead to.
            AvifEffort::Best | AvifEffort::Default | AvifEffort::Fast => WorkingSet { fixed: 32 << 20, per_pixel: 340 },
            AvifEffort::Faster | AvifEffort::Draft => WorkingSet { fixed: 12 << 20, per_pixel: 80 },
        };
    }
    WorkingSet::per_pixel(if avif.depth == 10 { 60 } else { 46 })
}

/// Luma, chroma and alpha at full size.
pub const fn bytes_while_decoding(stored: StoredPixel) -> u64 {
    stored.bytes + stored.rounded
}
