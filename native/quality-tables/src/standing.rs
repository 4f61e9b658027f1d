//! Where our pictures stand to sharp's at a number.

use std::fmt;

use crate::judge::Score;

/// Over pictures; ours by sharp's, or less sharp's.
#[derive(Debug, Clone)]
pub struct Standing {
    pub number: u8,
    pub bytes: Spread,
    pub ssimulacra2: Spread,
    /// In shares of sharp's, where it was taken.
    pub butteraugli: Option<Spread>,
}

#[derive(Debug, Clone, Copy)]
pub struct Spread {
    /// Geometric for bytes.
    pub mean: f64,
    pub least: f64,
    pub most: f64,
}

impl Standing {
    /// Of pairs of sharp's score and ours; `None` of none.
    pub fn of(number: u8, matches: &[(Score, Score)]) -> Option<Self> {
        let spread = |of: &dyn Fn(&(Score, Score)) -> f64| Spread::of(matches.iter().map(of));
        let bytes = spread(&|(sharp, ours)| (ours.bytes as f64 / sharp.bytes as f64).ln())?;
        Some(Self {
            number,
            bytes: Spread { mean: bytes.mean.exp(), least: bytes.least.exp(), most: bytes.most.exp() },
            ssimulacra2: spread(&|(sharp, ours)| ours.ssimulacra2 - sharp.ssimulacra2)?,
            butteraugli: Spread::of(
                matches
                    .iter()
                    .filter_map(|(sharp, ours)| Some(ours.butteraugli? / sharp.butteraugli? - 1.0))
                    .collect::<Vec<_>>()
                    .into_iter(),
            ),
        })
    }
}

impl Spread {
    fn of(values: impl ExactSizeIterator<Item = f64> + Clone) -> Option<Self> {
        let count = values.len();
        (count > 0).then(|| Self {
            mean: values.clone().sum::<f64>() / count as f64,
            least: values.clone().fold(f64::INFINITY, f64::min),
            most: values.fold(f64::NEG_INFINITY, f64::max),
        })
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, bytes, ssimulacra2, butteraugli } = self;
        write!(
            f,
            "{number:3}: bytes {:.3} ({:.3} to {:.3}), SSIMULACRA2 {:+.2} ({:+.2} to {:+.2})",
            bytes.mean, bytes.least, bytes.most, ssimulacra2.mean, ssimulacra2.least, ssimulacra2.most,
        )?;
        match butteraugli {
            Some(butteraugli) => write!(f, ", butteraugli {:+.1} %", butteraugli.mean * 100.0),
            None => Ok(()),
        }
    }
}
