//! The first libaom whose tunes for still pictures outdo our options: they boost smooth parts, as sharp's encoder does.

use super::rung::{Ladder, Matrices, Rung, TenPays};
use crate::formats::avif::settings::AvifEffort;
use crate::formats::avif::tables::libaom_3_14 as tables;

const SSIMULACRA2: &[(&str, &str)] = &[("tune", "ssimulacra2")];
const IQ: &[(&str, &str)] = &[("tune", "iq")];

const ALWAYS: TenPays = TenPays { from_number: 1, from_score: 0.0 };

pub static LADDER: Ladder = Ladder {
    since: (3, 14),
    rungs: [
        Rung {
            effort: AvifEffort::Best,
            speed: 5,
            options: SSIMULACRA2,
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_BEST_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (1200, 1450),
        },
        Rung {
            effort: AvifEffort::Default,
            speed: 6,
            options: SSIMULACRA2,
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_DEFAULT_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (300, 380),
        },
        Rung {
            effort: AvifEffort::Fast,
            speed: 7,
            options: SSIMULACRA2,
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_FAST_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (170, 210),
        },
        Rung {
            effort: AvifEffort::Faster,
            speed: 8,
            options: IQ,
            matrices: Matrices::Libaom,
            eight: None,
            ten: Some(tables::AVIF_FASTER_10),
            ten_pays: Some(ALWAYS),
            for_drawings: None,
            nanoseconds_per_pixel: (80, 115),
        },
        Rung {
            effort: AvifEffort::Draft,
            speed: 9,
            options: IQ,
            matrices: Matrices::Libaom,
            eight: Some(tables::AVIF_DRAFT_8),
            ten: None,
            ten_pays: None,
            for_drawings: Some(AvifEffort::Faster),
            nanoseconds_per_pixel: (32, 45),
        },
    ],
};
