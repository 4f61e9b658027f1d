//! A whole frame as the format can show it.

use crate::error::Result;
use crate::indexed::to_rgba;
use crate::pixels::{Pixels, Rectangle};

/// From here on a pixel is opaque; the format knows nothing between.
const OPAQUE: u8 = 128;

/// Red, green, blue and an alpha of 0 or 255; what is transparent has no colour.
#[derive(PartialEq, Eq)]
pub struct Canvas {
    pub width: usize,
    rgba: Vec<u8>,
}

impl Canvas {
    pub fn of(pixels: &Pixels) -> Result<Self> {
        let mut rgba = to_rgba(&*pixels.to_eight()?)?;
        for pixel in rgba.as_chunks_mut::<4>().0 {
            if pixel[3] < OPAQUE {
                *pixel = [0; 4];
            } else {
                pixel[3] = 255;
            }
        }
        Ok(Self { width: pixels.width() as usize, rgba })
    }

    pub fn pixels(&self) -> &[[u8; 4]] {
        self.rgba.as_chunks::<4>().0
    }

    pub fn clear(&mut self, place: Rectangle) {
        for row in place.rows(self.width) {
            self.rgba.as_chunks_mut::<4>().0[row].fill([0; 4]);
        }
    }

    /// What is not as it is on the other.
    pub fn difference(&self, other: &Self) -> Option<Rectangle> {
        self.bounds(other, |own, other| own != other)
    }

    /// What is opaque here and transparent on the next.
    pub fn vanished(&self, next: &Self) -> Option<Rectangle> {
        self.bounds(next, |own, next| own[3] != 0 && next[3] == 0)
    }

    /// The smallest rectangle around every pixel that this is true of.
    fn bounds(&self, other: &Self, is_meant: impl Fn(&[u8; 4], &[u8; 4]) -> bool) -> Option<Rectangle> {
        let mut found: Option<Rectangle> = None;
        let rows = self.pixels().chunks_exact(self.width).zip(other.pixels().chunks_exact(self.width));
        for (top, (own, other)) in rows.enumerate() {
            let meant = |x: &usize| is_meant(&own[*x], &other[*x]);
            let Some(left) = (0..self.width).find(meant) else { continue };
            let right = (left..self.width).rfind(meant).unwrap_or(left);
            let row = Rectangle { left, top, width: right - left + 1, height: 1 };
            found = Some(found.map_or(row, |found| found.around(row)));
        }
        found
    }
}
