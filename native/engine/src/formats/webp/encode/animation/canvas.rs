//! A frame's pixels, and what of them is there already.

use crate::allocate::room_for;
use crate::error::Result;
use crate::indexed::to_rgba;
use crate::pixels::{Channels, Pixels, Raster, Rectangle};

/// Sides of the squares that a lossy frame leaves out: those that libwebp transforms chroma in, half of a macroblock.
pub const BLOCK: usize = 8;

/// Red, green, blue and alpha.
pub struct Canvas {
    pub width: usize,
    pub height: usize,
    pub rgba: Vec<u8>,
}

/// Whether one pixel shows what another does, but for so many levels.
pub fn looks_like(one: [u8; 4], other: [u8; 4], tolerance: u32) -> bool {
    if one == other || one[3] == 0 && other[3] == 0 {
        return true;
    }
    let differs = |channel: usize| u32::from(one[channel].abs_diff(other[channel])) * u32::from(one[3]);
    one[3] == other[3] && (0..3).all(|channel| differs(channel) <= tolerance * 255)
}

impl Canvas {
    pub fn of(pixels: &Pixels) -> Result<Self> {
        let rgba = to_rgba(&*pixels.to_eight()?)?;
        Ok(Self { width: pixels.width() as usize, height: pixels.height() as usize, rgba })
    }

    pub fn pixels(&self) -> &[[u8; 4]] {
        self.rgba.as_chunks::<4>().0
    }

    fn pixels_mut(&mut self) -> &mut [[u8; 4]] {
        self.rgba.as_chunks_mut::<4>().0
    }

    pub fn part(&self, place: Rectangle) -> Result<Self> {
        let mut rgba = room_for(place.pixels() * 4, "bytes of a frame's pixels")?;
        place.rows(self.width).for_each(|row| rgba.extend_from_slice(&self.rgba[row.start * 4..row.end * 4]));
        Ok(Self { width: place.width, height: place.height, rgba })
    }

    /// Pixels of each of its blocks, row by row; those at the right and at the bottom may be smaller.
    pub fn blocks(&self) -> impl Iterator<Item = Rectangle> + use<> {
        let (width, height) = (self.width, self.height);
        let across = move |top: usize| {
            (0..width).step_by(BLOCK).map(move |left| Rectangle {
                left,
                top,
                width: BLOCK.min(width - left),
                height: BLOCK.min(height - top),
            })
        };
        (0..height).step_by(BLOCK).flat_map(across)
    }

    /// Makes blocks transparent that are seen already. They take the least bytes in their own mean colour.
    pub fn see_through_blocks(&mut self, seen: &[bool]) {
        let blocks: Vec<Rectangle> =
            self.blocks().zip(seen).filter(|(_, seen)| **seen).map(|(block, _)| block).collect();
        for block in blocks {
            let mut sums = [0; 3];
            for pixel in block.rows(self.width).flat_map(|row| &self.pixels()[row]) {
                sums.iter_mut().zip(pixel).for_each(|(sum, &sample)| *sum += usize::from(sample));
            }
            let [red, green, blue] = sums.map(|sum| (sum / block.pixels()) as u8);
            for row in block.rows(self.width) {
                self.pixels_mut()[row].fill([red, green, blue, 0]);
            }
        }
    }

    /// Makes pixels transparent that are the same underneath.
    pub fn see_through_equal(&mut self, under: &Self) {
        for (pixel, under) in self.pixels_mut().iter_mut().zip(under.pixels()) {
            if looks_like(*pixel, *under, 0) {
                *pixel = [0; 4];
            }
        }
    }

    pub fn into_raster(self) -> Raster<u8> {
        let (width, height) = (self.width as u32, self.height as u32);
        Raster { width, height, channels: Channels::Rgba, samples: self.rgba }
    }
}
