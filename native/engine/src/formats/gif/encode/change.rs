//! What of a frame differs from the canvas that it is drawn on.

use super::canvas::Canvas;
use super::sequence::{Shown, Under};
use crate::allocate::room_for;
use crate::error::Result;
use crate::picture::Picture;
use crate::pixels::Rectangle;

/// Pixels that an error is told by.
const JUDGED: usize = 4096;

pub struct Change {
    pub place: Rectangle,
    /// The rectangle's pixels: red, green, blue, 255. What is not drawn has a colour too, for the sake of its
    /// neighbours' dither.
    pub rgba: Vec<u8>,
    pub kinds: Vec<Kind>,
}

/// What is to be done with a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Drawn,
    /// The canvas shows it already.
    Kept,
    /// There is nothing to be seen.
    Empty,
}

impl Change {
    pub fn of(picture: &Picture, shown: &Shown) -> Result<Self> {
        let canvas = Canvas::of(&picture.frames[shown.frame].pixels)?;
        let under = match shown.drawn_on {
            Under::Frame { index, cleared } => {
                let mut under = Canvas::of(&picture.frames[index].pixels)?;
                if let Some(cleared) = cleared {
                    under.clear(cleared);
                }
                Some(under)
            }
            Under::Nothing | Under::Itself => None,
        };
        Self::between(under.as_ref(), &canvas, shown.place, shown.drawn_on != Under::Itself)
    }

    fn between(under: Option<&Canvas>, canvas: &Canvas, place: Rectangle, is_drawn: bool) -> Result<Self> {
        let mut rgba = room_for(place.pixels() * 4, "bytes of a frame's pixels")?;
        let mut kinds = room_for(place.pixels(), "pixels of a frame")?;
        for row in place.rows(canvas.width) {
            for at in row {
                let pixel = canvas.pixels()[at];
                let differs = under.is_none_or(|under| under.pixels()[at] != pixel);
                rgba.extend_from_slice(&[pixel[0], pixel[1], pixel[2], 255]);
                kinds.push(match (pixel[3], is_drawn && differs) {
                    (0, _) => Kind::Empty,
                    (_, true) => Kind::Drawn,
                    (_, false) => Kind::Kept,
                });
            }
        }
        Ok(Self { place, rgba, kinds })
    }

    pub fn pixels(&self) -> &[[u8; 4]] {
        self.rgba.as_chunks::<4>().0
    }

    /// The colours of the pixels that are drawn.
    pub fn drawn_pixels(&self) -> impl Iterator<Item = &[u8; 4]> {
        self.pixels().iter().zip(&self.kinds).filter(|(_, kind)| **kind == Kind::Drawn).map(|(pixel, _)| pixel)
    }

    /// The mean over pixels that are drawn of the squared distance to the nearest of the colours, told by some of them.
    pub fn error_in(&self, colours: &[[u8; 3]]) -> f64 {
        let step = (self.kinds.len() / JUDGED).max(1);
        // Whole numbers: their sum is the same on every machine.
        let (sum, count) = self.drawn_pixels().step_by(step).fold((0u64, 0u64), |(sum, count), pixel| {
            let distances = colours.iter().map(|colour| squared_distance([pixel[0], pixel[1], pixel[2]], *colour));
            (sum + u64::from(distances.min().unwrap_or(0)), count + 1)
        });
        sum as f64 / count.max(1) as f64
    }
}

fn squared_distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.into_iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
