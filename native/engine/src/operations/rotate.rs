//! Turning by quarters, which moves every pixel and changes none.

use crate::error::Result;
use crate::orientation::Orientation;
use crate::pixels::{Raster, Sample};

pub fn check(degrees: f64) -> Result<()> {
    if degrees % 90.0 == 0.0 {
        return Ok(());
    }
    Err(super::invalid(format!("a rotation by {degrees} degrees; multiples of 90 can be done")))
}

pub fn size_after(degrees: f64, (width, height): (u32, u32)) -> (u32, u32) {
    turn(degrees).upright_size(width, height)
}

pub fn apply<S: Sample>(raster: &Raster<S>, degrees: f64) -> Result<Raster<S>> {
    turn(degrees).turn(raster)
}

/// Clockwise, whatever the sign and the number of whole turns.
fn turn(degrees: f64) -> Orientation {
    match degrees.rem_euclid(360.0) {
        90.0 => Orientation::Rotate90,
        180.0 => Orientation::Rotate180,
        270.0 => Orientation::Rotate270,
        _ => Orientation::Upright,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{at, noise};

    /// Where each pixel of the turned picture comes from, by the rotation matrix about the centres.
    #[test]
    fn each_quarter_turns_clockwise_and_moves_every_pixel() {
        let picture = noise::<u16>(5, 3);
        for degrees in [-270.0, -90.0, 0.0, 90.0, 180.0, 270.0, 450.0, 3600.0] {
            check(degrees).unwrap();
            let turned = apply(&picture, degrees).unwrap();
            assert_eq!((turned.width, turned.height), size_after(degrees, (5, 3)), "{degrees}");
            let (sin, cos) = f64::to_radians(degrees).sin_cos();
            for (x, y) in (0..turned.height).flat_map(|y| (0..turned.width).map(move |x| (x, y))) {
                let from_center = |at: u32, side: u32| f64::from(at) + 0.5 - f64::from(side) / 2.0;
                let (dx, dy) = (from_center(x, turned.width), from_center(y, turned.height));
                let from_x = (dx * cos + dy * sin + 2.5).floor() as u32;
                let from_y = (dy * cos - dx * sin + 1.5).floor() as u32;
                assert_eq!(at(&turned, x, y), at(&picture, from_x, from_y), "{degrees}: {x},{y}");
            }
        }
    }

    #[test]
    fn an_angle_between_the_quarters_is_refused() {
        for degrees in [45.0, 89.999, f64::NAN, f64::INFINITY] {
            assert!(check(degrees).is_err(), "{degrees}");
        }
    }
}
