//! One colour for the whole picture.

use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::kinds::derive::Derive;
use crate::pixels::Raster;

/// Red, green, blue: the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour;

impl Derive for Colour {
    const KIND: &'static str = "color";
    const TITLE: &'static str = "a colour";

    fn read(_parameters: &mut Parameters) -> Result<Self> {
        Ok(Self)
    }

    fn derive(&self, pixels: &Raster<u8>) -> Result<Vec<u8>> {
        Ok(mean(pixels).to_vec())
    }
}

/// The mean of all pixels by their alpha, in sRGB's own levels rather than in linear light: that is what a browser
/// shows of the picture when it is scaled down to nothing. Black for a picture that is transparent all over.
pub fn mean(pixels: &Raster<u8>) -> [u8; 3] {
    let (colours, count) = (pixels.channels.colours(), pixels.channels.count());
    let mut sums = [0u64; 3];
    let mut weights = 0u64;
    for pixel in pixels.samples.chunks_exact(count) {
        let weight = if pixels.channels.has_alpha() { u64::from(pixel[colours]) } else { 1 };
        weights += weight;
        for (channel, sum) in sums.iter_mut().enumerate() {
            *sum += weight * u64::from(pixel[channel.min(colours - 1)]);
        }
    }
    sums.map(|sum| ((2 * sum + weights) / (2 * weights).max(1)).min(255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{levels, noise_in_every_layout};
    use crate::pixels::Channels;

    #[test]
    fn it_is_the_mean_by_alpha_to_the_nearest_level() {
        for picture in noise_in_every_layout::<u8>(31, 17) {
            let pixels: Vec<[f64; 4]> = picture.pixels().map(|pixel| levels(pixel, picture.channels)).collect();
            let weights: f64 = pixels.iter().map(|pixel| pixel[3]).sum();
            for (channel, found) in mean(&picture).into_iter().enumerate() {
                let wanted = pixels.iter().map(|pixel| pixel[channel] * pixel[3]).sum::<f64>() / weights;
                assert!((f64::from(found) - wanted).abs() <= 0.5, "{:?}: {found} for {wanted}", picture.channels);
            }
        }
    }

    #[test]
    fn what_is_wholly_transparent_is_black() {
        let clear = Raster { width: 2, height: 1, channels: Channels::Rgba, samples: vec![9, 9, 9, 0, 200, 0, 0, 0] };
        assert_eq!(mean(&clear), [0; 3]);
    }
}
