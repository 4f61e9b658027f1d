//! Which part of a picture to keep when the picture decides: the strategies of libvips' smartcrop.

mod attention;
mod entropy;

use crate::asked::frame::Strategy;
use crate::error::Result;
use crate::pixels::Pixels;

/// Left and top of the part of this size, which is at most the picture's, that is most worth keeping.
pub fn place(strategy: Strategy, pixels: &Pixels, width: u32, height: u32) -> Result<(u32, u32)> {
    let pixels = &*pixels.to_eight()?;
    match strategy {
        Strategy::Entropy => Ok(entropy::place(pixels, width, height)),
        Strategy::Attention => attention::place(pixels, width, height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::{Channels, Raster};

    /// Grey all over but for a bright, textured square.
    fn with_square(at: (u32, u32), channels: Channels) -> Pixels {
        let mut raster = Raster::<u8>::allocate(300, 200, channels).unwrap();
        let colours = channels.colours();
        for (index, pixel) in raster.pixels_mut().enumerate() {
            let (x, y) = (index as u32 % 300, index as u32 / 300);
            let inside = x >= at.0 && y >= at.1 && x < at.0 + 50 && y < at.1 + 50;
            let texture = (x * 7919 + y * 104_729) % 97 / 8 % 2 * 150 + (x * x + y * 31) % 100;
            pixel.fill(255);
            pixel[..colours].fill(if inside { texture as u8 } else { 90 });
        }
        raster.into()
    }

    #[test]
    fn both_strategies_find_a_textured_square_in_any_corner() {
        for strategy in [Strategy::Entropy, Strategy::Attention] {
            for channels in [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba] {
                for (left, top) in [(0, 0), (250, 0), (0, 150), (250, 150), (120, 80)] {
                    let (x, y) = place(strategy, &with_square((left, top), channels), 100, 80).unwrap();
                    let shared =
                        |from: u32, length: u32, at: u32| (from + length).min(at + 50).saturating_sub(from.max(at));
                    // Attention looks for the middle of what it sees, on a coarse grid.
                    let seen = shared(x, 100, left) * shared(y, 80, top);
                    assert!(seen >= 50 * 50 * 9 / 10, "{strategy:?} {channels:?}: {x},{y} for {left},{top}");
                }
            }
        }
    }
}
