//! libaom's cq-levels, 1–63, and halves where they are known to be such; 0 would be lossless. What a number is depends on
//! how busy the picture is.

use crate::formats::avif::busyness;
use crate::formats::avif::ladder::rung;
use crate::formats::avif::ladder::rung::{Matrices, Rung};
use crate::formats::avif::settings::AvifEffort;
use crate::formats::avif::tables::numbers::Numbers;
use crate::kinds::scale::Scale;
use crate::quality::entry;

const COARSEST_LEVEL: u8 = 63;
/// Levels between which there are halves, by matrices of ours.
const HALVED_FROM: u8 = 31;
const HALVED_TO: u8 = 11;

/// A step for each level.
#[derive(Debug, Clone, Copy)]
pub struct AvifScale {
    pub rung: &'static Rung,
    /// Bits a sample.
    pub depth: u8,
    pub busyness: u16,
}

impl AvifScale {
    /// Halves of levels below [`HALVED_FROM`].
    fn halves(self) -> u8 {
        match self.rung.matrices {
            Matrices::Ours => 2 * (HALVED_FROM - HALVED_TO),
            Matrices::Libaom => 0,
        }
    }

    /// The step that a table's level is, for a picture that is so busy.
    fn step_at(self, level: f64, slope: f64) -> u8 {
        let level = busyness::shift_level(level, slope, self.busyness);
        let distance = |step: u8| (self.level(step) - level).abs();
        (0..=self.last()).min_by(|one, other| distance(*one).total_cmp(&distance(*other))).unwrap_or_default()
    }
}

impl Scale for AvifScale {
    fn last(&self) -> u8 {
        COARSEST_LEVEL - 1 + self.halves() / 2
    }

    fn level(&self, step: u8) -> f64 {
        let whole = step.min(COARSEST_LEVEL - HALVED_FROM);
        let halves = (step - whole).min(self.halves());
        f64::from(COARSEST_LEVEL - (step - halves)) - f64::from(halves) / 2.0
    }

    fn step_of(&self, number: u8) -> u8 {
        self.rung
            .numbers(self.depth)
            .map_or(0, |Numbers { slope, levels }| self.step_at(entry(levels, number), (*slope).into()))
    }

    fn is_rising(&self) -> bool {
        false
    }
}

/// The AVIF level that one of the tables' is, for a picture that is so busy, where a picture of nothing but busy
/// coefficients takes one that is coarser by the slope.
pub fn avif_level(effort: AvifEffort, level: f64, slope: f64, busyness: u16) -> f64 {
    let scale = AvifScale { rung: rung(effort), depth: 8, busyness };
    scale.level(scale.step_at(level, slope))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::avif::ladder::rung::Coding;

    fn rung_with(matrices: Matrices) -> &'static Rung {
        let coding = || Coding { speed: 5, options: &[] };
        let (eight, ten, ten_pays) = (None, None, None);
        let effort = AvifEffort::Best;
        Box::leak(Box::new(Rung {
            effort,
            photographs: coding(),
            drawings: coding(),
            animations: coding(),
            matrices,
            eight,
            ten,
            ten_pays,
            for_drawings: None,
            nanoseconds_per_pixel: (1, 1),
        }))
    }

    #[test]
    fn avif_walks_in_halves_where_there_are_some_and_never_to_lossless() {
        for matrices in [Matrices::Ours, Matrices::Libaom] {
            let scale = AvifScale { rung: rung_with(matrices), depth: 8, busyness: 150 };
            let levels: Vec<f64> = (0..=scale.last()).map(|step| scale.level(step)).collect();
            assert_eq!((levels[0], levels[levels.len() - 1]), (63.0, 1.0));
            for pair in levels.windows(2) {
                let halved = matrices == Matrices::Ours && pair[0] <= 31.0 && pair[1] >= 11.0;
                assert_eq!(pair[0] - pair[1], if halved { 0.5 } else { 1.0 }, "{matrices:?} from {}", pair[0]);
            }
        }
    }

    #[test]
    fn a_level_between_two_steps_is_the_nearer() {
        let scale = |matrices| AvifScale { rung: rung_with(matrices), depth: 8, busyness: 150 };
        let nearest = |scale: AvifScale, level| scale.level(scale.step_at(level, 26.0));
        let levels = [28.6, 28.8, 40.4, 40.6, 9.9];
        assert_eq!(levels.map(|level| nearest(scale(Matrices::Ours), level)), [28.5, 29.0, 40.0, 41.0, 10.0]);
        assert_eq!(levels.map(|level| nearest(scale(Matrices::Libaom), level)), [29.0, 29.0, 40.0, 41.0, 10.0]);
    }
}
