//! Four rows of a picture as samples in fours, channel by channel.

#[cfg(target_arch = "x86_64")]
mod avx2;

use crate::vector::{SUMS, VECTOR};

/// Vectors that a row of one channel takes.
pub(crate) fn vectors(width: usize) -> usize {
    width.div_ceil(SUMS)
}

/// Lays four rows of interleaved channels out: for each channel, for each column, its sample of each row. What lies beyond the
/// width in a channel's last vector is not written.
pub(crate) fn lay_out(rows: [&[u8]; 4], channels: usize, fours: &mut [u8]) {
    let width = rows[0].len() / channels;
    let plane = vectors(width) * VECTOR;
    assert!(fours.len() >= channels * plane && rows.iter().all(|row| row.len() == width * channels));
    let done = lay_out_fast(rows, channels, plane, fours);
    for channel in 0..channels {
        let (fours, _) = fours[channel * plane..].as_chunks_mut::<4>();
        for (column, four) in fours.iter_mut().enumerate().take(width).skip(done) {
            *four = rows.map(|row| row[column * channels + channel]);
        }
    }
}

/// Columns from the left that were laid out.
#[cfg(target_arch = "x86_64")]
fn lay_out_fast(rows: [&[u8]; 4], channels: usize, plane: usize, fours: &mut [u8]) -> usize {
    if !is_x86_feature_detected!("avx2") {
        return 0;
    }
    // SAFETY: the processor has the instructions; rows are equally long and there is a plane for each channel.
    unsafe {
        match channels {
            1 => avx2::lay_out_gray(rows, fours),
            3 => avx2::lay_out_rgb(rows, plane, fours),
            4 => avx2::lay_out_rgba(rows, plane, fours),
            _ => 0,
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn lay_out_fast(_: [&[u8]; 4], _: usize, _: usize, _: &mut [u8]) -> usize {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_lies_beside_those_of_its_column() {
        for channels in 1..=4 {
            for width in [1, 2, 15, 16, 17, 31, 32, 33, 48, 100] {
                let picture: Vec<u8> = (0..4 * width * channels).map(|index| (index * 37 % 251) as u8).collect();
                let rows: Vec<&[u8]> = picture.chunks_exact(width * channels).collect();
                let plane = vectors(width) * VECTOR;
                let mut fours = vec![0; channels * plane];
                lay_out([rows[0], rows[1], rows[2], rows[3]], channels, &mut fours);
                for (channel, column, row) in
                    (0..channels).flat_map(|c| (0..width).flat_map(move |x| (0..4).map(move |y| (c, x, y))))
                {
                    let laid = fours[channel * plane + column * 4 + row];
                    assert_eq!(
                        laid,
                        rows[row][column * channels + channel],
                        "{channels}, {width}: {channel} {column} {row}"
                    );
                }
            }
        }
    }
}
