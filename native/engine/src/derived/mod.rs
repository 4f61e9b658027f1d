//! What stands for a picture, made from the same pixels as the pictures: hashes, colours, statistics.
//!
//! Each is a file here, a variant of [`Derived`], and a line in each match on it. They look at 8 bits a channel in
//! sRGB, at the first frame, after all operations.

mod blur_hash;
mod colour;
mod palette;
mod shrink;
mod statistics;
mod thumb_hash;

use crate::error::Result;
use crate::pixels::Raster;

/// Something derived, with every parameter that changes its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Derived {
    /// The bytes of a ThumbHash: ratio, colours and alpha in 5 to 25 bytes.
    ThumbHash,
    /// The ASCII of a BlurHash.
    BlurHash {
        /// Components across and down, 1–9.
        x: u8,
        y: u8,
    },
    /// Red, green, blue: the mean.
    Colour,
    /// Red, green, blue of the colours that the picture is best told by, the most frequent first; fewer than asked for
    /// where the picture has fewer.
    Palette {
        /// 1–16.
        colours: u8,
    },
    /// UTF-8 JSON: `isOpaque`, `entropy` (bits), `dominant` and, for every channel, `min`, `max`, `mean`, `stdev`
    /// (0–255).
    Statistics,
}

impl Derived {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ThumbHash => "ThumbHash",
            Self::BlurHash { .. } => "BlurHash",
            Self::Colour => "a colour",
            Self::Palette { .. } => "a palette",
            Self::Statistics => "statistics",
        }
    }

    pub fn is_in_range(&self) -> bool {
        match self {
            Self::BlurHash { x, y } => (1..=9).contains(x) && (1..=9).contains(y),
            Self::Palette { colours } => (1..=16).contains(colours),
            Self::ThumbHash | Self::Colour | Self::Statistics => true,
        }
    }

    pub fn of(&self, pixels: &Raster<u8>) -> Result<Vec<u8>> {
        match *self {
            Self::ThumbHash => thumb_hash::of(pixels),
            Self::BlurHash { x, y } => blur_hash::of(pixels, x, y),
            Self::Colour => Ok(colour::mean(pixels).to_vec()),
            Self::Palette { colours } => Ok(palette::of(pixels, colours.into()).into_flattened()),
            Self::Statistics => statistics::of(pixels).map(String::into_bytes),
        }
    }
}
