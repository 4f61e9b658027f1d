//! The coarsest setting that keeps the promise of a number.

use std::fmt;

use crate::judge::Score;
use crate::measure::Pair;
use crate::scales::Scale;

/// No picture's SSIMULACRA2 may be this much less than that of sharp's of the same number,
pub const MOST_LOSS: f64 = 3.0;
/// or, where that is more, this share of what sharp's own lost: poor pictures differ by many points.
pub const MOST_SHARE_LOST: f64 = 0.3;

/// Parts that the photographs are dealt into, each held against tables of the others.
pub const FOLDS: usize = 4;
/// What run.mjs makes of the larger ones; those that it makes one of are dealt out in twos.
const PICTURES_PER_PHOTOGRAPH: usize = 2;

/// Numbers whose bytes are told.
const TOLD: [u8; 6] = [30, 50, 70, 80, 90, 95];

pub struct Fit {
    pub scale: Scale,
    /// The setting of each number, 1–100.
    pub levels: Vec<f64>,
    /// At the told numbers, on the pictures fitted to.
    pub fitted: Vec<Standing>,
    /// The same with every picture encoded by a table that it took no part in.
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

pub fn fit(scale: Scale, pairs: &[Pair]) -> Fit {
    let levels = levels(scale, pairs);
    let by_fold: Vec<Vec<f64>> = (0..FOLDS)
        .map(|fold| {
            let others: Vec<Pair> =
                pairs.iter().enumerate().filter(|(index, _)| fold_of(*index) != fold).map(|(_, pair)| *pair).collect();
            self::levels(scale, &others)
        })
        .collect();
    let standing = |levels_of: &dyn Fn(usize) -> Vec<f64>| {
        let of = |number: u8| {
            let matches = pairs
                .iter()
                .enumerate()
                .map(|(index, pair)| pair.scores(scale, number, levels_of(index)[usize::from(number) - 1]));
            Standing::of(number, &matches.collect::<Vec<_>>())
        };
        TOLD.map(of).to_vec()
    };
    let fitted = standing(&|_| levels.clone());
    let held_out = standing(&|index| by_fold[fold_of(index)].clone());
    Fit { scale, fitted, held_out, levels }
}

/// Pictures of one photograph follow one another and stay together.
fn fold_of(picture: usize) -> usize {
    picture / PICTURES_PER_PHOTOGRAPH % FOLDS
}

fn levels(scale: Scale, pairs: &[Pair]) -> Vec<f64> {
    let settings = scale.settings();
    let finest = settings.len() - 1;
    let mut from = 0;
    let mut levels = Vec::new();
    for number in 1..=100u8 {
        // Never coarser than for the number below: where the conditions take turns, the tables stay monotone.
        from = (from..finest).find(|at| keeps_promise(scale, number, settings[*at], pairs)).unwrap_or(finest);
        levels.push(settings[from]);
    }
    levels
}

/// At least as good on average, and by much worse on no picture.
fn keeps_promise(scale: Scale, number: u8, level: f64, pairs: &[Pair]) -> bool {
    let matches: Vec<_> = pairs.iter().map(|pair| pair.scores(scale, number, level)).collect();
    let standing = Standing::of(number, &matches);
    standing.ssimulacra2 >= 0.0
        && (standing.butteraugli <= 0.0 || !scale.both_metrics)
        && matches.iter().all(|(sharp, ours)| {
            let allowed = MOST_LOSS.max((100.0 - sharp.ssimulacra2) * MOST_SHARE_LOST);
            ours.ssimulacra2 >= sharp.ssimulacra2 - allowed
        })
}

impl Pair<'_> {
    /// Sharp's score and ours.
    fn scores(&self, scale: Scale, number: u8, setting: f64) -> (Score, Score) {
        (self.sharp.at(number.into()), self.ours.at(scale.level_for(setting, self.busyness)))
    }
}

impl Standing {
    /// Of pairs of sharp's score and ours.
    fn of(number: u8, matches: &[(Score, Score)]) -> Self {
        let mean = |of: &dyn Fn(&(Score, Score)) -> f64| matches.iter().map(of).sum::<f64>() / matches.len() as f64;
        let gain = |(sharp, ours): &(Score, Score)| ours.ssimulacra2 - sharp.ssimulacra2;
        Self {
            number,
            bytes: mean(&|(sharp, ours)| (ours.bytes as f64 / sharp.bytes as f64).ln()).exp(),
            ssimulacra2: mean(&gain),
            worst_ssimulacra2: matches.iter().map(gain).fold(f64::INFINITY, f64::min),
            butteraugli: mean(&|(sharp, ours)| ours.butteraugli / sharp.butteraugli - 1.0),
        }
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
