//! The libaom that the crate brings along. Its speed 8 is broken and has no rung.

use super::rung::{Coding, Ladder, Matrices, Rung, TenPays};
use crate::formats::avif::settings::AvifEffort;
use crate::formats::avif::tables::libaom_3_11 as tables;

/// Metrics that follow the eye, and what an option list has besides.
macro_rules! options {
    ($($option:tt),* $(,)?) => {
        &[("tune", "ssim"), ("sb-size", "64"), ("dist-metric", "qm-psnr"), $($option),*]
    };
}

/// Without what a photograph has no use for: tools for screens, which libaom takes some photographs for, and transforms that are
/// turned round or left out: a fifth less time and 2 % fewer bytes at equal looks. And with what native/codecs/aom/boost.cmake makes
/// of the last two: smooth parts are coded more finely and chroma more coarsely, 2 to 3 % fewer bytes.
macro_rules! photograph {
    ($($option:tt),* $(,)?) => {
        options![
            ("enable-palette", "0"),
            ("enable-intrabc", "0"),
            ("enable-flip-idtx", "0"),
            ("enable-chroma-deltaq", "1"),
            ("deltaq-mode", "3"),
            $($option),*
        ]
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
            photographs: Coding {
                speed: 5,
                options: photograph![("enable-ab-partitions", "0"), ("enable-1to4-partitions", "0")],
            },
            drawings: Coding {
                speed: 5,
                options: options![("enable-ab-partitions", "0"), ("enable-1to4-partitions", "0")],
            },
            animations: Coding {
                speed: 5,
                options: options![("enable-ab-partitions", "0"), ("enable-1to4-partitions", "0")],
            },
            matrices: Matrices::Ours,
            eight: None,
            ten: Some(tables::AVIF_BEST_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (1050, 1260),
        },
        Rung {
            effort: AvifEffort::Default,
            photographs: Coding {
                speed: 6,
                // By rectangles without filter intra native/codecs/aom.cmake knows this effort, whose search it refines.
                options: photograph![("min-partition-size", "8"), ("enable-filter-intra", "0")],
            },
            drawings: Coding {
                speed: 5,
                options: options![
                    ("enable-ab-partitions", "0"),
                    ("enable-1to4-partitions", "0"),
                    ("enable-rect-partitions", "0")
                ],
            },
            animations: Coding {
                speed: 5,
                options: options![
                    ("enable-ab-partitions", "0"),
                    ("enable-1to4-partitions", "0"),
                    ("enable-rect-partitions", "0")
                ],
            },
            matrices: Matrices::Ours,
            eight: None,
            ten: Some(tables::AVIF_DEFAULT_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (305, 365),
        },
        Rung {
            effort: AvifEffort::Fast,
            photographs: Coding {
                speed: 6,
                options: photograph![
                    ("min-partition-size", "8"),
                    ("enable-filter-intra", "0"),
                    ("enable-rect-partitions", "0"),
                    ("use-intra-dct-only", "1")
                ],
            },
            drawings: Coding { speed: 6, options: options![] },
            animations: Coding { speed: 6, options: options![] },
            matrices: Matrices::Ours,
            eight: None,
            ten: Some(tables::AVIF_FAST_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (170, 200),
        },
        Rung {
            effort: AvifEffort::Faster,
            photographs: Coding { speed: 7, options: photograph![] },
            drawings: Coding { speed: 7, options: options![] },
            animations: Coding { speed: 7, options: options![] },
            matrices: Matrices::Ours,
            eight: Some(tables::AVIF_FASTER_8),
            ten: Some(tables::AVIF_FASTER_10),
            ten_pays: Some(FINE),
            for_drawings: None,
            nanoseconds_per_pixel: (140, 175),
        },
        Rung {
            effort: AvifEffort::Draft,
            photographs: Coding { speed: 9, options: options![] },
            drawings: Coding { speed: 9, options: options![] },
            animations: Coding { speed: 9, options: options![] },
            matrices: Matrices::Ours,
            eight: Some(tables::AVIF_DRAFT_8),
            ten: None,
            ten_pays: None,
            for_drawings: Some(AvifEffort::Faster),
            nanoseconds_per_pixel: (45, 60),
        },
    ],
};
