//! What libaom is told for each rung of the effort ladder.

use crate::formats::avif::settings::AvifEffort;

/// libaom's speed and the options of a rung, beside those that all share. Speed 8 is broken in libaom 3.11 and has
/// no rung.
pub fn rung(effort: AvifEffort) -> (i32, &'static [(&'static str, &'static str)]) {
    const FEWER_PARTITIONS: &[(&str, &str)] = &[("enable-ab-partitions", "0"), ("enable-1to4-partitions", "0")];
    const FEWEST_PARTITIONS: &[(&str, &str)] =
        &[("enable-ab-partitions", "0"), ("enable-1to4-partitions", "0"), ("enable-rect-partitions", "0")];
    match effort {
        AvifEffort::Best => (5, FEWER_PARTITIONS),
        AvifEffort::Default => (5, FEWEST_PARTITIONS),
        AvifEffort::Fast => (6, &[]),
        AvifEffort::Faster => (7, &[]),
        AvifEffort::Draft => (9, &[]),
    }
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
