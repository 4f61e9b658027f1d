//! BlurHash.

use crate::asked::parameters::Parameters;
use crate::derived::{colour, shrink};
use crate::error::{EngineError, Result};
use crate::kinds::derive::Derive;
use crate::pixels::Raster;

/// The ASCII of a BlurHash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlurHash {
    /// Components across, 1–9.
    pub x: u8,
    /// Components down, 1–9.
    pub y: u8,
}

impl Derive for BlurHash {
    const KIND: &'static str = "blurhash";
    const TITLE: &'static str = "BlurHash";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { x: parameters.whole("x")?, y: parameters.whole("y")? })
    }

    fn is_in_range(&self) -> bool {
        (1..=9).contains(&self.x) && (1..=9).contains(&self.y)
    }

    fn derive(&self, pixels: &Raster<u8>) -> Result<Vec<u8>> {
        of(pixels, self.x, self.y)
    }
}

/// Pixels of the longer side that the hash is made of: nine waves need no more.
const SIDE: u32 = 64;

/// The format has no alpha: what is transparent takes the mean colour of what is not, so that it does not show.
pub fn of(pixels: &Raster<u8>, x: u8, y: u8) -> Result<Vec<u8>> {
    let opaque = match pixels.channels.has_alpha() {
        true => pixels.flatten(colour::mean(pixels))?,
        false => pixels.try_clone()?,
    };
    let small = shrink::to_rgba(&opaque, SIDE)?;
    blurhash::encode(x.into(), y.into(), small.width, small.height, &small.samples)
        .map(String::into_bytes)
        .map_err(|error| EngineError::engine("blurhash", format!("{error:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Channels;

    #[test]
    fn a_hash_has_the_length_of_its_components_and_the_colours_of_its_picture() {
        let halves = [[230u8, 40, 40], [20, 60, 200]].map(|colour| colour.repeat(150)).concat();
        let picture = Raster { width: 300, height: 200, channels: Channels::Rgb, samples: halves.repeat(200) };
        for (x, y) in [(1, 1), (4, 3), (9, 9)] {
            let hash = String::from_utf8(of(&picture, x, y).unwrap()).unwrap();
            assert_eq!(hash.len(), 4 + 2 * usize::from(x) * usize::from(y), "{x}×{y}");
            let decoded = blurhash::decode(&hash, 30, 20, 1.0).unwrap();
            if x > 1 {
                let (left, right) = (&decoded[4 * 310..][..3], &decoded[4 * 328..][..3]);
                assert!(left[0] > left[2] + 80 && right[2] > right[0] + 80, "{x}×{y}: {left:?} {right:?}");
            }
        }
    }

    #[test]
    fn transparency_does_not_darken_the_hash() {
        let pixels = [200u8, 100, 40, 255, 0, 0, 0, 0].repeat(800);
        let picture = Raster { width: 40, height: 40, channels: Channels::Rgba, samples: pixels };
        let flat = Raster { width: 40, height: 40, channels: Channels::Rgb, samples: [200u8, 100, 40].repeat(1600) };
        assert_eq!(of(&picture, 3, 3).unwrap(), of(&flat, 3, 3).unwrap());
    }

    #[test]
    fn a_picture_of_one_pixel_has_a_hash() {
        let pixel = Raster { width: 1, height: 1, channels: Channels::Gray, samples: vec![50u8] };
        assert_eq!(of(&pixel, 2, 2).unwrap().len(), 12);
    }
}
