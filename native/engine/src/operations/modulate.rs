//! Brightness, saturation and hue in CIE LCh, as sharp has them: L × brightness, C × saturation, h + hue.

use super::recolour::through_lab;
use crate::asked::parameters::Parameters;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::lab::Roots;
use crate::operations::factor::is_factor;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// Changes colours in CIE LCh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Modulate {
    /// Factor of L; 0 and more.
    pub brightness: f64,
    /// Factor of C; 0 and more.
    pub saturation: f64,
    /// Degrees added to h.
    pub hue: f64,
}

impl Operate for Modulate {
    const KIND: &'static str = "modulate";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self {
            brightness: parameters.number("brightness")?,
            saturation: parameters.number("saturation")?,
            hue: parameters.number("hue")?,
        })
    }

    fn check(&self) -> Result<()> {
        check(self.brightness, self.saturation, self.hue)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.brightness, self.saturation, self.hue)?))
    }
}

pub fn check(brightness: f64, saturation: f64, hue: f64) -> Result<()> {
    if is_factor(brightness) && is_factor(saturation) && hue.is_finite() {
        return Ok(());
    }
    Err(EngineError::invalid(format!(
        "a brightness of {brightness}, a saturation of {saturation} and a turn of hue by {hue}; \
         factors are 0 and more, and every angle can be done"
    )))
}

/// Colours that sRGB does not have are clipped channel by channel. Alpha stays what it is, and grey stays grey.
pub fn apply<S: Sample>(raster: &Raster<S>, brightness: f64, saturation: f64, hue: f64) -> Result<Raster<S>> {
    let hue = hue.to_radians();
    let (across, along) = ((saturation * libm::sin(hue)) as f32, (saturation * libm::cos(hue)) as f32);
    // In roots, L × brightness is a factor and an offset on y.
    let factor = brightness as f32;
    let offset = ((1.0 - brightness) * 16.0 / 116.0) as f32;
    through_lab(raster, |Roots { x, y, z }| {
        let (a, b) = (500.0 * (x - y), 200.0 * (y - z));
        let y = y * factor + offset;
        Roots { x: y + (a * along - b * across) / 500.0, y, z: y - (a * across + b * along) / 200.0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{from_lab, levels, noise_in_every_layout, to_lab};
    use crate::pixels::Channels;

    /// Through L, C and h themselves.
    fn agrees_with_the_definition<S: Sample>(tolerance: f64) {
        let most = S::MOST.to_f64();
        for picture in noise_in_every_layout::<S>(13, 9) {
            for (brightness, saturation, hue) in [(1.0, 1.0, 0.0), (0.6, 1.0, 0.0), (1.3, 0.0, 0.0), (1.1, 1.7, 200.0)]
            {
                let changed = apply(&picture, brightness, saturation, hue).unwrap();
                for (from, to) in picture.pixels().zip(changed.pixels()) {
                    let (from, to) = (levels(from, picture.channels), levels(to, picture.channels));
                    let [l, a, b] = to_lab([from[0], from[1], from[2]].map(|level| level / most));
                    let (chroma, angle) = (a.hypot(b) * saturation, b.atan2(a) + f64::to_radians(hue));
                    let wanted = from_lab([l * brightness, chroma * angle.cos(), chroma * angle.sin()]);
                    for (found, wanted) in to.iter().zip(wanted) {
                        assert!(
                            (found - wanted * most).abs() <= tolerance,
                            "{:?} {brightness} {saturation} {hue}: {found} for {}",
                            picture.channels,
                            wanted * most
                        );
                    }
                    assert_eq!(from[3], to[3]);
                }
            }
        }
    }

    #[test]
    fn lightness_chroma_and_hue_change_as_asked_and_alpha_stays() {
        agrees_with_the_definition::<u8>(0.6);
        agrees_with_the_definition::<u16>(24.0);
    }

    #[test]
    fn changing_nothing_changes_nothing() {
        for picture in noise_in_every_layout::<u8>(50, 50) {
            assert_eq!(apply(&picture, 1.0, 1.0, 0.0).unwrap(), picture);
        }
    }

    /// Values that sharp 0.35 gives.
    #[test]
    fn known_colours_become_what_sharp_makes_of_them() {
        let samples = vec![200u8, 100, 50, 20, 60, 120];
        let picture = Raster { width: 2, height: 1, channels: Channels::Rgb, samples };
        for (brightness, saturation, hue, wanted) in KNOWN {
            let made = apply(&picture, brightness, saturation, hue).unwrap().samples;
            let differs = made.iter().zip(wanted).any(|(made, wanted)| made.abs_diff(wanted) > 1);
            assert!(!differs, "{brightness} {saturation} {hue}: {made:?} for {wanted:?}");
        }
    }

    const KNOWN: [(f64, f64, f64, [u8; 6]); 4] = [
        (0.6, 1.0, 0.0, [135, 46, 0, 0, 38, 94]),
        (1.0, 0.5, 0.0, [170, 115, 90, 52, 60, 91]),
        (1.0, 1.0, 90.0, [53, 146, 61, 114, 29, 48]),
        (1.2, 1.5, 200.0, [0, 178, 255, 33, 85, 0]),
    ];

    #[test]
    fn factors_below_zero_are_refused() {
        for (brightness, saturation, hue) in
            [(-1.0, 1.0, 0.0), (1.0, -0.1, 0.0), (f64::NAN, 1.0, 0.0), (1.0, 1.0, f64::INFINITY)]
        {
            assert!(check(brightness, saturation, hue).is_err());
        }
    }
}
