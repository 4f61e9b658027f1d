//! The first libaom whose tunes for still pictures outdo our options: they boost smooth parts, as sharp's encoder does.

use super::rung::{Coding, Ladder, Matrices, Rung, TenPays};
use crate::formats::avif::settings::AvifEffort;
use crate::formats::avif::tables::libaom_3_14 as tables;

const SSIMULACRA2: &[(&str, &str)] = &[("tune", "ssimulacra2")];
const IQ: &[(&str, &str)] = &[("tune", "iq")];

/// Without what a photograph has no use for: tools for screens, which libaom takes some photographs for, transforms that are turned
/// round or left out, and a search of coefficients (trellis) that works against these tunes. A fifth to a quarter less time and 0 to
/// 3 % fewer bytes at equal looks. What its users add is milder than the tune: smooth parts are boosted less, steep matrices are
/// left out, and quick efforts compare by plain distances.
macro_rules! photograph {
    ($tune:literal $(, $option:tt)*) => {
        &[
            ("tune", $tune),
            ("enable-palette", "0"),
            ("enable-intrabc", "0"),
            ("enable-flip-idtx", "0"),
            ("disable-trellis-quant", "1"),
            $($option),*
        ]
    };
}

/// Drawings are a tenth smaller without the same search, without edges being filtered before they are continued, and with plain
/// distances.
const DRAWING: &[(&str, &str)] = &[
    ("tune", "iq"),
    ("disable-trellis-quant", "1"),
    ("enable-intra-edge-filter", "0"),
    ("enable-paeth-intra", "0"),
    ("dist-metric", "psnr"),
];

const ALWAYS: TenPays = TenPays { from_number: 1, from_score: 0.0 };

pub static LADDER: Ladder = Ladder {
    since: (3, 14),
    rungs: [
        Rung {
            effort: AvifEffort::Best,
            photographs: Coding {
                speed: 5,
                options: photograph!["ssimulacra2", ("deltaq-strength", "75"), ("qm-min", "6")],
            },
            drawings: Coding { speed: 5, options: DRAWING },
            animations: Coding { speed: 5, options: SSIMULACRA2 },
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_BEST_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (1020, 1230),
        },
        Rung {
            effort: AvifEffort::Default,
            photographs: Coding {
                speed: 6,
                options: photograph![
                    "ssimulacra2",
                    ("deltaq-strength", "58"),
                    ("qm-min", "4"),
                    ("dist-metric", "psnr"),
                    ("enable-filter-intra", "0")
                ],
            },
            drawings: Coding { speed: 6, options: DRAWING },
            animations: Coding { speed: 6, options: SSIMULACRA2 },
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_DEFAULT_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (240, 290),
        },
        Rung {
            effort: AvifEffort::Fast,
            photographs: Coding {
                speed: 7,
                options: photograph![
                    "ssimulacra2",
                    ("deltaq-strength", "58"),
                    ("qm-min", "4"),
                    ("dist-metric", "psnr")
                ],
            },
            drawings: Coding { speed: 7, options: DRAWING },
            animations: Coding { speed: 7, options: SSIMULACRA2 },
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_FAST_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (135, 165),
        },
        Rung {
            effort: AvifEffort::Faster,
            photographs: Coding { speed: 8, options: photograph!["iq"] },
            drawings: Coding { speed: 8, options: DRAWING },
            animations: Coding { speed: 8, options: IQ },
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_FASTER_10),
            ten_pays: Some(ALWAYS),
            for_drawings: Some(AvifEffort::Fast),
            nanoseconds_per_pixel: (62, 90),
        },
        Rung {
            effort: AvifEffort::Draft,
            photographs: Coding { speed: 9, options: IQ },
            drawings: Coding { speed: 9, options: DRAWING },
            animations: Coding { speed: 9, options: IQ },
            matrices: Matrices::Libaom,
            eight: Some(tables::AVIF_DRAFT_8),
            ten: None,
            ten_pays: None,
            for_drawings: Some(AvifEffort::Fast),
            nanoseconds_per_pixel: (32, 45),
        },
    ],
};
