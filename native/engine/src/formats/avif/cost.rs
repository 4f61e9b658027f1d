//! What an AVIF costs.

use crate::formats::avif::ladder::rung;
use crate::formats::avif::settings::{Avif, AvifEffort};
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::StoredPixel;

pub fn nanoseconds_per_pixel(avif: &Avif) -> u64 {
    let (eight, ten) = rung(avif.effort).nanoseconds_per_pixel;
    if avif.depth > 8 { ten } else { eight }
}

pub fn working_set(avif: &Avif, animated: bool) -> WorkingSet {
    let ten = avif.depth > 8;
    if animated {
        let WorkingSet { fixed, per_pixel } = match avif.effort {
            // A sequence holds the frames that it looks ahead to.
            AvifEffort::Best | AvifEffort::Default | AvifEffort::Fast => WorkingSet { fixed: 32 << 20, per_pixel: 340 },
            AvifEffort::Faster | AvifEffort::Draft => WorkingSet { fixed: 12 << 20, per_pixel: 80 },
        };
        // Planes of 10 bits take two bytes a sample.
        return if ten {
            WorkingSet { fixed: 2 * fixed, per_pixel: 2 * per_pixel }
        } else {
            WorkingSet { fixed, per_pixel }
        };
    }
    // libaom's speeds from 6 on keep fewer choices.
    match rung(avif.effort).speed {
        ..=5 if ten => WorkingSet { fixed: 16 << 20, per_pixel: 64 },
        _ if ten => WorkingSet { fixed: 16 << 20, per_pixel: 48 },
        _ => WorkingSet::per_pixel(46),
    }
}

/// Luma, chroma and alpha at full size.
pub const fn bytes_while_decoding(stored: StoredPixel) -> u64 {
    stored.bytes + stored.rounded
}
