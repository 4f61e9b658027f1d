//! Top becomes bottom.

use crate::error::Result;
use crate::orientation::Orientation;
use crate::pixels::{Raster, Sample};

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
