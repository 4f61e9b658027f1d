//! What a quality number means for codecs whose own scale differs.
//!
//! The number is sharp's: at quality q an output must look at least as good (SSIMULACRA2) as sharp's at q, on
//! the strictest of the measured photographs. Between measured points the tables are interpolated linearly; the
//! ends below 30 and above 90 follow the codec's own curve and are anchored at the measured points.

use super::{AvifEffort, Chroma};

/// (quality, jpegli's butteraugli distance), quality ascending.
const JPEG_DISTANCE: [(u8, f32); 14] = [
    (1, 23.87),
    (10, 15.27),
    (20, 9.07),
    (30, 6.40),
    (40, 5.47),
    (50, 4.18),
    (60, 3.34),
    (70, 2.32),
    (75, 1.61),
    (80, 1.33),
    (85, 1.00),
    (90, 0.66),
    (95, 0.33),
    (100, 0.05),
];

/// (quality, libaom's cq-level), quality ascending; level 0 would be lossless and is not reached.
const AVIF_LEVEL_SLOW: [(u8, f32); 11] = [
    (1, 60.0),
    (10, 52.0),
    (20, 45.0),
    (30, 38.0),
    (40, 32.0),
    (50, 25.0),
    (60, 19.0),
    (70, 14.0),
    (80, 10.0),
    (90, 5.0),
    (100, 1.0),
];
const AVIF_LEVEL_FAST: [(u8, f32); 11] = [
    (1, 59.0),
    (10, 51.0),
    (20, 44.0),
    (30, 37.0),
    (40, 31.0),
    (50, 24.0),
    (60, 18.0),
    (70, 13.0),
    (80, 9.0),
    (90, 4.0),
    (100, 1.0),
];
const AVIF_LEVEL_FASTER: [(u8, f32); 11] = [
    (1, 56.0),
    (10, 47.0),
    (20, 40.0),
    (30, 33.0),
    (40, 29.0),
    (50, 22.0),
    (60, 16.0),
    (70, 12.0),
    (80, 7.0),
    (90, 4.0),
    (100, 1.0),
];

/// jpegli's distance for a quality of 1–100.
pub fn jpeg_distance(_: Chroma, quality: u8) -> f32 {
    interpolate(&JPEG_DISTANCE, quality)
}

/// libwebp's quality for a quality of 1–100.
pub fn webp_quality(_: u8, quality: u8) -> f32 {
    quality.into()
}

/// libaom's cq-level, 1–63, for a quality of 1–100.
pub fn avif_cq_level(effort: AvifEffort, quality: u8) -> u8 {
    let table = match effort {
        AvifEffort::Best | AvifEffort::Default => &AVIF_LEVEL_SLOW,
        AvifEffort::Fast => &AVIF_LEVEL_FAST,
        AvifEffort::Faster | AvifEffort::Draft => &AVIF_LEVEL_FASTER,
    };
    // Downwards: between two levels the better picture is the promise.
    (interpolate(table, quality).floor() as u8).max(1)
}

fn interpolate(table: &[(u8, f32)], quality: u8) -> f32 {
    let upper = table.iter().position(|(point, _)| *point >= quality).unwrap_or(table.len() - 1);
    let (to, to_value) = table[upper];
    if upper == 0 || to == quality {
        return to_value;
    }
    let (from, from_value) = table[upper - 1];
    let fraction = f32::from(quality - from) / f32::from(to - from);
    from_value + (to_value - from_value) * fraction
}
