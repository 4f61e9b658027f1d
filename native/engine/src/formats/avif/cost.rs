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
    // libaom's speeds from 6 on keep fewer choices.
    match rung(avif.effort).photographs.speed {
        ..=5 if ten => WorkingSet { fixed: 16 << 20, ..WorkingSet::per_pixel(64) },
        _ if ten => WorkingSet { fixed: 16 << 20, ..WorkingSet::per_pixel(48) },
        _ => WorkingSet::per_pixel(52),
    }
}

/// The decoder's own frames with their wide borders, those of alpha by themselves.
pub const fn bytes_while_decoding(header: &ImageHeader, stored: StoredPixel) -> u64 {
    let (colours, alpha) = if header.bit_depth > 8 { (31, 28) } else { (25, 22) };
    colours + if header.has_alpha { alpha } else { 0 } + stored.rounded
}
