//! Slices are taken off the duller side, in up to eight rounds, until the size is reached.
//!
//! How dull a slice is, is Shannon's entropy of its samples: of the histograms of all its channels taken as one
//! distribution. Transparent colours count as black, so that what nobody sees is no information.

use crate::pixels::Raster;

/// Rounds in the direction that must lose most.
const ROUNDS: u32 = 8;

pub fn place(pixels: &Raster<u8>, width: u32, height: u32) -> (u32, u32) {
    let mut part = Part { left: 0, top: 0, width: pixels.width, height: pixels.height };
    let slice = (part.width - width).div_ceil(ROUNDS).max((part.height - height).div_ceil(ROUNDS));
    while part.width > width || part.height > height {
        let across = slice.min(part.width - width);
        if across > 0 {
            let left = Part { width: across, ..part };
            let right = Part { left: part.left + part.width - across, ..left };
            part.left += if entropy(pixels, left) < entropy(pixels, right) { across } else { 0 };
            part.width -= across;
        }
        let down = slice.min(part.height - height);
        if down > 0 {
            let top = Part { height: down, ..part };
            let bottom = Part { top: part.top + part.height - down, ..top };
            part.top += if entropy(pixels, top) < entropy(pixels, bottom) { down } else { 0 };
            part.height -= down;
        }
    }
    (part.left, part.top)
}

#[derive(Clone, Copy)]
struct Part {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

/// In bits a sample.
fn entropy(pixels: &Raster<u8>, Part { left, top, width, height }: Part) -> f64 {
    let count = pixels.channels.count();
    let alpha = pixels.channels.has_alpha().then(|| pixels.channels.colours());
    let mut histograms = [[0u64; 256]; 4];
    for row in pixels.rows().skip(top as usize).take(height as usize) {
        for pixel in row[left as usize * count..][..width as usize * count].chunks_exact(count) {
            let share = alpha.map_or(255, |at| u32::from(pixel[at]));
            for (channel, (histogram, &sample)) in histograms.iter_mut().zip(pixel).enumerate() {
                let seen =
                    if alpha == Some(channel) { sample } else { ((u32::from(sample) * share + 127) / 255) as u8 };
                histogram[usize::from(seen)] += 1;
            }
        }
    }
    crate::entropy::bits(histograms.as_flattened())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::noise_in_every_layout;
    use crate::pixels::Channels;

    /// Straight from the formula: how surprising each sample is, on average.
    #[test]
    fn entropy_is_the_mean_surprise_at_a_sample() {
        for picture in noise_in_every_layout::<u8>(13, 9) {
            let Raster { width, height, .. } = picture;
            let mut samples: Vec<(usize, u8)> = Vec::new();
            for pixel in picture.pixels() {
                let alpha = if picture.channels.has_alpha() { f64::from(*pixel.last().unwrap()) / 255.0 } else { 1.0 };
                let colours = picture.channels.colours();
                for (channel, &sample) in pixel.iter().enumerate() {
                    let seen = if channel < colours { (f64::from(sample) * alpha + 0.5).floor() as u8 } else { sample };
                    samples.push((channel, seen));
                }
            }
            let surprise = |sample: &(usize, u8)| {
                let alike = samples.iter().filter(|other| *other == sample).count();
                -(alike as f64 / samples.len() as f64).log2()
            };
            let wanted = samples.iter().map(surprise).sum::<f64>() / samples.len() as f64;
            let found = entropy(&picture, Part { left: 0, top: 0, width, height });
            assert!((found - wanted).abs() < 0.02, "{:?}: {found} for {wanted}", picture.channels);
        }
    }

    #[test]
    fn one_colour_has_none_and_two_in_equal_numbers_have_one_bit() {
        let of = |samples: Vec<u8>| {
            let picture = Raster { width: 8, height: 1, channels: Channels::Gray, samples };
            entropy(&picture, Part { left: 0, top: 0, width: 8, height: 1 })
        };
        assert_eq!(of(vec![9; 8]), 0.0);
        assert_eq!(of([1, 200].repeat(4)), 1.0);
    }

    #[test]
    fn a_picture_as_dull_everywhere_keeps_its_top_left_as_in_libvips() {
        let picture = Raster { width: 40, height: 30, channels: Channels::Gray, samples: vec![7; 1200] };
        assert_eq!(place(&picture, 10, 10), (0, 0));
    }
}
