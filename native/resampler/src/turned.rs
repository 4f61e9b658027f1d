//! Sixteen rows turned on their side, so that the sums along a row are those along a column.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use crate::vector::{SUMS, VECTOR};

/// Rows that are turned together.
pub(crate) const BAND: usize = SUMS;

/// Lays four rows of planes down as samples in fours along the row: for each four columns, for each channel, those of each of the
/// sixteen rows. `first` is the first row's place among them.
pub(crate) fn lay_down(rows: &[Vec<u8>; 4], channels: usize, first: usize, band: &mut [u8]) {
    let plane = rows[0].len() / channels;
    for channel in 0..channels {
        let lines = rows.each_ref().map(|row| row[channel * plane..][..plane].as_chunks::<4>().0);
        let done = lay_down_fast(lines, channels * VECTOR, &mut band[channel * VECTOR + first * 4..]);
        let places = band[channel * VECTOR..].chunks_mut(channels * VECTOR);
        for (place, column) in places.zip(0..plane / 4).skip(done) {
            let (fours, _) = place[first * 4..][..16].as_chunks_mut::<4>();
            for (four, line) in fours.iter_mut().zip(lines) {
                *four = line[column];
            }
        }
    }
}

/// Columns from the left that were laid down.
#[cfg(target_arch = "x86_64")]
fn lay_down_fast(lines: [&[[u8; 4]]; 4], stride: usize, band: &mut [u8]) -> usize {
    let groups = lines[0].len() / 4;
    for group in 0..groups {
        let columns = lines.map(|line| &line[group * 4..group * 4 + 4]);
        // SAFETY: SSE2 is part of x86-64; sixteen bytes are read of each line.
        let square = unsafe {
            let [first, second, third, fourth] = columns.map(|line| _mm_loadu_si128(line.as_ptr().cast()));
            let (upper_left, upper_right) = (_mm_unpacklo_epi32(first, second), _mm_unpackhi_epi32(first, second));
            let (lower_left, lower_right) = (_mm_unpacklo_epi32(third, fourth), _mm_unpackhi_epi32(third, fourth));
            [
                _mm_unpacklo_epi64(upper_left, lower_left),
                _mm_unpackhi_epi64(upper_left, lower_left),
                _mm_unpacklo_epi64(upper_right, lower_right),
                _mm_unpackhi_epi64(upper_right, lower_right),
            ]
        };
        for (index, column) in square.into_iter().enumerate() {
            let place = &mut band[(group * 4 + index) * stride..][..16];
            // SAFETY: sixteen bytes are written of sixteen.
            unsafe { _mm_storeu_si128(place.as_mut_ptr().cast(), column) };
        }
    }
    groups * 4
}

#[cfg(not(target_arch = "x86_64"))]
fn lay_down_fast(_: [&[[u8; 4]]; 4], _: usize, _: &mut [u8]) -> usize {
    0
}

/// Writes sixteen samples of each of the band's first rows: `sums` has the rows' samples beside each other. Rows are `stride`
/// bytes long, and as many as there are samples for.
pub(crate) fn stand_up(sums: &[u8; SUMS * BAND], count: usize, rows: &mut [u8], stride: usize, from: usize) {
    let turned = turn(sums);
    for (row, samples) in rows.chunks_exact_mut(stride).zip(turned.chunks_exact(SUMS)) {
        if count == SUMS {
            row[from..from + SUMS].copy_from_slice(samples);
        } else {
            row[from..from + count].copy_from_slice(&samples[..count]);
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn turn(square: &[u8; SUMS * BAND]) -> [u8; SUMS * BAND] {
    let mut turned = [0; SUMS * BAND];
    // SAFETY: SSE2 is part of x86-64; sixteen times sixteen bytes are read and written.
    unsafe {
        let mut rows: [__m128i; 16] =
            std::array::from_fn(|index| _mm_loadu_si128(square.as_ptr().add(index * SUMS).cast()));
        // Each round weaves the first eight with the last eight, which moves every byte a quarter of its way.
        for _ in 0..4 {
            // Not by a closure: it would be asked sixteen times which half it makes.
            let mut woven = rows;
            for pair in 0..8 {
                let (upper, lower) = (rows[pair], rows[pair + 8]);
                woven[2 * pair] = _mm_unpacklo_epi8(upper, lower);
                woven[2 * pair + 1] = _mm_unpackhi_epi8(upper, lower);
            }
            rows = woven;
        }
        for (index, row) in rows.into_iter().enumerate() {
            _mm_storeu_si128(turned.as_mut_ptr().add(index * SUMS).cast(), row);
        }
    }
    turned
}

#[cfg(not(target_arch = "x86_64"))]
fn turn(square: &[u8; SUMS * BAND]) -> [u8; SUMS * BAND] {
    std::array::from_fn(|index| square[index % SUMS * SUMS + index / SUMS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_is_turned_about_its_diagonal() {
        let square: [u8; 256] = std::array::from_fn(|index| index as u8);
        let turned = turn(&square);
        for (row, column) in (0..16).flat_map(|row| (0..16).map(move |column| (row, column))) {
            assert_eq!(turned[row * 16 + column], square[column * 16 + row]);
        }
    }
}
