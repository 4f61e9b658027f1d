//! Lightness stretched over its whole range, as sharp 0.35 does it.
//!
//! The ends are what sharp makes of the 1st and the 99th percentile: it reads them off a histogram of whole
//! lightnesses whose running total is rounded down to as many steps as there are bins. That makes the lower end the
//! first to second percentile, and the upper one the lightest pixel: a photograph is not brightened by its highlights.

use super::recolour::through_lab;
use crate::asked::parameters::Parameters;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::operate::Operate;
use crate::lab::{Roots, WHITE};
use crate::picture::ColourProfile;
use crate::picture::Picture;
use crate::pixels::{Pixels, Raster, Sample, map_depth};
use crate::srgb_curve::linear_table;

/// Lightness is stretched to the whole range, a hundredth of the pixels at each end clipped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normalize;

impl Operate for Normalize {
    const KIND: &'static str = "normalize";

    fn read(_parameters: &mut Parameters) -> Result<Self> {
        Ok(Self)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        let alone = Picture::still(pixels.try_clone()?, ColourProfile::Unspecified);
        match range_of(&alone) {
            Some(range) => Ok(map_depth!(pixels, |raster| apply(raster, range)?)),
            None => pixels.try_clone(),
        }
    }

    fn apply(&self, picture: &Picture, cancel: &Cancel) -> Result<Picture> {
        match range_of(picture) {
            Some(range) => picture.map(|pixels| {
                cancel.check()?;
                Ok(map_depth!(pixels, |raster| apply(raster, range)?))
            }),
            None => picture.try_clone(true),
        }
    }
}

/// Whole lightnesses, black and white included.
const BINS: usize = WHITE as usize + 1;

/// The lightness, 0 to 100, that becomes black, and the one that becomes white.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub darkest: f32,
    pub lightest: f32,
}

/// The range of all frames together, so that an animation does not flicker. What is wholly transparent has no say.
/// `None` for a picture whose lightness hardly varies, as sharp has it: there is nothing to stretch.
pub fn range_of(picture: &Picture) -> Option<Range> {
    let mut histogram = [0u64; BINS];
    for frame in &picture.frames {
        match &frame.pixels {
            Pixels::Eight(raster) => count(raster, &mut histogram),
            Pixels::Sixteen(raster) => count(raster, &mut histogram),
        }
    }
    let bins = histogram.iter().rposition(|&count| count > 0)? + 1;
    let range = Range {
        darkest: percentile(&histogram[..bins], 1) as f32,
        lightest: percentile(&histogram[..bins], 99) as f32,
    };
    (range.lightest - range.darkest > 1.0).then_some(range)
}

/// Chroma and alpha stay what they are.
pub fn apply<S: Sample>(raster: &Raster<S>, range: Range) -> Result<Raster<S>> {
    let factor = WHITE / (range.lightest - range.darkest);
    through_lab(raster, |roots| {
        let lightness = roots.lightness();
        roots.lighter((lightness - range.darkest) * factor - lightness)
    })
}

