//! Unsharp masking of lightness, sharp's way: edges get more of it than flat areas, and none gets too much.

use crate::asked::parameters::Parameters;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::lab::{Roots, WHITE};
use crate::operations::gaussian;
use crate::operations::gaussian::{MOST_SIGMA, Mask};
use crate::operations::premultiplied::{premultiply, unpremultiply_row};
use crate::pixels::{Channels, Pixels, Raster, Sample, map_depth};
use crate::srgb_curve::{LEVELS, linear_table};

/// Lightness differs more from that around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sharpen {
    /// Standard deviation, in pixels, of the Gaussian that says what is around; above 0 and up to 1000.
    pub sigma: f64,
}

impl Operate for Sharpen {
    const KIND: &'static str = "sharpen";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { sigma: parameters.number("sigma")? })
    }

    fn check(&self) -> Result<()> {
        check(self.sigma)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.sigma)?))
    }

    /// Details change, and how bright their surroundings are does not.
    fn apply_to_gain_map(&self, map: &Pixels, _neutral: [u8; 3]) -> Result<Option<Pixels>> {
        map.try_clone().map(Some)
    }
}

/// Share of its middle at which the bell is cut off: sharp's for this operation.
const LEAST: f64 = 0.1;

/// Steps of 16 bits in a lightness of 1.
const SCALE: f32 = 65_535.0 / WHITE;

pub fn check(sigma: f64) -> Result<()> {
    if sigma > 0.0 && sigma <= MOST_SIGMA {
        return Ok(());
    }
    Err(EngineError::invalid(format!("sharpening with sigma {sigma}; above 0 and up to {MOST_SIGMA} can be done")))
}

/// Adds what a blur of this sigma takes away. Chroma and alpha stay what they are; what is transparent has no say in
/// the lightness of its neighbours.
pub fn apply<S: Sample>(raster: &Raster<S>, sigma: f64) -> Result<Raster<S>> {
    let lightness = lightness_of(raster)?;
    let mask = Mask::new(sigma, LEAST);
    let mut sharpened = raster.try_clone()?;
    let (stride, count) = (raster.stride(), raster.channels.count());
    let (lightness_stride, lightness_count) = (lightness.stride(), lightness.channels.count());
    let mut sharpen_row = |y: usize, around: &[u16]| {
        let row = sharpened.samples[y * stride..][..stride].chunks_exact_mut(count);
        let own = lightness.samples[y * lightness_stride..].chunks_exact(lightness_count);
        for ((pixel, own), around) in row.zip(own).zip(around.chunks_exact(lightness_count)) {
            let difference = gain((f32::from(own[0]) - f32::from(around[0])) / SCALE);
            if difference != 0.0 {
                lighten(pixel, raster.channels, difference);
            }
        }
    };
    if raster.channels.has_alpha() {
        let mut straight = vec![0; lightness_stride];
        gaussian::rows(&premultiply(&lightness)?, &mask, |y, row| {
            unpremultiply_row(row, &mut straight, lightness.channels);
            sharpen_row(y, &straight);
        })?;
    } else {
        gaussian::rows(&lightness, &mask, sharpen_row)?;
    }
    Ok(sharpened)
}

/// How much L changes where it is `difference` more than around it: as much in flat areas, up to 2 of L, twice as
/// much of what is more than that, and at most 10 lighter or 20 darker.
fn gain(difference: f32) -> f32 {
    const FLAT: f32 = 2.0;
    const JAGGED_SLOPE: f32 = 2.0;
    let jagged = (difference.abs() - FLAT).max(0.0) * (JAGGED_SLOPE - 1.0);
    (difference + jagged.copysign(difference)).clamp(-20.0, 10.0)
}

/// L in 16 bits, with the alpha that the picture has.
fn lightness_of<S: Sample>(raster: &Raster<S>) -> Result<Raster<u16>> {
    let linear = linear_table::<S>();
    let mut lightness =
        Raster::<u16>::allocate(raster.width, raster.height, Channels::new(true, raster.channels.has_alpha()))?;
    let alpha = raster.channels.colours();
    for (to, from) in lightness.pixels_mut().zip(raster.pixels()) {
        to[0] = (roots_of(from, raster.channels, linear).lightness() * SCALE + 0.5) as u16;
        if let [_, share] = to {
            *share = from[alpha].to_sixteen();
        }
    }
    Ok(lightness)
}

