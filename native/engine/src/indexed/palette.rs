//! Indices of every pixel, and the colours that they stand for.

use std::collections::HashMap;

use crate::allocate::room_for;
use crate::error::Result;
use crate::indexed::rgba::colour_of;
use crate::pixels::{Channels, Raster};

/// Most colours that a palette holds.
pub const MOST: usize = 256;

/// Indices of every pixel, row by row, and the colours that they stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// Red, green, blue, alpha. Translucent ones come first, so that lists of alpha stay short.
    pub colours: Vec<[u8; 4]>,
    pub indices: Vec<u8>,
}

impl Palette {
    /// Every colour of a picture that has `most` at most; `None` for any other.
    pub fn exact(pixels: &Raster<u8>, most: usize) -> Result<Option<Self>> {
        let mut seen: HashMap<u32, usize> = HashMap::new();
        let mut colours = Vec::new();
        let mut order = room_for(pixels.samples.len() / pixels.channels.count(), "indices")?;
        let mut last = None;
        for pixel in pixels.pixels() {
            let colour = colour_of(pixel);
            // Runs of one colour are the rule in graphics.
            if let Some((same, index)) = last
                && same == colour
            {
                order.push(index);
                continue;
            }
            let next = colours.len();
            let index = *seen.entry(u32::from_le_bytes(colour)).or_insert(next);
            if index == next {
                if next == most {
                    return Ok(None);
                }
                colours.push(colour);
            }
            last = Some((colour, index as u8));
            order.push(index as u8);
        }
        Ok(Some(Self { colours, indices: order }.sort()))
    }

    /// In one order for all pictures of the same colours: by opacity, then by colour.
    pub fn sort(self) -> Self {
        let mut sorted: Vec<usize> = (0..self.colours.len()).collect();
        sorted.sort_by_key(|&index| (self.colours[index][3] == 255, self.colours[index]));
        let mut rank = [0u8; MOST];
        for (position, &index) in sorted.iter().enumerate() {
            rank[index] = position as u8;
        }
        Self {
            colours: sorted.into_iter().map(|index| self.colours[index]).collect(),
            indices: self.indices.into_iter().map(|index| rank[usize::from(index)]).collect(),
        }
    }

    /// The picture that the indices show, with alpha where a colour has some.
    pub fn expand(&self, width: u32, height: u32) -> Result<Raster<u8>> {
        let alpha = self.colours.iter().any(|colour| colour[3] < 255);
        let mut raster = Raster::allocate(width, height, Channels::new(false, alpha))?;
        let count = raster.channels.count();
        for (pixel, index) in raster.pixels_mut().zip(&self.indices) {
            pixel.copy_from_slice(&self.colours[usize::from(*index)][..count]);
        }
        Ok(raster)
    }
}
