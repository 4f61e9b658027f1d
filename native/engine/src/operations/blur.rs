//! Gaussian blur.

use crate::asked::parameters::Parameters;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::operations::gaussian;
use crate::operations::gaussian::{MOST_SIGMA, Mask, Summed};
use crate::operations::premultiplied::{premultiply, unpremultiply_row};
use crate::pixels::{Pixels, Raster, map_depth};

/// Blurs the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blur {
    /// Standard deviation of the Gaussian in pixels; above 0 and up to 1000.
    pub sigma: f64,
}

impl Operate for Blur {
    const KIND: &'static str = "blur";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { sigma: parameters.number("sigma")? })
    }

    fn check(&self) -> Result<()> {
        check(self.sigma)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.sigma)?))
    }
}

/// Share of its middle at which the bell is cut off: sharp's.
const LEAST: f64 = 0.2;

pub fn check(sigma: f64) -> Result<()> {
    if sigma > 0.0 && sigma <= MOST_SIGMA {
        return Ok(());
    }
    Err(EngineError::invalid(format!("a blur with sigma {sigma}; above 0 and up to {MOST_SIGMA} can be done")))
}

/// Colours count by their alpha, which is blurred, too.
pub fn apply<S: Summed>(raster: &Raster<S>, sigma: f64) -> Result<Raster<S>> {
    let mask = Mask::new(sigma, LEAST);
    let mut blurred = Raster::<S>::allocate(raster.width, raster.height, raster.channels)?;
    let stride = raster.stride();
    let mut write = |y: usize, row: &[u16]| {
        for (to, &from) in blurred.samples[y * stride..][..stride].iter_mut().zip(row) {
            *to = S::from_sixteen(from);
        }
    };
    if raster.channels.has_alpha() {
        let channels = raster.channels;
        let mut straight = vec![0; stride];
        gaussian::rows(&premultiply(raster)?, &mask, |y, row| {
            unpremultiply_row(row, &mut straight, channels);
            write(y, &straight);
        })?;
    } else {
        gaussian::rows(raster, &mask, write)?;
    }
    Ok(blurred)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{blurred_levels, levels, noise_in_every_layout};
    use crate::pixels::Channels;

    /// The bell itself, cut off where the mask ends, in every pixel's neighbourhood of two dimensions. Its whole
    /// numbers make the mask differ from it, so a tolerance of more than rounding.
    fn agrees_with_the_definition<S: Summed>(sigma: f64) {
        let most = S::MOST.to_f64();
        for picture in noise_in_every_layout::<S>(23, 19) {
            let made = apply(&picture, sigma).unwrap();
            let wanted = blurred_levels(&picture, sigma, Mask::new(sigma, LEAST).reach());
            let mut sum = 0.0;
            for (to, wanted) in made.pixels().zip(&wanted) {
                let to = levels(to, picture.channels);
                let differences = to.iter().zip(wanted).map(|(to, wanted)| (to - wanted).abs());
                sum += differences.clone().sum::<f64>() / 4.0;
                assert!(differences.fold(0.0, f64::max) < most * 6.0 / 255.0, "{:?} {sigma}", picture.channels);
            }
            let mean = sum / wanted.len() as f64 / most * 255.0;
            assert!(mean < 2.0, "{:?} {sigma}: {mean}", picture.channels);
        }
    }

    #[test]
    fn each_pixel_becomes_the_mean_of_its_neighbours_under_the_bell() {
        for sigma in [0.5, 0.8, 1.5, 4.0, 9.0] {
            agrees_with_the_definition::<u8>(sigma);
            agrees_with_the_definition::<u16>(sigma);
        }
    }

    #[test]
    fn one_colour_stays_one_colour() {
        for value in [0u8, 1, 100, 254, 255] {
            let picture = Raster { width: 40, height: 3, channels: Channels::Gray, samples: vec![value; 120] };
            for sigma in [0.4, 2.0, 30.0, 1000.0] {
                assert_eq!(apply(&picture, sigma).unwrap(), picture, "{value} {sigma}");
            }
        }
    }

    #[test]
    fn a_colour_that_nobody_sees_does_not_bleed() {
        let samples = [0u8, 0, 255, 0, 200, 200, 200, 255].repeat(8);
        let picture = Raster { width: 16, height: 1, channels: Channels::Rgba, samples };
        for pixel in apply(&picture, 3.0).unwrap().pixels() {
            assert!(pixel[..3].iter().all(|&sample| sample == 200), "{pixel:?}");
        }
    }

    /// Values that sharp 0.35 gives.
    #[test]
    fn an_edge_becomes_the_slope_that_sharp_makes_of_it() {
        let samples = (0..61).map(|x| if x < 30 { 0u8 } else { 200 }).collect();
        let picture = Raster { width: 61, height: 1, channels: Channels::Gray, samples };
        let slope = [5u8, 12, 21, 31, 44, 59, 74, 91, 109, 126, 141, 156, 169, 179, 188, 195];
        assert_eq!(apply(&picture, 5.0).unwrap().samples[22..38], slope);
    }

    #[test]
    fn a_sigma_that_is_no_width_is_refused() {
        for sigma in [0.0, -1.0, 1000.1, f64::NAN] {
            assert!(check(sigma).is_err(), "{sigma}");
        }
    }
}
