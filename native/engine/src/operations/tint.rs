//! One hue for the whole picture: the luminance stays, its chroma becomes that of a colour.

use super::grayscale;
use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::kinds::operate::Operate;
use crate::lab::{lab_of, light_of};
use crate::pixels::{Channels, Pixels, Raster, Sample, map_depth};
use crate::srgb_curve::{level_of, linear_of};

/// Luminance stays, chroma becomes that of a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tint {
    /// Red, green, blue.
    pub colour: [u8; 3],
}

impl Operate for Tint {
    const KIND: &'static str = "tint";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { colour: parameters.channels("colour")? })
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.colour)?))
    }
}

/// Chroma is the colour's in the middle of the range of L and fades towards black and white: its share is
/// 1 − 4 (L/100 − ½)², as in sharp. A grey picture becomes a coloured one. Alpha stays what it is.
pub fn apply<S: Sample>(raster: &Raster<S>, colour: [u8; 3]) -> Result<Raster<S>> {
    let most = S::MOST.to_f64();
    let [_, a, b] = lab_of(colour.map(|value| linear_of(f64::from(value) / 255.0)));
    let tints: Vec<[S; 3]> = (0..=S::MOST.to_u32())
        .map(|gray| {
            let [l, ..] = lab_of([linear_of(f64::from(gray) / most); 3]);
            let share = share_of_chroma(l);
            light_of([l, a * share, b * share]).map(|light| S::from_level(level_of(light.max(0.0)) * most))
        })
        .collect();

    let gray = grayscale::apply(raster)?;
    let mut tinted = Raster::allocate(raster.width, raster.height, Channels::new(false, raster.channels.has_alpha()))?;
    for (to, from) in tinted.pixels_mut().zip(gray.pixels()) {
        to[..3].copy_from_slice(&tints[from[0].to_u32() as usize]);
        if let [_, _, _, alpha] = to {
            *alpha = from[1];
        }
    }
    Ok(tinted)
}

fn share_of_chroma(l: f64) -> f64 {
    let from_middle = l / 100.0 - 0.5;
    1.0 - 4.0 * from_middle * from_middle
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{from_lab, levels, noise_in_every_layout, to_lab};

    const AMBER: [u8; 3] = [0xff, 0xaa, 0x22];

    fn agrees_with_the_definition<S: Sample>(tolerance: f64) {
        let most = S::MOST.to_f64();
        let [_, a, b] = to_lab(AMBER.map(|value| f64::from(value) / 255.0));
        for picture in noise_in_every_layout::<S>(11, 9) {
            let tinted = apply(&picture, AMBER).unwrap();
            assert_eq!(tinted.channels, Channels::new(false, picture.channels.has_alpha()));
            for (from, to) in picture.pixels().zip(tinted.pixels()) {
                let (from, to) = (levels(from, picture.channels), levels(to, tinted.channels));
                // Y is what grey of the same luminance has.
                let [l, ..] = to_lab([from[0], from[1], from[2]].map(|level| level / most));
                let share = 1.0 - 4.0 * (l / 100.0 - 0.5).powi(2);
                let wanted = from_lab([l, a * share, b * share]);
                for (found, wanted) in to.iter().zip(wanted) {
                    assert!(
                        (found - wanted * most).abs() <= tolerance,
                        "{:?}: {found} for {}",
                        picture.channels,
                        wanted * most
                    );
                }
                assert_eq!(from[3], to[3]);
            }
        }
    }

    #[test]
    fn lightness_stays_and_chroma_becomes_that_of_the_tint() {
        // A level of grey between luminance and tint is the rounding that sharp has, too.
        agrees_with_the_definition::<u8>(2.5);
        agrees_with_the_definition::<u16>(40.0);
    }

    /// Values that sharp 0.35 gives.
    #[test]
    fn known_greys_become_what_sharp_makes_of_them() {
        let samples = [0u8, 64, 128, 192, 255].iter().flat_map(|&gray| [gray; 3]).collect();
        let picture = Raster { width: 5, height: 1, channels: Channels::Rgb, samples };
        let made = apply(&picture, AMBER).unwrap().samples;
        let wanted = [0u8, 0, 0, 101, 52, 0, 185, 112, 0, 245, 180, 95, 255, 255, 255];
        assert!(made.iter().zip(wanted).all(|(made, wanted)| made.abs_diff(wanted) <= 1), "{made:?}");
    }
}
