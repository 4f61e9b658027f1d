//! Four products of bytes in one instruction: once with the weights' high bytes, once with their low ones.

use std::arch::x86_64::*;
use std::ops::Range;

use crate::taps::Four;
use crate::vector::{Fours, SUMS, VECTOR};

/// # Safety
/// The processor has AVX-512 BW and VNNI, the bytes hold every vector of every four, and `sums` has room for all.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub unsafe fn sum(from: Fours, first: usize, vectors: Range<usize>, weights: &[Four], precision: u32, sums: &mut [u8]) {
    let mut vector = vectors.start;
    let mut to = sums.as_mut_ptr();
    while vector < vectors.end {
        let count = (vectors.end - vector).min(4);
        // SAFETY: as the caller promises, for so many vectors from this one on.
        unsafe {
            match count {
                4 => sum_some::<4>(from, first, vector, weights, precision, to),
                3 => sum_some::<3>(from, first, vector, weights, precision, to),
                2 => sum_some::<2>(from, first, vector, weights, precision, to),
                _ => sum_some::<1>(from, first, vector, weights, precision, to),
            }
            to = to.add(count * SUMS);
        }
        vector += count;
    }
}

/// # Safety
/// As for [`sum`].
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn sum_some<const COUNT: usize>(
    from: Fours,
    first: usize,
    vector: usize,
    weights: &[Four],
    precision: u32,
    to: *mut u8,
) {
    let mut high = [_mm512_setzero_si512(); COUNT];
    let mut low = [_mm512_set1_epi32(1 << (precision - 1)); COUNT];
    let bytes = from.bytes.as_ptr();
    let mut at = first * from.stride;
    for four in weights {
        let (highs, lows) = (_mm512_set1_epi32(four.high), _mm512_set1_epi32(four.low));
        for index in 0..COUNT {
            // SAFETY: the vector lies within its stride, and that within the bytes.
            let samples = unsafe { _mm512_loadu_si512(bytes.add(at + (vector + index) * VECTOR).cast()) };
            high[index] = _mm512_dpbusd_epi32(high[index], samples, highs);
            low[index] = _mm512_dpbusd_epi32(low[index], samples, lows);
        }
        at += from.stride;
        if at == from.bytes.len() {
            at = 0;
        }
    }
    let shift = _mm_cvtsi32_si128(precision as i32);
    for index in 0..COUNT {
        let total = _mm512_add_epi32(_mm512_slli_epi32::<8>(high[index]), low[index]);
        let level = _mm512_max_epi32(_mm512_sra_epi32(total, shift), _mm512_setzero_si512());
        // SAFETY: there is room for sixteen bytes of each vector.
        unsafe { _mm_storeu_si128(to.add(index * SUMS).cast(), _mm512_cvtusepi32_epi8(level)) };
    }
}
