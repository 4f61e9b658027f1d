//! libwebp's qualities, a step for each number.

use crate::formats::webp::tables;
use crate::kinds::scale::Scale;
use crate::quality::{NUMBERS, entry};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebpScale {
    pub effort: u8,
    pub animated: bool,
}

/// How much less quality shows as much in an animation: sharp halves the chroma of its frames, and doubles it again, before
/// libwebp does. On a photograph in motion and a drawing of which a part moves, at numbers from 50 to 92, so much less took 0.75
/// to 1.00 of its bytes and stood 0 to 12 points of SSIMULACRA2 above it, and never below by butteraugli.
const LESS_IN_MOTION: f64 = 6.0;

impl WebpScale {
    /// Efforts between two measured ones take the quicker one's table.
    const fn table(self) -> &'static [f32; NUMBERS] {
        match self.effort {
            0..=1 => &tables::WEBP_0,
            2..=3 => &tables::WEBP_2,
            4 => &tables::WEBP_4,
            5 => &tables::WEBP_5,
            _ => &tables::WEBP_6,
        }
    }
}

impl Scale for WebpScale {
    fn last(&self) -> u8 {
        99
    }

    fn level(&self, step: u8) -> f64 {
        let level = entry(self.table(), step + 1);
        // The best there is stays the best.
        let less = if self.animated { LESS_IN_MOTION.min(100.0 - level) } else { 0.0 };
        (level - less).max(0.0)
    }

    fn step_of(&self, number: u8) -> u8 {
        number - 1
    }

    fn is_rising(&self) -> bool {
        true
    }
}
