//! The colours of a frame and its pixels as indices of them.

use std::collections::HashMap;

use crate::error::Result;
use crate::formats::gif::encode::change::Change;
use crate::indexed::PaletteLimit;
use crate::indexed::Quantiser;

/// What a frame is written with.
pub struct FrameColours {
    /// Red, green, blue of each colour; `None` when the frame uses the file's own list.
    pub table: Option<Vec<u8>>,
    pub indices: Vec<u8>,
    /// The index of what is not drawn.
    pub transparent: Option<u8>,
}

/// Few enough colours to be listed once, each at the index of its first appearance.
#[derive(Default)]
pub struct SharedColours(HashMap<[u8; 4], usize>);

impl SharedColours {
    /// Takes opaque colours in; `None` when that makes more than `most`.
    pub fn with<'a>(mut self, pixels: impl Iterator<Item = &'a [u8; 4]>, most: usize) -> Option<Self> {
        let mut last = None;
        for pixel in pixels.filter(|pixel| pixel[3] != 0) {
            if last == Some(pixel) {
                continue;
            }
            last = Some(pixel);
            let next = self.0.len();
            self.0.entry(*pixel).or_insert(next);
            if self.0.len() > most {
                return None;
            }
        }
        Some(self)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The list as a file holds it.
    pub fn table(&self) -> Vec<u8> {
        let mut table = vec![0; self.len() * 3];
        for (colour, index) in &self.0 {
            table[index * 3..index * 3 + 3].copy_from_slice(&colour[..3]);
        }
        // The transparent index must be within the list.
        table.extend_from_slice(&[0; 3]);
        table.truncate(256 * 3);
        table
    }

    /// A frame that has these colours alone.
    pub fn frame(&self, change: &Change) -> FrameColours {
        let indices = change.rgba.as_chunks::<4>().0.iter().map(|pixel| self.0.get(pixel).map_or(0, |at| *at as u8));
        masked(None, indices.collect(), self.len(), &change.shown)
    }
}

impl FrameColours {
    /// A list of the frame's own: its very colours where they are few, else the best that the limit allows.
    pub fn of(change: &Change, limit: PaletteLimit) -> Result<Self> {
        let most = usize::from(limit.colours);
        if let Some(exact) = SharedColours::default().with(change.drawn(), most) {
            return Ok(Self { table: Some(exact.table()), ..exact.frame(change) });
        }
        let mut quantiser = Quantiser::new(limit);
        let drawn: Vec<u8> = change.drawn().flatten().copied().collect();
        quantiser.add(&drawn, (drawn.len() / 4) as u32, 1)?;
        let palette = quantiser.quantise()?.remap(&change.rgba, change.width as u32, change.height as u32)?;
        let mut table: Vec<u8> = palette.colours.iter().flat_map(|colour| [colour[0], colour[1], colour[2]]).collect();
        table.extend_from_slice(&[0; 3]);
        table.truncate(256 * 3);
        Ok(masked(Some(table), palette.indices, palette.colours.len(), &change.shown))
    }
}

/// What is not drawn gets the first index behind the colours.
fn masked(table: Option<Vec<u8>>, mut indices: Vec<u8>, colours: usize, shown: &[bool]) -> FrameColours {
    let transparent = shown.contains(&false).then_some(colours.min(255) as u8);
    if let Some(transparent) = transparent {
        for (index, _) in indices.iter_mut().zip(shown).filter(|(_, shown)| !**shown) {
            *index = transparent;
        }
    }
    FrameColours { table, indices, transparent }
}