fn count<S: Sample>(raster: &Raster<S>, histogram: &mut [u64; BINS]) {
    let linear = linear_table::<S>();
    let alpha = raster.channels.colours();
    for pixel in raster.pixels() {
        if raster.channels.has_alpha() && pixel[alpha] == S::default() {
            continue;
        }
        let colour = if raster.channels.is_gray() { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
        let lightness = Roots::of(colour.map(|sample| linear[sample.to_u32() as usize])).lightness();
        // White is 100 but for the last bit.
        histogram[((lightness + 1e-3) as usize).min(BINS - 1)] += 1;
    }
}

/// The first bin whose running total, in steps of a whole bin, is above this share of the bins; the one after the last
/// where none is.
fn percentile(histogram: &[u64], percent: u64) -> usize {
    let (bins, total) = (histogram.len() as u64, histogram.iter().sum::<u64>());
    let mut seen = 0;
    let is_beyond = |count: &u64| {
        seen += count;
        let steps = (u128::from(seen) * u128::from(bins - 1) / u128::from(total)) as u64;
        steps * 100 > bins * percent
    };
    histogram.iter().position(is_beyond).unwrap_or(histogram.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{from_lab, levels, noise_in_every_layout, to_lab};
    use crate::picture::ColourProfile;
    use crate::picture::Frame;
    use crate::pixels::Channels;

    fn agrees_with_the_definition<S: Sample>(tolerance: f64)
    where
        Pixels: From<Raster<S>>,
    {
        let most = S::MOST.to_f64();
        for mut picture in noise_in_every_layout::<S>(40, 30) {
            // A picture without contrast to begin with.
            let colours = picture.channels.colours();
            for pixel in picture.pixels_mut() {
                for sample in &mut pixel[..colours] {
                    *sample = S::from_level(sample.to_f64() * 0.3 + most * 0.4);
                }
            }
            let lab = |pixel: &[S]| {
                let [red, green, blue, _] = levels(pixel, picture.channels);
                to_lab([red, green, blue].map(|level| level / most))
            };
            let seen = picture.pixels().filter(|pixel| levels(pixel, picture.channels)[3] > 0.0);
            let lightness: Vec<f64> = seen.map(|pixel| lab(pixel)[0].floor()).collect();
            let bins = lightness.iter().copied().fold(0.0, f64::max) + 1.0;
            let end = |share: f64| {
                let steps = |l: f64| {
                    let up_to = lightness.iter().filter(|other| **other <= l).count() as f64;
                    (up_to / lightness.len() as f64 * (bins - 1.0)).floor()
                };
                (0..bins as usize).map(|l| l as f64).find(|&l| steps(l) > bins * share).unwrap_or(bins)
            };
            let (darkest, lightest) = (end(0.01), end(0.99));

            let range = range_of(&Picture::still(picture.clone(), ColourProfile::Unspecified)).unwrap();
            let stretched = apply(&picture, range).unwrap();
            for (from, to) in picture.pixels().zip(stretched.pixels()) {
                let [l, a, b] = lab(from);
                let wanted = from_lab([(l - darkest) * 100.0 / (lightest - darkest), a, b]);
                let to = levels(to, picture.channels);
                for (found, wanted) in to.iter().zip(wanted) {
                    assert!(
                        (found - wanted * most).abs() <= tolerance,
                        "{:?}: {found} for {}",
                        picture.channels,
                        wanted * most
                    );
                }
                assert_eq!(levels(from, picture.channels)[3], to[3]);
            }
        }
    }

    #[test]
    fn lightness_is_stretched_between_the_percentiles_and_chroma_stays() {
        agrees_with_the_definition::<u8>(1.0);
        agrees_with_the_definition::<u16>(90.0);
    }

    fn gray(samples: &[u8]) -> Pixels {
        Raster { width: samples.len() as u32, height: 1, channels: Channels::Gray, samples: samples.to_vec() }.into()
    }

    /// Values that sharp 0.35 gives for a ramp.
    #[test]
    fn a_ramp_becomes_the_one_that_sharp_makes_of_it() {
        let ramp: Vec<u8> = (0..10_000u32).map(|index| 50 + (index * 151 / 10_000) as u8).collect();
        let picture = Picture::still(gray(&ramp), ColourProfile::Unspecified);
        let range = range_of(&picture).unwrap();
        let Pixels::Eight(raster) = picture.first() else { unreachable!("made with 8 bits") };
        let stretched = apply(raster, range).unwrap().samples;
        for (from, wanted) in [(50u8, 0u8), (53, 7), (60, 22), (100, 84), (125, 125), (150, 167), (200, 253)] {
            let at = ramp.iter().position(|&level| level == from).unwrap();
            assert!(stretched[at].abs_diff(wanted) <= 1, "{from}: {} for {wanted}", stretched[at]);
        }
    }

    #[test]
    fn a_picture_of_one_lightness_has_no_range() {
        assert_eq!(range_of(&Picture::still(gray(&[100, 101, 100]), ColourProfile::Unspecified)), None);
    }

    #[test]
    fn frames_are_stretched_alike() {
        let still = Picture::still(gray(&[60, 70, 80]), ColourProfile::Unspecified);
        let mut animation = still.clone();
        animation.frames.push(Frame { pixels: gray(&[180, 190, 200]), delay_ms: 0 });
        let (one, all) = (range_of(&still).unwrap(), range_of(&animation).unwrap());
        assert_eq!(one.darkest, all.darkest);
        assert!(all.lightest > one.lightest + 30.0, "{all:?}");
    }
}
