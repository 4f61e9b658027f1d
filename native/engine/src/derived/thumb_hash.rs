//! ThumbHash.

use thumbhash::rgba_to_thumb_hash;

use crate::asked::parameters::Parameters;
use crate::derived::shrink;
use crate::error::Result;
use crate::kinds::derive::Derive;
use crate::pixels::Raster;

/// The bytes of a ThumbHash: ratio, colours and alpha in 5 to 25 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThumbHash;

impl Derive for ThumbHash {
    const KIND: &'static str = "thumbhash";
    const TITLE: &'static str = "ThumbHash";

    fn read(_parameters: &mut Parameters) -> Result<Self> {
        Ok(Self)
    }

    fn derive(&self, pixels: &Raster<u8>) -> Result<Vec<u8>> {
        of(pixels)
    }
}

/// The largest side that the format is defined for.
const MOST_SIDE: u32 = 100;

pub fn of(pixels: &Raster<u8>) -> Result<Vec<u8>> {
    let small = shrink::to_rgba(pixels, MOST_SIDE)?;
    Ok(rgba_to_thumb_hash(small.width as usize, small.height as usize, &small.samples))
}

#[cfg(test)]
mod tests {
    use thumbhash::{thumb_hash_to_approximate_aspect_ratio, thumb_hash_to_average_rgba};

    use super::*;
    use crate::pixels::Channels;

    fn flat(width: u32, height: u32, channels: Channels, pixel: &[u8]) -> Raster<u8> {
        Raster { width, height, channels, samples: pixel.repeat((width * height) as usize) }
    }

    #[test]
    fn pictures_of_any_size_and_layout_have_a_hash_that_tells_ratio_and_colour() {
        for (width, height) in [(1, 1), (100, 100), (101, 57), (3000, 1500), (400, 1200), (4000, 1)] {
            let hash = of(&flat(width, height, Channels::Rgb, &[200, 100, 40])).unwrap();
            let ratio = f64::from(thumb_hash_to_approximate_aspect_ratio(&hash).unwrap());
            let wanted = (f64::from(width) / f64::from(height)).clamp(1.0 / 7.0, 7.0);
            assert!((ratio / wanted).ln().abs() < 0.3, "{width}×{height}: {ratio}");
            let (red, green, blue, alpha) = thumb_hash_to_average_rgba(&hash).unwrap();
            for (found, wanted) in [red, green, blue, alpha].into_iter().zip([200.0, 100.0, 40.0, 255.0]) {
                assert!((found * 255.0 - wanted).abs() < 12.0, "{width}×{height}: {found}");
            }
        }
        for (channels, pixel) in [(Channels::Gray, &[90u8][..]), (Channels::GrayAlpha, &[90, 128])] {
            let (_, green, _, alpha) =
                thumb_hash_to_average_rgba(&of(&flat(300, 200, channels, pixel)).unwrap()).unwrap();
            assert!((green * 255.0 - 90.0).abs() < 12.0, "{channels:?}: {green}");
            assert_eq!(alpha < 0.9, channels.has_alpha());
        }
    }
}
