//! jpegli's butteraugli distances, a step for each number.

use crate::asked::chroma::Chroma;
use crate::formats::jpeg::chroma::ChromaDetail;
use crate::formats::jpeg::tables;
use crate::kinds::scale::Scale;
use crate::quality::{NUMBERS, entry};

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum JpegScale {
    Fixed(Chroma),
    /// By what suits a picture.
    Suited(ChromaDetail),
}

impl JpegScale {
    /// Every other one is made of them.
    pub const FIXED: [Self; 2] = [Self::Fixed(Chroma::Yuv420), Self::Fixed(Chroma::Yuv444)];
}

fn distance(chroma: Chroma, step: u8) -> f64 {
    let table: &[f32; NUMBERS] = match chroma {
        Chroma::Yuv420 => &tables::JPEG_420,
        Chroma::Yuv444 => &tables::JPEG_444,
    };
    entry(table, step + 1)
}

impl Scale for JpegScale {
    fn last(&self) -> u8 {
        99
    }

    fn level(&self, step: u8) -> f64 {
        match *self {
            Self::Fixed(chroma) => distance(chroma, step),
            // Distances of full chroma are less at each number, so that whoever asks at the level itself hears the same.
            Self::Suited(detail) => distance(detail.chroma_at(distance(Chroma::Yuv420, step)), step),
        }
    }

    fn step_of(&self, number: u8) -> u8 {
        number - 1
    }

    fn is_rising(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::{Channels, Raster};

    #[test]
    fn chroma_that_suits_a_number_suits_its_level_too() {
        for spread in 0..=60u8 {
            let mut pixels = Raster::allocate(8, 8, Channels::Rgb).unwrap();
            let stripe = |index: usize| [100 + spread * (index % 2) as u8, 100, 100];
            pixels.pixels_mut().enumerate().for_each(|(index, pixel)| pixel.copy_from_slice(&stripe(index)));
            let detail = ChromaDetail::of(&pixels);
            let scale = JpegScale::Suited(detail);
            for step in 0..=scale.last() {
                let chroma = detail.chroma_at(distance(Chroma::Yuv420, step));
                assert_eq!(detail.chroma_at(scale.level(step)), chroma, "{detail:?} at number {}", step + 1);
            }
        }
    }
}
