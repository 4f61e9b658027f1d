//! The colours of a picture, each once, and how often it is there.

use std::collections::HashMap;

use crate::allocate::room_for;
use crate::error::Result;
use crate::indexed::palette::Palette;

pub struct CountedColours {
    /// Red, green, blue, alpha of each.
    pub rgba: Vec<u8>,
    counts: Vec<u32>,
}

impl CountedColours {
    pub fn of(rgba: &[u8]) -> Result<Self> {
        let mut counts: HashMap<[u8; 4], u32> = HashMap::new();
        for pixel in rgba.as_chunks::<4>().0 {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut colours = room_for(counts.len() * 4, "colours")?;
        let mut times = room_for(counts.len(), "counts of colours")?;
        for (colour, count) in counts {
            colours.extend(colour);
            times.push(count);
        }
        Ok(Self { rgba: colours, counts: times })
    }

    /// The mean over all pixels of the squared distance to the colour that a palette of these very colours has for each.
    pub fn error_of(&self, palette: &Palette) -> f32 {
        let pairs = self.rgba.as_chunks::<4>().0.iter().zip(&palette.indices).zip(&self.counts);
        let (sum, pixels) = pairs.fold((0.0, 0.0), |(sum, pixels), ((colour, index), count)| {
            let distance = squared_distance(*colour, palette.colours[usize::from(*index)]);
            (sum + f64::from(distance) * f64::from(*count), pixels + f64::from(*count))
        });
        (sum / pixels) as f32
    }
}

fn squared_distance(a: [u8; 4], b: [u8; 4]) -> u32 {
    a.into_iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
