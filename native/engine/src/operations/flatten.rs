//! Laying the picture over an opaque colour; alpha is gone afterwards.

use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::kinds::operate::Operate;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// Lays the picture over a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flatten {
    /// Red, green, blue under transparent pixels.
    pub background: [u8; 3],
}

impl Operate for Flatten {
    const KIND: &'static str = "flatten";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { background: parameters.channels("background")? })
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.background)?))
    }
}

pub fn apply<S: Sample>(raster: &Raster<S>, background: [u8; 3]) -> Result<Raster<S>> {
    raster.flatten(background)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{levels, noise_in_every_layout};

    fn agrees_with_the_definition<S: Sample>() {
        let most = S::MOST.to_f64();
        let background = [250, 128, 3];
        for picture in noise_in_every_layout::<S>(9, 6) {
            let flat = apply(&picture, background).unwrap();
            assert!(!flat.channels.has_alpha(), "{:?}", picture.channels);
            for (from, to) in picture.pixels().zip(flat.pixels()) {
                let (from, to) = (levels(from, picture.channels), levels(to, flat.channels));
                let alpha = from[3] / most;
                for (colour, under) in background.map(|value| f64::from(value) / 255.0 * most).iter().enumerate() {
                    let wanted = from[colour] * alpha + under * (1.0 - alpha);
                    assert!((to[colour] - wanted).abs() <= 0.51, "{:?}: {} for {wanted}", picture.channels, to[colour]);
                }
            }
        }
    }

    #[test]
    fn colours_mix_with_the_background_by_their_alpha() {
        agrees_with_the_definition::<u8>();
        agrees_with_the_definition::<u16>();
    }
}