fn roots_of<S: Sample>(pixel: &[S], channels: Channels, linear: &[f32]) -> Roots {
    let colour = if channels.is_gray() { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
    Roots::of(colour.map(|sample| linear[sample.to_u32() as usize]))
}

fn lighten<S: Sample>(pixel: &mut [S], channels: Channels, difference: f32) {
    let roots = roots_of(pixel, channels, linear_table::<S>());
    // Lightness ends at black and white, as in sharp; colours may still be clipped channel by channel.
    let difference = (roots.lightness() + difference).clamp(0.0, WHITE) - roots.lightness();
    let colour = roots.lighter(difference).light().map(|light| LEVELS.at(light) * S::MOST.to_u32() as f32);
    for (sample, level) in pixel[..channels.colours()].iter_mut().zip(colour) {
        *sample = S::from_level(level.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{blurred_levels, from_lab, levels, noise_in_every_layout, to_lab};

    /// In f64, with the bell itself instead of its mask, the curve as sharp describes it.
    fn agrees_with_the_definition<S: Sample>(sigma: f64) {
        let most = S::MOST.to_f64();
        for picture in noise_in_every_layout::<S>(21, 17).into_iter().map(|picture| blurred(&picture)) {
            let lab: Vec<[f64; 3]> = picture
                .pixels()
                .map(|pixel| levels(pixel, picture.channels))
                .map(|[red, green, blue, _]| to_lab([red, green, blue].map(|level| level / most)))
                .collect();
            let mut lightness = Raster::<u16>::allocate(picture.width, picture.height, Channels::GrayAlpha).unwrap();
            for ((to, from), lab) in lightness.pixels_mut().zip(picture.pixels()).zip(&lab) {
                to[0] = u16::from_level(lab[0] * 655.35);
                to[1] = u16::from_level(levels(from, picture.channels)[3] / most * 65_535.0);
            }
            let around = blurred_levels(&lightness, sigma, Mask::new(sigma, LEAST).reach());
            let made = apply(&picture, sigma).unwrap();
            let mut sum = 0.0;
            for (((from, to), [l, a, b]), around) in picture.pixels().zip(made.pixels()).zip(&lab).zip(around) {
                let difference = l - around[0] / 655.35;
                let change = if difference < -2.0 {
                    (difference + 2.0) * 2.0 - 2.0
                } else if difference < 2.0 {
                    difference
                } else {
                    (difference - 2.0) * 2.0 + 2.0
                };
                let wanted = from_lab([(l + change.clamp(-20.0, 10.0)).clamp(0.0, 100.0), *a, *b]);
                let (from, to) = (levels(from, picture.channels), levels(to, picture.channels));
                sum += to.iter().zip(wanted).map(|(to, wanted)| (to - wanted * most).abs() / 3.0).sum::<f64>();
                assert_eq!(from[3], to[3]);
            }
            let mean = sum / lab.len() as f64 / most * 255.0;
            assert!(mean < 2.0, "{:?} {sigma}: {mean}", picture.channels);
        }
    }

    /// Noise as it is has edges alone.
    fn blurred<S: Sample>(picture: &Raster<S>) -> Raster<S> {
        let mut smooth = picture.try_clone().unwrap();
        for (to, wanted) in smooth.pixels_mut().zip(blurred_levels(picture, 1.0, 2)) {
            let wanted = match picture.channels {
                Channels::Gray | Channels::GrayAlpha => [wanted[0], wanted[3], 0.0, 0.0],
                Channels::Rgb | Channels::Rgba => wanted,
            };
            for (to, wanted) in to.iter_mut().zip(wanted) {
                *to = S::from_level(wanted);
            }
        }
        smooth
    }

    #[test]
    fn lightness_moves_away_from_that_around_it_and_chroma_stays() {
        for sigma in [0.5, 1.0, 3.0] {
            agrees_with_the_definition::<u8>(sigma);
            agrees_with_the_definition::<u16>(sigma);
        }
    }

    /// Values that sharp 0.35 gives.
    #[test]
    fn an_edge_gets_the_halo_that_sharp_gives_it() {
        let samples = (0..61).map(|x| if x < 30 { 0u8 } else { 200 }).collect();
        let picture = Raster { width: 61, height: 1, channels: Channels::Gray, samples };
        for (sigma, halo) in [
            (0.5, [0u8, 228, 200, 200, 200, 200]),
            (1.0, [0, 228, 221, 200, 200, 200]),
            (2.0, [0, 228, 228, 228, 208, 200]),
        ] {
            let made = apply(&picture, sigma).unwrap().samples;
            assert!(
                made[29..35].iter().zip(halo).all(|(made, halo)| made.abs_diff(halo) <= 1),
                "{sigma}: {:?}",
                &made[29..35]
            );
        }
    }

    #[test]
    fn a_flat_picture_stays_as_it_is() {
        let picture = Raster { width: 9, height: 9, channels: Channels::Rgb, samples: [200u8, 30, 90].repeat(81) };
        assert_eq!(apply(&picture, 2.0).unwrap(), picture);
    }

    #[test]
    fn a_sigma_that_is_no_width_is_refused() {
        for sigma in [0.0, -1.0, 1000.1, f64::NAN] {
            assert!(check(sigma).is_err(), "{sigma}");
        }
    }
}
