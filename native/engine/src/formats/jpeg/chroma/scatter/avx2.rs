//! Eight columns of two rows at a time.

use std::arch::x86_64::*;

use crate::formats::jpeg::chroma::difference::{BLUE, RED, SHIFT};

const COLUMNS: usize = 8;

/// The scatter of squares of two rows of RGB from the left, as many as whole loads go into: how many columns they take, of blue, of
/// red.
///
/// # Safety
/// The processor has AVX2, and the rows are equally long.
#[target_feature(enable = "avx2")]
pub unsafe fn scatter(upper: &[u8], lower: &[u8]) -> (usize, u64, u64) {
    // The second half of a load reaches four bytes beyond its pixels.
    let groups = upper.len().saturating_sub(4) / (3 * COLUMNS);
    let (blue, red) = (weights(BLUE), weights(RED));
    let (mut blues, mut reds) = (_mm256_setzero_si256(), _mm256_setzero_si256());
    for group in 0..groups {
        // SAFETY: eight pixels and four bytes lie behind the place, in both rows.
        let (upper, lower) = unsafe {
            let place = group * 3 * COLUMNS;
            (spread(upper.as_ptr().add(place)), spread(lower.as_ptr().add(place)))
        };
        blues = _mm256_add_epi64(blues, squares(upper, lower, blue));
        reds = _mm256_add_epi64(reds, squares(upper, lower, red));
    }
    (groups * COLUMNS, total(blues), total(reds))
}

/// Weights for pixels of four bytes, of which the last counts as nothing.
#[target_feature(enable = "avx2")]
fn weights([red, green, blue]: [i8; 3]) -> __m256i {
    _mm256_set1_epi32(i32::from_le_bytes([red as u8, green as u8, blue as u8, 0]))
}

/// Eight pixels of three bytes, a byte behind each.
///
/// # Safety
/// The processor has AVX2, and 28 bytes are there.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn spread(pixels: *const u8) -> __m256i {
    // SAFETY: as the caller promises.
    let (first, second) = unsafe { (_mm_loadu_si128(pixels.cast()), _mm_loadu_si128(pixels.add(12).cast())) };
    let places = _mm256_setr_epi8(
        0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, //
        0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1,
    );
    _mm256_shuffle_epi8(_mm256_set_m128i(second, first), places)
}

/// Four sums of 64 bits: of the squares of what the sides and the diagonals of four squares differ by.
#[inline]
#[target_feature(enable = "avx2")]
fn squares(upper: __m256i, lower: __m256i, weights: __m256i) -> __m256i {
    let (upper, lower) = (differences(upper, weights), differences(lower, weights));
    // In each half: the two columns of two squares, of the upper row first.
    let rows = _mm256_packs_epi32(upper, lower);
    let swapped = _mm256_shuffle_epi32::<0b01_00_11_10>(rows);
    let sums = _mm256_unpacklo_epi64(_mm256_add_epi16(rows, swapped), _mm256_sub_epi16(rows, swapped));
    // Columns lie beside each other: sums and differences of both rows, by their sums and their differences.
    let across = _mm256_madd_epi16(sums, _mm256_set1_epi32(0xFFFF_0001_u32 as i32));
    let along = _mm256_madd_epi16(sums, _mm256_set1_epi16(1));
    // The sum of all four is no difference.
    let along = _mm256_unpackhi_epi64(along, _mm256_setzero_si256());
    let even = _mm256_add_epi64(_mm256_mul_epi32(across, across), _mm256_mul_epi32(along, along));
    let (across, along) = (_mm256_srli_epi64::<32>(across), _mm256_srli_epi64::<32>(along));
    let odd = _mm256_add_epi64(_mm256_mul_epi32(across, across), _mm256_mul_epi32(along, along));
    _mm256_add_epi64(even, odd)
}

/// Of eight pixels, 32 bits each.
#[inline]
#[target_feature(enable = "avx2")]
fn differences(pixels: __m256i, weights: __m256i) -> __m256i {
    let pairs = _mm256_maddubs_epi16(pixels, weights);
    let sums = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
    _mm256_srai_epi32::<{ SHIFT as i32 }>(_mm256_add_epi32(sums, _mm256_set1_epi32(1 << (SHIFT - 1))))
}

#[target_feature(enable = "avx2")]
fn total(sums: __m256i) -> u64 {
    let mut lanes = [0u64; 4];
    // SAFETY: there is room for 32 bytes.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), sums) };
    lanes.iter().sum()
}
