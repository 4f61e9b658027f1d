//! What a WebP costs.

use crate::asked::quality::Quality;
use crate::formats::webp::settings::Webp;
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::StoredPixel;
use crate::kinds::header::ImageHeader;

pub const fn nanoseconds_per_pixel(webp: &Webp) -> u64 {
    match webp {
        Webp { quality: Quality::Lossless, .. } => 370,
        Webp { quality: Quality::NearLossless(_), .. } => 600,
        Webp { effort: 0..=2, .. } => 17,
        Webp { effort: 3..=5, .. } => 37,
        Webp { .. } => 90,
    }
}

pub const fn working_set(webp: &Webp, animated: bool) -> WorkingSet {
    WorkingSet::per_pixel(match (webp.quality.is_lossy(), animated) {
        (false, true) => 110,
        (true, true) => 34,
        (false, false) => 32,
        (true, false) => 10,
    })
}

pub const fn bytes_while_decoding(header: &ImageHeader, stored: StoredPixel) -> u64 {
    if header.frames > 1 { 2 * 4 } else { stored.rounded }
}
