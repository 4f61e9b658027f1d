//! Sixteen columns at a time.

use std::arch::x86_64::*;

use crate::vector::{SUMS, VECTOR};

/// # Safety
/// The processor has AVX2; rows are equally long, and `fours` holds four bytes for each of their columns.
#[target_feature(enable = "avx2")]
pub unsafe fn lay_out_gray(rows: [&[u8]; 4], fours: &mut [u8]) -> usize {
    let groups = rows[0].len() / SUMS;
    for group in 0..groups {
        // SAFETY: sixteen samples of each row, and a vector for them.
        unsafe {
            let to = fours.as_mut_ptr().add(group * VECTOR).cast::<__m128i>();
            for (index, vector) in woven(rows, group * SUMS).into_iter().enumerate() {
                _mm_storeu_si128(to.add(index), vector);
            }
        }
    }
    groups * SUMS
}

/// # Safety
/// The processor has AVX2; rows are equally long, and `fours` holds three planes of four bytes for each of their columns.
#[target_feature(enable = "avx2")]
pub unsafe fn lay_out_rgb(rows: [&[u8]; 4], plane: usize, fours: &mut [u8]) -> usize {
    let groups = rows[0].len() / 3 / SUMS;
    for group in 0..groups {
        // SAFETY: three times sixteen samples of each row, and a vector in each plane for them.
        unsafe {
            let samples = group * SUMS * 3;
            let woven = [woven(rows, samples), woven(rows, samples + SUMS), woven(rows, samples + 2 * SUMS)];
            let all: [__m128i; 12] = std::array::from_fn(|index| woven[index / 4][index % 4]);
            let to = fours.as_mut_ptr().add(group * VECTOR).cast::<__m128i>();
            for (index, pixels) in all.chunks_exact(3).enumerate() {
                // r g b r, g b r g, b r g b: of each colour one sample lies in its place.
                let (a, b, c) = (pixels[0], pixels[1], pixels[2]);
                let red = _mm_blend_epi32::<0b0100>(_mm_blend_epi32::<0b0010>(a, c), b);
                let green = _mm_blend_epi32::<0b0100>(_mm_blend_epi32::<0b0010>(b, a), c);
                let blue = _mm_blend_epi32::<0b0100>(_mm_blend_epi32::<0b0010>(c, b), a);
                let red = _mm_shuffle_epi32::<0b01_10_11_00>(red);
                let green = _mm_shuffle_epi32::<0b10_11_00_01>(green);
                let blue = _mm_shuffle_epi32::<0b11_00_01_10>(blue);
                _mm_storeu_si128(to.add(index), red);
                _mm_storeu_si128(to.byte_add(plane).add(index), green);
                _mm_storeu_si128(to.byte_add(2 * plane).add(index), blue);
            }
        }
    }
    groups * SUMS
}

/// # Safety
/// The processor has AVX2; rows are equally long, and `fours` holds four planes of four bytes for each of their columns.
#[target_feature(enable = "avx2")]
pub unsafe fn lay_out_rgba(rows: [&[u8]; 4], plane: usize, fours: &mut [u8]) -> usize {
    const PIXELS: usize = 4;
    let groups = rows[0].len() / SUMS;
    for group in 0..groups {
        // SAFETY: sixteen samples of each row, and as many in each plane for four columns.
        unsafe {
            let [first, second, third, fourth] = woven(rows, group * SUMS);
            let (red_green, blue_alpha) = (_mm_unpacklo_epi32(first, second), _mm_unpackhi_epi32(first, second));
            let (right_red_green, right_blue_alpha) =
                (_mm_unpacklo_epi32(third, fourth), _mm_unpackhi_epi32(third, fourth));
            let channels = [
                _mm_unpacklo_epi64(red_green, right_red_green),
                _mm_unpackhi_epi64(red_green, right_red_green),
                _mm_unpacklo_epi64(blue_alpha, right_blue_alpha),
                _mm_unpackhi_epi64(blue_alpha, right_blue_alpha),
            ];
            let to = fours.as_mut_ptr().add(group * 4 * PIXELS);
            for (index, channel) in channels.into_iter().enumerate() {
                _mm_storeu_si128(to.add(index * plane).cast(), channel);
            }
        }
    }
    groups * PIXELS
}

/// Sixteen samples from a place on, those of the four rows beside each other.
///
/// # Safety
/// The processor has AVX2, and each row has so many samples there.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn woven(rows: [&[u8]; 4], place: usize) -> [__m128i; 4] {
    // SAFETY: the samples are there.
    let [first, second, third, fourth] = rows.map(|row| unsafe { _mm_loadu_si128(row.as_ptr().add(place).cast()) });
    let (upper_left, upper_right) = (_mm_unpacklo_epi8(first, second), _mm_unpackhi_epi8(first, second));
    let (lower_left, lower_right) = (_mm_unpacklo_epi8(third, fourth), _mm_unpackhi_epi8(third, fourth));
    [
        _mm_unpacklo_epi16(upper_left, lower_left),
        _mm_unpackhi_epi16(upper_left, lower_left),
        _mm_unpacklo_epi16(upper_right, lower_right),
        _mm_unpackhi_epi16(upper_right, lower_right),
    ]
}
