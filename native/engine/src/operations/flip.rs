//! Top becomes bottom.

use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::kinds::operate::Operate;
use crate::orientation::Orientation;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// Top becomes bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flip;

impl Operate for Flip {
    const KIND: &'static str = "flip";

    fn read(_parameters: &mut Parameters) -> Result<Self> {
        Ok(Self)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster)?))
    }

    fn apply_to_gain_map(&self, map: &Pixels, _neutral: [u8; 3]) -> Result<Option<Pixels>> {
        self.apply_to_frame(map).map(Some)
    }
}

pub fn apply<S: Sample>(raster: &Raster<S>) -> Result<Raster<S>> {
    Orientation::FlipVertical.turn(raster)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{at, noise};

    #[test]
    fn rows_change_places_and_columns_stay() {
        let picture = noise::<u8>(5, 4);
        let flipped = apply(&picture).unwrap();
        for (x, y) in (0..4).flat_map(|y| (0..5).map(move |x| (x, y))) {
            assert_eq!(at(&flipped, x, y), at(&picture, x, 3 - y), "{x},{y}");
        }
    }
}
