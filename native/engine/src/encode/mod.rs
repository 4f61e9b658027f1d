//! sRGB pixels to encoded bytes.

mod avif;
mod jpeg;
mod png;
pub(crate) mod quality;
mod webp;

use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::pixels::Pixels;

/// A target format with every parameter that changes its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Jpeg {
        /// 1–100 on sharp's scale: at least as good a picture as sharp's at that number.
        quality: u8,
        progressive: bool,
        chroma: Chroma,
        /// Under transparent pixels; JPEG has no alpha.
        background: [u8; 3],
    },
    Png {
        /// zlib level, 1–9.
        level: u8,
    },
    Webp {
        /// 1–100, libwebp's own scale.
        quality: u8,
        /// 0 (fast) to 6 (small), libwebp's own scale.
        method: u8,
    },
    Avif {
        /// 1–100 on sharp's scale.
        quality: u8,
        effort: AvifEffort,
    },
}

/// Chroma subsampling of JPEG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chroma {
    /// A chroma sample for every 2×2 pixels.
    Yuv420,
    /// A chroma sample for every pixel.
    Yuv444,
}

/// A rung of the AVIF ladder, slowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AvifEffort {
    Best,
    Default,
    Fast,
    Faster,
    Draft,
}

impl Encoding {
    /// Largest width and height the format can hold.
    pub const fn max_side(&self) -> u32 {
        match self {
            Self::Jpeg { .. } => 65_500,
            Self::Png { .. } => i32::MAX as u32,
            Self::Webp { .. } => 16_383,
            Self::Avif { .. } => 65_536,
        }
    }

    pub const fn format_name(&self) -> &'static str {
        match self {
            Self::Jpeg { .. } => "JPEG",
            Self::Png { .. } => "PNG",
            Self::Webp { .. } => "WebP",
            Self::Avif { .. } => "AVIF",
        }
    }

    /// Rejects what no codec could do, before any pixel is touched.
    pub fn check(&self, width: u32, height: u32) -> Result<()> {
        let max = self.max_side();
        if width > max || height > max {
            return Err(EngineError::new(
                ErrorCode::OutputTooLarge,
                format!("{} holds up to {max} pixels a side; {width}×{height} were asked for", self.format_name()),
            ));
        }
        let in_range = match *self {
            Self::Jpeg { quality, .. } | Self::Avif { quality, .. } => (1..=100).contains(&quality),
            Self::Webp { quality, method } => (1..=100).contains(&quality) && method <= 6,
            Self::Png { level } => (1..=9).contains(&level),
        };
        if in_range {
            Ok(())
        } else {
            Err(EngineError::new(ErrorCode::InvalidRequest, format!("an encoding outside its ranges: {self:?}")))
        }
    }
}

/// Encodes a picture. The same pixels and parameters give the same bytes on every thread.
pub fn encode(pixels: &Pixels, encoding: &Encoding, cancel: &Cancel) -> Result<Vec<u8>> {
    encoding.check(pixels.width, pixels.height)?;
    match *encoding {
        Encoding::Jpeg { quality, progressive, chroma, background } => {
            jpeg::encode(pixels, quality, progressive, chroma, background, cancel)
        }
        Encoding::Png { level } => png::encode(pixels, level),
        Encoding::Webp { quality, method } => webp::encode(pixels, quality, method, cancel),
        Encoding::Avif { quality, effort } => avif::encode(pixels, quality, effort),
    }
}
