//! Left becomes right.

use crate::error::Result;
use crate::orientation::Orientation;
use crate::pixels::{Raster, Sample};

pub fn apply<S: Sample>(raster: &Raster<S>) -> Result<Raster<S>> {
    Orientation::FlipHorizontal.turn(raster)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{at, noise};

    #[test]
    fn columns_change_places_and_rows_stay() {
        let picture = noise::<u8>(5, 4);
        let flopped = apply(&picture).unwrap();
        for (x, y) in (0..4).flat_map(|y| (0..5).map(move |x| (x, y))) {
            assert_eq!(at(&flopped, x, y), at(&picture, 4 - x, y), "{x},{y}");
        }
    }
}
