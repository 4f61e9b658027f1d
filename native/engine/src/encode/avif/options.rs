//! What libaom is told for each rung of the effort ladder.

use super::super::encoding::AvifEffort;

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

/// The flatter the quantisation matrix, the more detail survives; finer levels can afford it.
pub fn quantisation_matrix(cq_level: u8) -> u8 {
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
    fn the_quantisation_matrix_flattens_as_quality_rises() {
        for level in 1..=63 {
            assert!(quantisation_matrix(level) <= quantisation_matrix(level - 1));
        }
    }
}
