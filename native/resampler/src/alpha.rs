//! Colours weighted by their alpha, and back: in whole numbers, as fast_image_resize has them.

#[cfg(target_arch = "x86_64")]
mod sse2;

/// Weights the colours of a row, alpha last in each pixel.
pub(crate) fn weight(row: &mut [u8], channels: usize) {
    match channels {
        2 => row.as_chunks_mut::<2>().0.iter_mut().for_each(|[gray, alpha]| *gray = product(*gray, *alpha)),
        _ => {
            let done = weight_fast(row);
            row[done..].as_chunks_mut::<4>().0.iter_mut().for_each(|[red, green, blue, alpha]| {
                for colour in [red, green, blue] {
                    *colour = product(*colour, *alpha);
                }
            });
        }
    }
}

/// Bytes from the left whose colours were weighted.
#[cfg(target_arch = "x86_64")]
fn weight_fast(row: &mut [u8]) -> usize {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { sse2::weight(row) }
}

#[cfg(not(target_arch = "x86_64"))]
fn weight_fast(_: &mut [u8]) -> usize {
    0
}

/// Takes the weight off again.
pub(crate) fn unweight(row: &mut [u8], channels: usize) {
    match channels {
        2 => row.as_chunks_mut::<2>().0.iter_mut().for_each(|[gray, alpha]| *gray = quotient(*gray, *alpha)),
        _ => row.as_chunks_mut::<4>().0.iter_mut().for_each(|[red, green, blue, alpha]| {
            for colour in [red, green, blue] {
                *colour = quotient(*colour, *alpha);
            }
        }),
    }
}

fn product(colour: u8, alpha: u8) -> u8 {
    let product = u32::from(colour) * u32::from(alpha) + 128;
    (((product >> 8) + product) >> 8) as u8
}

fn quotient(colour: u8, alpha: u8) -> u8 {
    ((u32::from(colour) * RECIPROCALS[usize::from(alpha)] + 128) >> 8).min(255) as u8
}

/// 255 divided by each alpha, times 256, to the nearest; none for no alpha, which makes its colours black.
const RECIPROCALS: [u32; 256] = {
    let mut reciprocals = [0; 256];
    let mut alpha = 1;
    while alpha < 256 {
        reciprocals[alpha] = (255 * 512 / alpha as u32 + 1) >> 1;
        alpha += 1;
    }
    reciprocals
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_is_weighted_by_every_alpha_wherever_it_stands() {
        for colour in 0..=255 {
            let mut row: Vec<u8> = (0..=255).flat_map(|alpha| [colour, 255 - colour, colour / 2, alpha]).collect();
            // A row whose last pixels fill no vector.
            row.truncate(row.len() - 8);
            weight(&mut row, 4);
            for (alpha, pixel) in (0..=255).zip(row.chunks_exact(4)) {
                let expected = [colour, 255 - colour, colour / 2].map(|colour| product(colour, alpha));
                assert_eq!((&pixel[..3], pixel[3]), (&expected[..], alpha), "{colour} {alpha}");
            }
        }
    }
}
