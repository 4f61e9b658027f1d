//! Relative luminance (BT.709 weights on linear light), stored with sRGB's curve in one channel.

use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::kinds::operate::Operate;
use crate::pixels::{Channels, Pixels, Raster, Sample, map_depth};
use crate::srgb_curve::{LEVELS, linear_table};

/// Luminance alone is left, in one channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grayscale;

impl Operate for Grayscale {
    const KIND: &'static str = "grayscale";

    fn read(_parameters: &mut Parameters) -> Result<Self> {
        Ok(Self)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster)?))
    }
}

/// Red's, green's and blue's share of luminance.
const WEIGHTS: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// Alpha stays what it is.
pub fn apply<S: Sample>(raster: &Raster<S>) -> Result<Raster<S>> {
    if raster.channels.is_gray() {
        return raster.try_clone();
    }
    let linear = linear_table::<S>();
    let levels = &*LEVELS;
    let most = S::MOST.to_u32() as f32;
    let mut gray =
        Raster::<S>::allocate(raster.width, raster.height, Channels::new(true, raster.channels.has_alpha()))?;
    for (to, from) in gray.pixels_mut().zip(raster.pixels()) {
        let [red, green, blue] = [from[0], from[1], from[2]].map(|sample| linear[sample.to_u32() as usize]);
        let light = WEIGHTS[0] * red + WEIGHTS[1] * green + WEIGHTS[2] * blue;
        to[0] = S::from_level((levels.at(light) * most).into());
        if let [_, alpha] = to {
            *alpha = from[3];
        }
    }
    Ok(gray)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{levels, noise_in_every_layout};
    use crate::srgb_curve::{level_of, linear_of};

    fn agrees_with_the_definition<S: Sample>(tolerance: f64) {
        let most = S::MOST.to_f64();
        for picture in noise_in_every_layout::<S>(23, 17) {
            let gray = apply(&picture).unwrap();
            assert_eq!(gray.channels, Channels::new(true, picture.channels.has_alpha()));
            for (from, to) in picture.pixels().zip(gray.pixels()) {
                let (from, to) = (levels(from, picture.channels), levels(to, gray.channels));
                let [red, green, blue] = [from[0], from[1], from[2]].map(|level| linear_of(level / most));
                let wanted = level_of(0.2126 * red + 0.7152 * green + 0.0722 * blue) * most;
                assert!((to[0] - wanted).abs() <= tolerance, "{:?}: {} for {wanted}", picture.channels, to[0]);
                assert_eq!(to[3], from[3]);
            }
        }
    }

    #[test]
    fn grey_has_the_luminance_of_the_colour_and_its_alpha() {
        agrees_with_the_definition::<u8>(0.51);
        agrees_with_the_definition::<u16>(1.0);
    }

    /// Values that sharp 0.35 gives.
    #[test]
    fn known_colours_become_the_greys_that_sharp_makes() {
        let colours = [255u8, 0, 0, 0, 255, 0, 0, 0, 255, 100, 200, 50, 10, 20, 30, 128, 128, 128];
        let picture = Raster { width: 6, height: 1, channels: Channels::Rgb, samples: colours.to_vec() };
        assert_eq!(apply(&picture).unwrap().samples, [127, 220, 76, 178, 19, 128]);
    }
}
