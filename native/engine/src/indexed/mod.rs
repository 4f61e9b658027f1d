//! Pictures as indices into a list of at most 256 colours.

mod quantise;

use std::collections::HashMap;

use crate::error::{EngineError, ErrorCode, Result};
use crate::pixels::{Channels, Raster};

pub use quantise::Quantiser;

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
    pub fn exact(pixels: &Raster<u8>, most: usize) -> Option<Self> {
        let mut seen: HashMap<u32, usize> = HashMap::with_capacity(most);
        let mut colours = Vec::with_capacity(most);
        let mut order = Vec::with_capacity(pixels.samples.len() / pixels.channels.count());
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
                    return None;
                }
                colours.push(colour);
            }
            last = Some((colour, index as u8));
            order.push(index as u8);
        }
        Some(Self { colours, indices: order }.sorted())
    }

    /// In one order for all pictures of the same colours: by opacity, then by colour.
    fn sorted(self) -> Self {
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

/// Red, green, blue, alpha of a pixel of any layout.
pub fn colour_of(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [gray] => [gray, gray, gray, 255],
        [gray, alpha] => [gray, gray, gray, alpha],
        [red, green, blue] => [red, green, blue, 255],
        [red, green, blue, alpha, ..] => [red, green, blue, alpha],
        [] => [0; 4],
    }
}

/// The pixels as red, green, blue, alpha.
pub fn to_rgba(pixels: &Raster<u8>) -> Result<Vec<u8>> {
    let length = pixels.samples.len() / pixels.channels.count() * 4;
    let mut rgba = Vec::new();
    rgba.try_reserve_exact(length)
        .map_err(|_| EngineError::new(ErrorCode::OutOfMemory, format!("no memory for {length} bytes of pixels")))?;
    rgba.extend(pixels.pixels().flat_map(colour_of));
    Ok(rgba)
}
