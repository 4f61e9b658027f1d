//! For any processor, in loops that compilers turn into its vectors.

use std::ops::Range;

use crate::taps::Four;
use crate::vector::{Fours, SUMS, VECTOR};

pub fn sum(from: Fours, first: usize, vectors: Range<usize>, weights: &[Four], precision: u32, sums: &mut [u8]) {
    for (vector, sums) in vectors.zip(sums.chunks_exact_mut(SUMS)) {
        let mut totals = [1i32 << (precision - 1); SUMS];
        let mut at = first * from.stride;
        for four in weights {
            let (samples, _) = from.bytes[at + vector * VECTOR..][..VECTOR].as_chunks::<4>();
            let [first, second, third, fourth] = four.weights();
            for (total, sample) in totals.iter_mut().zip(samples) {
                *total += i32::from(sample[0]) * first
                    + i32::from(sample[1]) * second
                    + i32::from(sample[2]) * third
                    + i32::from(sample[3]) * fourth;
            }
            at += from.stride;
            if at == from.bytes.len() {
                at = 0;
            }
        }
        for (sum, total) in sums.iter_mut().zip(totals) {
            *sum = (total >> precision).clamp(0, 255) as u8;
        }
    }
}
