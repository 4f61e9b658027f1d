//! libwebp's qualities, a step for each number.

use crate::formats::webp::tables;
use crate::kinds::scale::Scale;
use crate::quality::{NUMBERS, entry};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebpScale {
    pub effort: u8,
}

impl WebpScale {
    /// Efforts between two measured ones take the quicker one's table.
    const fn table(self) -> &'static [f32; NUMBERS] {
        match self.effort {
            0..=1 => &tables::WEBP_0,
            2..=3 => &tables::WEBP_2,
            4..=5 => &tables::WEBP_4,
            _ => &tables::WEBP_6,
        }
    }
}

impl Scale for WebpScale {
    fn last(&self) -> u8 {
        99
    }

    fn level(&self, step: u8) -> f64 {
        entry(self.table(), step + 1)
    }

    fn step_of(&self, number: u8) -> u8 {
        number - 1
    }

    fn is_rising(&self) -> bool {
        true
    }
}
