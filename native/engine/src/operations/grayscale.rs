//! Relative luminance (BT.709 weights on linear light), stored with sRGB's curve in one channel.

use crate::error::Result;
use crate::pixels::{Channels, Raster, Sample};

/// Red's, green's and blue's share of luminance.
const WEIGHTS: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// Steps of linear light between which the curve is interpolated.
const STEPS: u16 = u16::MAX;

/// Alpha stays what it is.
pub fn apply<S: Sample>(raster: &Raster<S>) -> Result<Raster<S>> {
    if raster.channels.is_gray() {
        return raster.try_clone();
    }
    let most = S::MOST.to_f64();
    let levels = 0..=S::MOST.to_u32();
    let to_linear: Vec<f32> = levels.map(|level| linear_of(f64::from(level) / most) as f32).collect();
    let to_level: Vec<f32> =
        (0..=STEPS).map(|step| (level_of(f64::from(step) / f64::from(STEPS)) * most) as f32).collect();

    let mut gray =
        Raster::<S>::allocate(raster.width, raster.height, Channels::new(true, raster.channels.has_alpha()))?;
    for (to, from) in gray.pixels_mut().zip(raster.pixels()) {
        let light: f32 =
            from.iter().zip(WEIGHTS).map(|(sample, weight)| to_linear[sample.to_u32() as usize] * weight).sum();
        to[0] = S::from_level(interpolate(&to_level, light).into());
        if let [_, alpha] = to {
            *alpha = from[3];
        }
    }
    Ok(gray)
}

/// The table's value at a share of 0 to 1 of its length.
fn interpolate(table: &[f32], share: f32) -> f32 {
    let position = share.clamp(0.0, 1.0) * f32::from(STEPS);
    let step = (position as usize).min(table.len() - 2);
    let fraction = position - step as f32;
    table[step] + (table[step + 1] - table[step]) * fraction
}

/// Linear light of an sRGB level, both 0 to 1 (IEC 61966-2-1).
fn linear_of(level: f64) -> f64 {
    if level <= 0.04045 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
}

/// sRGB level of linear light, both 0 to 1 (IEC 61966-2-1).
fn level_of(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{levels, noise_in_every_layout};

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
