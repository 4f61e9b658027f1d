//! The colours of a picture, each once, and how often it is there.

use crate::allocate::room_for;
use crate::error::Result;
use crate::indexed::palette::Palette;

pub struct CountedColours {
    /// Red, green, blue, alpha of each, in ascending order.
    pub rgba: Vec<u8>,
    counts: Vec<u32>,
}

impl CountedColours {
    pub fn of(rgba: &[u8]) -> Result<Self> {
        let pixels = rgba.as_chunks::<4>().0;
        let mut sorted = room_for(pixels.len(), "colours of pixels")?;
        sorted.extend(pixels.iter().map(|pixel| u32::from_be_bytes(*pixel)));
        sorted.sort_unstable();
        let runs = || sorted.chunk_by(|a, b| a == b);
        let count = runs().count();
        let mut colours = room_for(count * 4, "colours")?;
        let mut counts = room_for(count, "counts of colours")?;
        for run in runs() {
            colours.extend(run[0].to_be_bytes());
            counts.push(run.len() as u32);
        }
        Ok(Self { rgba: colours, counts })
    }

    /// The mean over all pixels of the squared distance to the colour that a palette of these very colours has for each.
    pub fn error_of(&self, palette: &Palette) -> f32 {
        let pairs = self.rgba.as_chunks::<4>().0.iter().zip(&palette.indices).zip(&self.counts);
        // Whole numbers: their sum is the same on every machine.
        let (sum, pixels) = pairs.fold((0, 0), |(sum, pixels), ((colour, index), count)| {
            let distance = squared_distance(*colour, palette.colours[usize::from(*index)]);
            (sum + u64::from(distance) * u64::from(*count), pixels + u64::from(*count))
        });
        (sum as f64 / pixels as f64) as f32
    }
}

fn squared_distance(a: [u8; 4], b: [u8; 4]) -> u32 {
    a.into_iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
