//! The coarsest setting that keeps the promise of a number.

use std::fmt;

use crate::measure::Pair;
use crate::scales::Scale;

/// No picture's SSIMULACRA2 may be this much less than that of sharp's of the same number.
pub const MOST_LOSS: f64 = 3.0;

/// Numbers whose bytes are told.
const TOLD: [u8; 6] = [30, 50, 70, 80, 90, 95];

pub struct Fit {
    pub scale: Scale,
    /// The setting of each number, 1–100.
    pub levels: Vec<f64>,
    /// At the told numbers, on the pictures fitted to.
    pub fitted: Vec<Standing>,
    /// The same on pictures that took no part.
    pub held_out: Vec<Standing>,
}

/// Where our pictures stand to sharp's at a number: means over pictures.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    pub number: u8,
    /// Ours by sharp's.
    pub bytes: f64,
    /// Ours less sharp's.
    pub ssimulacra2: f64,
    /// The picture that stands worst.
    pub worst_ssimulacra2: f64,
    /// Ours less sharp's, in shares of sharp's.
    pub butteraugli: f64,
}

pub fn fit(scale: Scale, fitted: &[Pair], held_out: &[Pair]) -> Fit {
    let (worst, best) = (scale.levels[0], scale.levels[scale.levels.len() - 1]);
    let steps = ((best - worst).abs() / scale.step).round() as usize;
    let level = |step: usize| worst + (best - worst) * step as f64 / steps as f64;
    let mut from = 0;
    let mut levels = Vec::new();
    for number in 1..=100u8 {
        // Never coarser than for the number below: where the two metrics take turns, the tables stay monotone.
        from = (from..steps).find(|step| keeps_promise(scale, number, level(*step), fitted)).unwrap_or(steps);
        levels.push(level(from));
    }
    let standing = |pairs: &[Pair]| {
        TOLD.iter().map(|number| stand(*number, levels[usize::from(*number) - 1], pairs)).collect::<Vec<_>>()
    };
    let (fitted, held_out) = (standing(fitted), standing(held_out));
    Fit { scale, levels, fitted, held_out }
}

/// At least as good on average, and by much worse on no picture.
fn keeps_promise(scale: Scale, number: u8, level: f64, pairs: &[Pair]) -> bool {
    let standing = stand(number, level, pairs);
    standing.ssimulacra2 >= 0.0
        && standing.worst_ssimulacra2 >= -MOST_LOSS
        && (standing.butteraugli <= 0.0 || !scale.both_metrics)
}

fn stand(number: u8, level: f64, pairs: &[Pair]) -> Standing {
    let scores: Vec<_> = pairs.iter().map(|pair| (pair.sharp.at(number.into()), pair.ours.at(level))).collect();
    let mean = |of: &dyn Fn(&(crate::judge::Score, crate::judge::Score)) -> f64| {
        scores.iter().map(of).sum::<f64>() / scores.len() as f64
    };
    Standing {
        number,
        bytes: mean(&|(sharp, ours)| (ours.bytes as f64 / sharp.bytes as f64).ln()).exp(),
        ssimulacra2: mean(&|(sharp, ours)| ours.ssimulacra2 - sharp.ssimulacra2),
        worst_ssimulacra2: scores
            .iter()
            .map(|(sharp, ours)| ours.ssimulacra2 - sharp.ssimulacra2)
            .fold(f64::INFINITY, f64::min),
        butteraugli: mean(&|(sharp, ours)| ours.butteraugli / sharp.butteraugli - 1.0),
    }
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.scale.name)?;
        for (name, standings) in [("fitted", &self.fitted), ("held out", &self.held_out)] {
            for Standing { number, bytes, ssimulacra2, worst_ssimulacra2, butteraugli } in standings {
                writeln!(
                    f,
                    "  {name:8} {number:3}: level {:6.2}, bytes {bytes:.3}, SSIMULACRA2 {ssimulacra2:+.2} (worst {worst_ssimulacra2:+.2}), butteraugli {:+.1} %",
                    self.levels[usize::from(*number) - 1],
                    butteraugli * 100.0
                )?;
            }
        }
        Ok(())
    }
}
