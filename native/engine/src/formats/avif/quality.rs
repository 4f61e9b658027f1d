//! libaom's cq-levels, 1–63, and halves where they are known to be such; 0 would be lossless. What a number is depends on
//! how busy the picture is.

use crate::formats::avif::busyness;
use crate::formats::avif::settings::AvifEffort;
use crate::kinds::scale::Scale;
use crate::quality::{NUMBERS, entry, tables};

const COARSEST_LEVEL: u8 = 63;
/// Levels between which there are halves.
const HALVED_FROM: u8 = 31;
const HALVED_TO: u8 = 11;

/// A step for each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AvifScale {
    pub effort: AvifEffort,
    pub busyness: u16,
}

impl AvifScale {
    const fn table(self) -> &'static [f32; NUMBERS] {
        match self.effort {
            AvifEffort::Best => &tables::AVIF_BEST,
            AvifEffort::Default => &tables::AVIF_DEFAULT,
            AvifEffort::Fast => &tables::AVIF_FAST,
            AvifEffort::Faster => &tables::AVIF_FASTER,
            AvifEffort::Draft => &tables::AVIF_DRAFT,
        }
    }

    /// The step that a table's level is, for the picture.
    fn step_at(self, level: f64) -> u8 {
        let level = busyness::shift_level(level, self.busyness);
        let distance = |step: u8| (self.level(step) - level).abs();
        (0..=self.last()).min_by(|one, other| distance(*one).total_cmp(&distance(*other))).unwrap_or_default()
    }
}

impl Scale for AvifScale {
    fn last(&self) -> u8 {
        COARSEST_LEVEL - 1 + (HALVED_FROM - HALVED_TO)
    }

    fn level(&self, step: u8) -> f64 {
        let whole = step.min(COARSEST_LEVEL - HALVED_FROM);
        let halves = (step - whole).min(2 * (HALVED_FROM - HALVED_TO));
        f64::from(COARSEST_LEVEL - (step - halves)) - f64::from(halves) / 2.0
    }

    fn step_of(&self, number: u8) -> u8 {
        self.step_at(entry(self.table(), number))
    }

    fn is_rising(&self) -> bool {
        false
    }
}

/// The AVIF level that one of the tables' is, for a picture that is so busy.
pub fn avif_level(effort: AvifEffort, level: f64, busyness: u16) -> f64 {
    let scale = AvifScale { effort, busyness };
    scale.level(scale.step_at(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn avif_walks_in_halves_where_there_are_some_and_never_to_lossless() {
        let scale = AvifScale { effort: AvifEffort::Best, busyness: 150 };
        let levels: Vec<f64> = (0..=scale.last()).map(|step| scale.level(step)).collect();
        assert_eq!((levels[0], levels[levels.len() - 1]), (63.0, 1.0));
        for pair in levels.windows(2) {
            let step = if pair[0] <= 31.0 && pair[1] >= 11.0 { 0.5 } else { 1.0 };
            assert_eq!(pair[0] - pair[1], step, "from {}", pair[0]);
        }
    }

    #[test]
    fn a_level_between_two_steps_is_the_nearer() {
        let level = |level| avif_level(AvifEffort::Fast, level, 150);
        assert_eq!([28.6, 28.8, 40.4, 40.6, 9.9].map(level), [28.5, 29.0, 40.0, 41.0, 10.0]);
    }
}
