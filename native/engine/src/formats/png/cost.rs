//! What a PNG costs.

use crate::formats::png::settings::Png;
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::{Needs, StoredPixel};

pub const fn nanoseconds_per_pixel(png: &Png) -> u64 {
    match png {
        Png { palette: Some(limit), .. } if limit.error > 0.0 => 250,
        Png { palette: Some(_), .. } => 95,
        Png { interlaced: true, effort: 0..=7, .. } => 105,
        Png { effort, .. } => match effort {
            0..=1 => 6,
            2..=4 => 15,
            5..=6 => 20,
            7 => 67,
            8 => 500,
            9 => 750,
            _ => 1500,
        },
    }
}

pub const fn working_set(png: &Png) -> WorkingSet {
    if png.effort > 7 && png.depth == 8 {
        return WorkingSet { fixed: 9 << 20, ..WorkingSet::per_pixel(16) };
    }
    WorkingSet::per_pixel(match png {
        Png { depth: 16, .. } => 28,
        // Colours are counted twice.
        Png { palette: Some(limit), .. } if limit.error > 0.0 => 48,
        Png { palette: None, interlaced: false, effort: 0..=7, .. } => 10,
        Png { .. } => 20,
    })
}

pub fn bytes_while_decoding(needs: &Needs, stored: StoredPixel) -> u64 {
    if needs.all_frames {
        // The canvas, the canvas before the frame, and the frame itself.
        3 * 2 * stored.bytes.max(4) + stored.rounded
    } else {
        stored.rounded
    }
}
