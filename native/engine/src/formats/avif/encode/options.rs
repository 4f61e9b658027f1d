//! What libaom is told.

use crate::formats::avif::ladder::rung::{Coding, Matrices};

/// Every option of a lossy picture of a level, 1–63.
pub fn lossy(coding: &Coding, matrices: Matrices, level: f64) -> Vec<(&'static str, String)> {
    let (cq_level, matrix) = quantisation(level);
    // A tune sets others: what is meant to differ from it comes later.
    let mut options: Vec<_> = coding.options.iter().map(|&(key, value)| (key, value.to_owned())).collect();
    options.extend([("end-usage", "q".to_owned()), ("cq-level", cq_level.to_string()), ("row-mt", "0".to_owned())]);
    if matrices == Matrices::Ours {
        options.extend([("enable-qm", "1".to_owned()), ("qm-min", matrix.to_string()), ("qm-max", matrix.to_string())]);
    }
    options
}

/// libaom's cq-level and quantisation matrix for a level of 1–63. A half between two cq-levels is the coarser of them
/// under the next flatter matrix; for levels of 11–31 that was measured to be half the way in bytes and in SSIMULACRA2.
pub fn quantisation(level: f64) -> (u8, u8) {
    let cq_level = level.ceil();
    let halfway = cq_level > level;
    (cq_level as u8, matrix(cq_level as u8) + u8::from(halfway))
}

/// The flatter the quantisation matrix, the more detail survives; finer levels can afford it.
fn matrix(cq_level: u8) -> u8 {
    match cq_level {
        0..=10 => 10,
        11..=25 => 9,
        26..=40 => 8,
        41..=50 => 7,
        51..=55 => 6,
        56..=60 => 5,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_level_is_the_coarser_one_under_a_flatter_matrix() {
        assert_eq!([29.0, 28.5, 28.0].map(quantisation), [(29, 8), (29, 9), (28, 8)]);
    }

    #[test]
    fn the_quantisation_matrix_flattens_as_quality_rises() {
        for level in 1..=63 {
            assert!(matrix(level) <= matrix(level - 1));
        }
    }
}
