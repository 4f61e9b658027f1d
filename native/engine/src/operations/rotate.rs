//! Turning by quarters, which moves every pixel and changes none, and by any other angle, which interpolates.

mod turn;

use std::f64::consts::PI;

use crate::asked::parameters::Parameters;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::orientation::Orientation;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// Turns the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rotate {
    /// Clockwise. Between the quarters, the picture becomes the box that just holds it.
    pub degrees: f64,
    /// Red, green, blue, alpha of what the turned picture does not cover.
    pub background: [u8; 4],
}

impl Operate for Rotate {
    const KIND: &'static str = "rotate";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { degrees: parameters.number("degrees")?, background: parameters.channels("background")? })
    }

    fn check(&self) -> Result<()> {
        check(self.degrees)
    }

    fn size_after(&self, size: (u32, u32)) -> (u32, u32) {
        size_after(self.degrees, size)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.degrees, self.background)?))
    }

    fn apply_to_gain_map(&self, map: &Pixels, [red, green, blue]: [u8; 3]) -> Result<Option<Pixels>> {
        Self { background: [red, green, blue, 255], ..*self }.apply_to_frame(map).map(Some)
    }
}

pub fn check(degrees: f64) -> Result<()> {
    if degrees.is_finite() {
        return Ok(());
    }
    Err(EngineError::invalid(format!("a rotation by {degrees} degrees")))
}

/// Sides of the box that just holds the turned picture, to the nearest pixel.
pub fn size_after(degrees: f64, (width, height): (u32, u32)) -> (u32, u32) {
    if let Some(quarters) = quarters(degrees) {
        return quarters.upright_size(width, height);
    }
    let (sin, cos) = sin_cos(degrees);
    let (sin, cos) = (sin.abs(), cos.abs());
    let (width, height) = (f64::from(width), f64::from(height));
    let side = |length: f64| (libm::floor(length + 0.5) as u32).max(1);
    (side(width * cos + height * sin), side(width * sin + height * cos))
}

/// Clockwise. What the picture does not cover takes the background's colour and alpha.
pub fn apply<S: Sample>(raster: &Raster<S>, degrees: f64, background: [u8; 4]) -> Result<Raster<S>> {
    match quarters(degrees) {
        Some(quarters) => quarters.turn(raster),
        None => turn::by(raster, sin_cos(degrees), size_after(degrees, (raster.width, raster.height)), background),
    }
}

/// Whatever the sign and the number of whole turns.
fn quarters(degrees: f64) -> Option<Orientation> {
    match degrees.rem_euclid(360.0) {
        0.0 => Some(Orientation::Upright),
        90.0 => Some(Orientation::Rotate90),
        180.0 => Some(Orientation::Rotate180),
        270.0 => Some(Orientation::Rotate270),
        _ => None,
    }
}

/// In the steps of `packages/core/src/plan/operation.ts`, which tells the size beforehand.
fn sin_cos(degrees: f64) -> (f64, f64) {
    libm::sincos(degrees * PI / 180.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{at, noise};

    const CLEAR: [u8; 4] = [0; 4];

    /// Where each pixel of the turned picture comes from, by the rotation matrix about the centres.
    #[test]
    fn each_quarter_turns_clockwise_and_moves_every_pixel() {
        let picture = noise::<u16>(5, 3);
        for degrees in [-270.0, -90.0, 0.0, 90.0, 180.0, 270.0, 450.0, 3600.0] {
            check(degrees).unwrap();
            let turned = apply(&picture, degrees, CLEAR).unwrap();
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

    /// Sizes that sharp 0.35 gives.
    #[test]
    fn the_box_around_a_turned_picture_is_rounded_to_the_nearest_pixel() {
        for (degrees, size, wanted) in [
            (45.0, (1200, 800), (1414, 1414)),
            (45.0, (400, 267), (472, 472)),
            (-45.0, (400, 267), (472, 472)),
            (135.0, (400, 267), (472, 472)),
            (405.0, (400, 267), (472, 472)),
            (30.0, (1, 1), (1, 1)),
        ] {
            assert_eq!(size_after(degrees, size), wanted, "{degrees} {size:?}");
        }
    }

    #[test]
    fn an_angle_that_is_no_number_is_refused() {
        for degrees in [f64::NAN, f64::INFINITY] {
            assert!(check(degrees).is_err(), "{degrees}");
        }
    }
}
