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
    match (webp.quality.is_lossy(), animated) {
        (false, true) => WorkingSet::per_pixel(110),
        (true, true) => WorkingSet::per_pixel(34),
        (false, false) if webp.effort > 5 => WorkingSet { fixed: 16 << 20, ..WorkingSet::per_pixel(30) },
        (false, false) => WorkingSet::per_pixel(36),
        // Alpha is coded without loss.
        (true, false) => WorkingSet { per_alpha: if webp.effort > 5 { 57 } else { 26 }, ..WorkingSet::per_pixel(3) },
    }
}

pub const fn bytes_while_decoding(header: &ImageHeader, stored: StoredPixel) -> u64 {
    match (header.frames > 1, header.has_alpha) {
        (true, _) => 2 * 4,
        // What is without loss is a picture of four channels first.
        (false, false) => 5 + stored.rounded,
        (false, true) => 7 + stored.rounded,
    }
}
