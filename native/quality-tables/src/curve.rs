//! What a codec makes of one picture over its scale.

use serde::{Deserialize, Serialize};

use crate::judge::Score;

/// Scores at settings that rise or fall from first to last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Curve(pub Vec<(f64, Score)>);

impl Curve {
    /// Between two measured settings, the straight line; beyond them, the nearest.
    pub fn at(&self, setting: f64) -> Score {
        let points = &self.0;
        let rises = points[0].0 < points[points.len() - 1].0;
        let before = |point: &(f64, Score)| if rises { point.0 < setting } else { point.0 > setting };
        let next = points.iter().position(|point| !before(point)).unwrap_or(points.len() - 1);
        let (to, upper) = points[next];
        if next == 0 || to == setting || before(&points[next]) {
            return upper;
        }
        let (from, lower) = points[next - 1];
        let share = (setting - from) / (to - from);
        let between = |a: f64, b: f64| a + (b - a) * share;
        Score {
            ssimulacra2: between(lower.ssimulacra2, upper.ssimulacra2),
            butteraugli: lower.butteraugli.zip(upper.butteraugli).map(|(lower, upper)| between(lower, upper)),
            bytes: between((lower.bytes as f64).ln(), (upper.bytes as f64).ln()).exp() as usize,
        }
    }

    /// Where a SSIMULACRA2 is reached first, on a scale from the worst picture to the best; the best where it is not.
    pub fn setting_of(&self, ssimulacra2: f64) -> f64 {
        let reaches = |point: &(f64, Score)| point.1.ssimulacra2 >= ssimulacra2;
        match self.0.iter().position(reaches) {
            Some(0) => self.0[0].0,
            Some(next) => {
                let ((from, lower), (to, upper)) = (self.0[next - 1], self.0[next]);
                let share = (ssimulacra2 - lower.ssimulacra2) / (upper.ssimulacra2 - lower.ssimulacra2);
                from + (to - from) * share
            }
            None => self.0[self.0.len() - 1].0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(ssimulacra2: f64) -> Score {
        Score { ssimulacra2, butteraugli: Some(1.0), bytes: 100 }
    }

    #[test]
    fn measured_points_are_met_and_lines_join_them_in_both_directions() {
        for settings in [[1.0, 2.0, 4.0], [9.0, 8.0, 6.0]] {
            let curve = Curve(settings.into_iter().zip([10.0, 20.0, 30.0].map(score)).collect());
            let middle = (settings[1] + settings[2]) / 2.0;
            for (setting, expected) in [(settings[0], 10.0), (settings[1], 20.0), (settings[2], 30.0), (middle, 25.0)] {
                assert_eq!(curve.at(setting).ssimulacra2, expected, "{setting}");
            }
            let beyond = |end: f64, inner: f64| end + (end - inner);
            assert_eq!(curve.at(beyond(settings[0], settings[1])).ssimulacra2, 10.0);
            assert_eq!(curve.at(beyond(settings[2], settings[1])).ssimulacra2, 30.0);
        }
    }
}
