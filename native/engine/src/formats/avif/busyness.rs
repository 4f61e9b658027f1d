//! How busy a picture is, and what that does to an AVIF level.
//!
//! sharp's AVIF encoder quantises busy pictures more coarsely and smooth ones more finely than its number says (libaom's
//! tune=iq); ours does that less, and without that tune not at all. Equal looks at equal numbers ask for a level by the
//! picture: the levels that 24 pictures of photographs (0.1 and 0.6 megapixels) needed for sharp's SSIMULACRA2 at number 50 deviated by 0.9 from a
//! line with libaom 3.11 at the default effort, by 1.7 from one level for all.

use crate::pixels::Raster;

const SIDE: usize = 8;
/// A coefficient of the normalised transform above this says that something happens.
const THRESHOLD: i32 = 8;

/// That of the pictures that the tables were made with.
const REFERENCE: u16 = 150;
/// From here on the line bends, and little was measured.
const MOST: u16 = 400;
/// Levels below are smaller steps, and the shift shrinks with them.
const FULL_FROM: f64 = 32.0;

/// The level that keeps a level's promise for a picture, 1–63, where one of nothing but busy coefficients is coarser by
/// the slope than one of none.
pub fn shift_level(level: f64, slope: f64, busyness: u16) -> f64 {
    (level + slope * shift_of_busyness(level, busyness)).clamp(1.0, 63.0)
}

/// What the slope is times of.
pub fn shift_of_busyness(level: f64, busyness: u16) -> f64 {
    let away = (f64::from(busyness.min(MOST)) - f64::from(REFERENCE)) / 1000.0;
    away * (level / FULL_FROM).min(1.0)
}

/// The share of the luminance's 8×8 Hadamard coefficients, but for the means, that are above a threshold; in thousandths.
/// A picture without a whole block is as busy as the tables' own.
pub fn busyness(pixels: &Raster<u8>) -> u16 {
    let (width, channels) = (pixels.width as usize, pixels.channels.count());
    let colours = if channels < 3 { 1 } else { 3 };
    let mut counts = (0u64, 0u64);
    for rows in pixels.samples.chunks_exact(pixels.stride() * SIDE) {
        for left in (0..width / SIDE).map(|block| block * SIDE) {
            let mut block = [[0i32; SIDE]; SIDE];
            for (row, values) in rows.chunks_exact(pixels.stride()).zip(&mut block) {
                for (pixel, value) in row[left * channels..].chunks_exact(channels).zip(values) {
                    *value = luminance(&pixel[..colours]);
                }
            }
            counts.0 += busy(&mut block);
            counts.1 += (SIDE * SIDE - 1) as u64;
        }
    }
    match counts {
        (_, 0) => REFERENCE,
        (busy, all) => (busy * 1000 / all) as u16,
    }
}

fn luminance(pixel: &[u8]) -> i32 {
    match *pixel {
        [red, green, blue] => (299 * i32::from(red) + 587 * i32::from(green) + 114 * i32::from(blue) + 500) / 1000,
        _ => pixel[0].into(),
    }
}

/// Coefficients above the threshold. The transform is eight times the normalised one.
fn busy(block: &mut [[i32; SIDE]; SIDE]) -> u64 {
    for row in block.iter_mut() {
        transform(row);
    }
    let mut count = 0;
    for column in 0..SIDE {
        let mut values = block.map(|row| row[column]);
        transform(&mut values);
        count += values.iter().filter(|value| value.abs() > THRESHOLD * SIDE as i32).count() as u64;
        if column == 0 && values[0].abs() > THRESHOLD * SIDE as i32 {
            count -= 1;
        }
    }
    count
}

fn transform(values: &mut [i32; SIDE]) {
    for span in [1, 2, 4] {
        for start in (0..SIDE).step_by(2 * span) {
            for at in start..start + span {
                let (one, other) = (values[at], values[at + span]);
                (values[at], values[at + span]) = (one + other, one - other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Channels;

    const SLOPE: f64 = 26.0;

    fn picture(channels: Channels, value: impl Fn(usize, usize) -> u8) -> Raster<u8> {
        let mut raster = Raster::allocate(37, 29, channels).unwrap();
        let count = channels.count();
        for (index, sample) in raster.samples.iter_mut().enumerate() {
            *sample = value(index / count % 37, index / count / 37);
        }
        raster
    }

    #[test]
    fn flat_pictures_are_not_busy_and_noise_is() {
        let noise = |x: usize, y: usize| (((x * 7919 + y * 104_729) * 2_654_435_761) >> 13) as u8;
        for channels in [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba] {
            assert_eq!(busyness(&picture(channels, |_, _| 200)), 0, "{channels:?}");
            assert!(busyness(&picture(channels, noise)) > 800, "{channels:?}");
        }
    }

    #[test]
    fn alpha_is_no_part_of_it_and_grey_is_as_busy_as_the_same_in_colour() {
        let stripes = |x: usize, _: usize| [90, 30, 30][x % 3];
        let of = |channels| busyness(&picture(channels, stripes));
        let mut uneven = picture(Channels::Rgba, stripes);
        uneven.samples.iter_mut().skip(3).step_by(4).enumerate().for_each(|(at, alpha)| *alpha = (at * 97) as u8);
        assert!(of(Channels::Gray) > 0);
        assert_eq!([of(Channels::Rgb), of(Channels::Rgba), busyness(&uneven)], [of(Channels::Gray); 3]);
    }

    #[test]
    fn one_basis_pattern_is_one_coefficient() {
        // Alternate columns of 0 and 40: all of the energy in the mean and in the quickest pattern.
        let counted = busyness(&picture(Channels::Gray, |x, _| [0, 40][x % 2]));
        assert_eq!(counted, 1000 / 63);
    }

    #[test]
    fn busier_pictures_take_coarser_levels_and_finer_levels_stay_finer() {
        for level in 1..=63 {
            for busyness in (50..=1000).step_by(50) {
                let level = f64::from(level);
                assert!(shift_level(level, SLOPE, busyness) >= shift_level(level, SLOPE, busyness - 50));
                assert!(shift_level(level, SLOPE, busyness) >= shift_level(level - 1.0, SLOPE, busyness));
            }
        }
        assert_eq!(shift_level(29.0, SLOPE, REFERENCE), 29.0);
    }

    #[test]
    fn a_picture_without_a_whole_block_keeps_the_level() {
        let small = Raster::allocate(7, 40, Channels::Rgb).unwrap();
        assert_eq!(shift_level(30.0, SLOPE, busyness(&small)), 30.0);
    }
}
