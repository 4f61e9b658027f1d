//! The libaom that the crate brings along. Its speed 8 is broken and has no rung.

use super::rung::{Ladder, Matrices, Rung, TenPays};
use crate::formats::avif::settings::AvifEffort;
use crate::formats::avif::tables::libaom_3_11 as tables;

/// Metrics that follow the eye, and fewer partitions to choose from. 10 bits take a quarter more time.
macro_rules! options {
    ($($option:literal),*) => {
        &[("tune", "ssim"), ("sb-size", "64"), ("dist-metric", "qm-psnr"), $(($option, "0")),*]
    };
}

const ALWAYS: TenPays = TenPays { from_number: 1, from_score: 0.0 };
/// From there on by 3 to 10 % of the bytes; below, by less than the time is worth.
const FINE: TenPays = TenPays { from_number: 60, from_score: 75.0 };

pub static LADDER: Ladder = Ladder {
    since: (3, 11),
    rungs: [
        Rung {
            effort: AvifEffort::Best,
            speed: 5,
            options: options!["enable-ab-partitions", "enable-1to4-partitions"],
            matrices: Matrices::Ours,
            eight: None,
            ten: Some(tables::AVIF_BEST_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (1250, 1500),
        },
        Rung {
            effort: AvifEffort::Default,
            speed: 5,
            options: options!["enable-ab-partitions", "enable-1to4-partitions", "enable-rect-partitions"],
            matrices: Matrices::Ours,
            eight: Some(tables::AVIF_DEFAULT_8),
            ten: Some(tables::AVIF_DEFAULT_10),
            ten_pays: Some(FINE),
            for_drawings: None,
            nanoseconds_per_pixel: (480, 600),
        },
        Rung {
            effort: AvifEffort::Fast,
            speed: 6,
            options: options![],
            matrices: Matrices::Ours,
            eight: Some(tables::AVIF_FAST_8),
            ten: Some(tables::AVIF_FAST_10),
            ten_pays: Some(FINE),
            for_drawings: None,
            nanoseconds_per_pixel: (300, 390),
        },
        Rung {
            effort: AvifEffort::Faster,
            speed: 7,
            options: options![],
            matrices: Matrices::Ours,
            eight: Some(tables::AVIF_FASTER_8),
            ten: Some(tables::AVIF_FASTER_10),
            ten_pays: Some(FINE),
            for_drawings: None,
            nanoseconds_per_pixel: (180, 220),
        },
        Rung {
            effort: AvifEffort::Draft,
            speed: 9,
            options: options![],
            matrices: Matrices::Ours,
            eight: Some(tables::AVIF_DRAFT_8),
            ten: None,
            ten_pays: None,
            for_drawings: Some(AvifEffort::Faster),
            nanoseconds_per_pixel: (45, 60),
        },
    ],
};
