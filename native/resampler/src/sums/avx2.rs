//! Two products of 16 bits in one instruction: of the first and third neighbours, and of the second and fourth.

use std::arch::x86_64::*;
use std::ops::Range;

use crate::taps::Four;
use crate::vector::{Fours, SUMS, VECTOR};

/// # Safety
/// The processor has AVX2, the bytes hold every vector of every four, and `sums` has room for all.
#[target_feature(enable = "avx2")]
pub unsafe fn sum(from: Fours, first: usize, vectors: Range<usize>, weights: &[Four], precision: u32, sums: &mut [u8]) {
    let mut vector = vectors.start;
    let mut to = sums.as_mut_ptr();
    while vector < vectors.end {
        let count = (vectors.end - vector).min(3);
        // SAFETY: as the caller promises, for so many vectors from this one on.
        unsafe {
            match count {
                3 => sum_some::<6>(from, first, vector, weights, precision, to),
                2 => sum_some::<4>(from, first, vector, weights, precision, to),
                _ => sum_some::<2>(from, first, vector, weights, precision, to),
            }
            to = to.add(count * SUMS);
        }
        vector += count;
    }
}

/// `HALVES` are halves of vectors.
///
/// # Safety
/// As for [`sum`].
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn sum_some<const HALVES: usize>(
    from: Fours,
    first: usize,
    vector: usize,
    weights: &[Four],
    precision: u32,
    to: *mut u8,
) {
    let mut totals = [_mm256_set1_epi32(1 << (precision - 1)); HALVES];
    let bytes = from.bytes.as_ptr();
    let even_bytes = _mm256_set1_epi16(0xFF);
    let mut at = first * from.stride;
    for four in weights {
        let (even, odd) = (_mm256_set1_epi32(four.even), _mm256_set1_epi32(four.odd));
        for (index, total) in totals.iter_mut().enumerate() {
            // SAFETY: the vector lies within its stride, and that within the bytes.
            let samples = unsafe { _mm256_loadu_si256(bytes.add(at + vector * VECTOR + index * (VECTOR / 2)).cast()) };
            let first_and_third = _mm256_madd_epi16(_mm256_and_si256(samples, even_bytes), even);
            let second_and_fourth = _mm256_madd_epi16(_mm256_srli_epi16::<8>(samples), odd);
            *total = _mm256_add_epi32(*total, _mm256_add_epi32(first_and_third, second_and_fourth));
        }
        at += from.stride;
        if at == from.bytes.len() {
            at = 0;
        }
    }
    let shift = _mm_cvtsi32_si128(precision as i32);
    for (index, halves) in totals.chunks_exact(2).enumerate() {
        let [left, right] = [halves[0], halves[1]].map(|total| _mm256_sra_epi32(total, shift));
        // Packing works on each half of a register by itself.
        let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packs_epi32(left, right));
        let levels = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
        // SAFETY: there is room for sixteen bytes of each vector.
        unsafe { _mm_storeu_si128(to.add(index * SUMS).cast(), levels) };
    }
}
