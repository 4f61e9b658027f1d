//! The coarsest setting that keeps the promise of a number.

use std::collections::BTreeSet;
use std::fmt;

use lazy_image_engine::shift_of_busyness;

use crate::judge::Score;
use crate::measure::Pair;
use crate::reference::Kind;
use crate::scales::Scale;
use crate::standing::Standing;

/// Parts that the sources are dealt into, each held against tables of the others.
pub const FOLDS: usize = 4;

/// Numbers that are told.
const TOLD: [u8; 6] = [30, 50, 70, 80, 90, 95];
/// Numbers at which levels are held against how busy pictures are.
const SLOPED: [u8; 5] = [40, 50, 60, 70, 80];

/// What is written into a table.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// The setting of each number, 1–100.
    pub levels: Vec<f64>,
    /// By how busy a picture is; 0 where a setting is one for all.
    pub slope: f64,
}

pub struct Fit {
    pub scale: Scale,
    pub numbers: Numbers,
    /// By kind: at the told numbers, on the pictures fitted to.
    pub fitted: Vec<(Kind, Vec<Standing>)>,
    /// The same with every picture encoded by a table that its source took no part in.
    pub held_out: Vec<(Kind, Vec<Standing>)>,
}

pub fn fit(scale: &Scale, pairs: &[Pair]) -> Fit {
    let numbers = numbers(scale, pairs);
    let sources: Vec<&str> = pairs.iter().map(|pair| pair.source).collect::<BTreeSet<_>>().into_iter().collect();
    let fold_of = |pair: &Pair| sources.iter().position(|source| *source == pair.source).unwrap_or(0) % FOLDS;
    let by_fold: Vec<Numbers> = (0..FOLDS)
        .map(|fold| {
            let others: Vec<Pair> = pairs.iter().filter(|pair| fold_of(pair) != fold).copied().collect();
            self::numbers(scale, &others)
        })
        .collect();
    let standings = |numbers_of: &dyn Fn(&Pair) -> Numbers| {
        let of = |kind| {
            let of_kind = pairs.iter().filter(move |pair| pair.kind == kind);
            let at = |number| {
                let matches: Vec<_> =
                    of_kind.clone().map(|pair| pair.scores(scale, number, &numbers_of(pair))).collect();
                Standing::of(number, &matches)
            };
            (kind, TOLD.into_iter().filter_map(at).collect())
        };
        [Kind::Photograph, Kind::Graphic].map(of).to_vec()
    };
    let fitted = standings(&|_| numbers.clone());
    let held_out = standings(&|pair| by_fold[fold_of(pair)].clone());
    Fit { scale: scale.clone(), numbers, fitted, held_out }
}

fn numbers(scale: &Scale, pairs: &[Pair]) -> Numbers {
    let slope = if scale.is_shifted() { slope(pairs) } else { 0.0 };
    let settings = scale.settings();
    let finest = settings.len() - 1;
    let mut from = 0;
    let mut levels = Vec::new();
    for number in 1..=100u8 {
        // Never coarser than for the number below: where the conditions take turns, the tables stay monotone.
        let keeps = |at: &usize| keeps_promise(scale, number, settings[*at], slope, pairs);
        from = (from..finest).find(keeps).unwrap_or(finest);
        levels.push(settings[from]);
    }
    Numbers { levels, slope }
}

/// Of the line through the levels that photographs need for sharp's SSIMULACRA2, over how busy they are: the means of
/// each number are taken off both sides, least squares.
fn slope(pairs: &[Pair]) -> f64 {
    let (mut both, mut squares) = (0.0, 0.0);
    for number in SLOPED {
        let points: Vec<(f64, f64)> = pairs
            .iter()
            .filter(|pair| pair.kind == Kind::Photograph)
            .map(|pair| {
                let level = pair.ours.setting_of(pair.sharp.at(number.into()).ssimulacra2);
                (shift_of_busyness(level, pair.busyness), level)
            })
            .collect();
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
        let (busyness, level) = (mean(&|point| point.0), mean(&|point| point.1));
        for point in &points {
            both += (point.0 - busyness) * (point.1 - level);
            squares += (point.0 - busyness).powi(2);
        }
    }
    if squares == 0.0 { 0.0 } else { (both / squares * 10.0).round() / 10.0 }
}

/// Photographs at least as good on average, and no picture that has a say by much worse.
fn keeps_promise(scale: &Scale, number: u8, level: f64, slope: f64, pairs: &[Pair]) -> bool {
    let scores = |pair: &Pair| pair.scores_at(scale, number, level, slope);
    let photographs: Vec<_> = pairs.iter().filter(|pair| pair.kind == Kind::Photograph).map(scores).collect();
    let is_as_good = Standing::of(number, &photographs).is_none_or(|standing| {
        // It may have been taken when it had a say.
        let holds_both = || standing.butteraugli.is_some_and(|butteraugli| butteraugli.mean <= 0.0);
        let lost =
            photographs.iter().map(|(sharp, _)| 100.0 - sharp.ssimulacra2).sum::<f64>() / photographs.len() as f64;
        standing.ssimulacra2.mean >= -scale.allowance * lost && (!scale.both_metrics || holds_both())
    });
    is_as_good
        && pairs.iter().filter(|pair| pair.kind == Kind::Photograph || scale.graphics_bound).map(scores).all(
            |(sharp, ours)| {
                let allowed = scale.most_loss.points.max((100.0 - sharp.ssimulacra2) * scale.most_loss.share);
                ours.ssimulacra2 >= sharp.ssimulacra2 - allowed
            },
        )
}

impl Pair<'_> {
    /// Sharp's score and ours.
    fn scores(&self, scale: &Scale, number: u8, numbers: &Numbers) -> (Score, Score) {
        self.scores_at(scale, number, numbers.levels[usize::from(number) - 1], numbers.slope)
    }

    fn scores_at(&self, scale: &Scale, number: u8, setting: f64, slope: f64) -> (Score, Score) {
        (self.sharp.at(number.into()), self.ours.at(scale.level_for(setting, slope, self.busyness)))
    }
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, slope {:.1}", self.scale.name, self.numbers.slope)?;
        for (name, by_kind) in [("fitted", &self.fitted), ("held out", &self.held_out)] {
            for (kind, standings) in by_kind {
                for standing in standings {
                    let level = self.numbers.levels[usize::from(standing.number) - 1];
                    writeln!(f, "  {name:8} {kind:?} level {level:6.2}, {standing}")?;
                }
            }
        }
        Ok(())
    }
}
