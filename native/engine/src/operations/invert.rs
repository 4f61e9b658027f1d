//! The complement of every colour.

use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::kinds::operate::Operate;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// Every colour becomes its complement; alpha stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Invert;

impl Operate for Invert {
    const KIND: &'static str = "invert";

    fn read(_parameters: &mut Parameters) -> Result<Self> {
        Ok(Self)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster)?))
    }
}

/// Alpha stays what it is.
pub fn apply<S: Sample>(raster: &Raster<S>) -> Result<Raster<S>> {
    let mut inverted = raster.try_clone()?;
    let most = S::MOST.to_u32();
    let colours = raster.channels.colours();
    for pixel in inverted.pixels_mut() {
        for sample in &mut pixel[..colours] {
            *sample = S::from_u32(most - sample.to_u32());
        }
    }
    Ok(inverted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{levels, noise_in_every_layout};

    #[test]
    fn each_colour_and_its_inverse_add_up_to_white_under_the_same_alpha() {
        for picture in noise_in_every_layout::<u16>(7, 5) {
            let inverted = apply(&picture).unwrap();
            for (before, after) in picture.pixels().zip(inverted.pixels()) {
                let (before, after) = (levels(before, picture.channels), levels(after, picture.channels));
                for colour in 0..3 {
                    assert_eq!(before[colour] + after[colour], 65_535.0, "{:?}", picture.channels);
                }
                assert_eq!(before[3], after[3], "{:?}", picture.channels);
            }
        }
    }
}
