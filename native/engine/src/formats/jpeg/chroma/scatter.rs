//! How far colours within squares of 2×2 pixels lie apart: in whole numbers, so that every processor comes to the same.

#[cfg(target_arch = "x86_64")]
mod avx2;

use super::difference::{BLUE, RED, difference};

/// What [`Scatter`] counts for one squared level.
pub const SQUARED_LEVEL: f64 = 4.0 * 32.0 * 32.0;

/// Sums over squares: of the squared distances of their pixels' colours from their mean.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Scatter {
    pub blue: u64,
    pub red: u64,
}

impl Scatter {
    /// Adds the squares of two rows. A last column that has no neighbour counts as nothing.
    pub fn add(&mut self, upper: &[u8], lower: &[u8], channels: usize) {
        let done = self.add_fast(upper, lower, channels) * channels;
        let squares = upper[done..].chunks_exact(channels * 2).zip(lower[done..].chunks_exact(channels * 2));
        for (upper, lower) in squares {
            let square = [upper, &upper[channels..], lower, &lower[channels..]];
            self.blue += scatter(square.map(|pixel| difference(pixel, BLUE)));
            self.red += scatter(square.map(|pixel| difference(pixel, RED)));
        }
    }

    /// Columns from the left that were added.
    #[cfg(target_arch = "x86_64")]
    fn add_fast(&mut self, upper: &[u8], lower: &[u8], channels: usize) -> usize {
        if channels != 3 || !is_x86_feature_detected!("avx2") {
            return 0;
        }
        assert_eq!(upper.len(), lower.len());
        // SAFETY: the processor has the instructions, and the rows are equally long.
        let (columns, blue, red) = unsafe { avx2::scatter(upper, lower) };
        self.blue += blue;
        self.red += red;
        columns
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn add_fast(&mut self, _: &[u8], _: &[u8], _: usize) -> usize {
        0
    }
}

/// Four times the sum of squared distances from the mean: the squares of what the sides, and the diagonals, differ by.
fn scatter([a, b, c, d]: [i32; 4]) -> u64 {
    [a - b + c - d, a + b - c - d, a - b - c + d].map(|by| u64::from(by.unsigned_abs()).pow(2)).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What nothing but the definition says.
    fn defined(upper: &[u8], lower: &[u8], channels: usize) -> Scatter {
        let mut sums = Scatter::default();
        for column in (0..upper.len() / channels / 2).map(|square| square * 2) {
            let square = [(upper, column), (upper, column + 1), (lower, column), (lower, column + 1)];
            for (weights, sum) in [(BLUE, &mut sums.blue), (RED, &mut sums.red)] {
                let values = square.map(|(row, column)| difference(&row[column * channels..][..3], weights));
                let total: i32 = values.iter().sum();
                *sum += values.iter().map(|value| i64::from(4 * value - total).pow(2) as u64).sum::<u64>() / 4;
            }
        }
        sums
    }

    #[test]
    fn every_width_and_colour_comes_to_what_is_defined() {
        let mut state = 1u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        for channels in [3, 4] {
            for width in [2, 3, 7, 8, 9, 16, 31, 33, 64, 100] {
                for strong in [false, true] {
                    let mut row = || -> Vec<u8> {
                        let sample = |value: u8| if strong { value / 128 * 255 } else { value };
                        (0..width * channels).map(|_| sample(noise())).collect()
                    };
                    let (upper, lower) = (row(), row());
                    let mut found = Scatter::default();
                    found.add(&upper, &lower, channels);
                    assert_eq!(found, defined(&upper, &lower, channels), "{width} columns of {channels}");
                }
            }
        }
    }
}
