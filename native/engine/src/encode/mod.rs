//! Pixels to encoded bytes.
//!
//! A format is a file here, a variant of [`Encoding`], and a line in each match on it.

mod avif;
mod jpeg;
mod png;
pub(crate) mod quality;
mod webp;

use crate::cancel::Cancel;
use crate::derive::Derived;
use crate::error::{EngineError, ErrorCode, Result};
use crate::picture::Picture;

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
        /// Bits a channel, 8 or 16.
        depth: u8,
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
    /// No picture, but what stands for one.
    Derived(Derived),
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
            Self::Derived(_) => u32::MAX,
        }
    }

    pub const fn format_name(&self) -> &'static str {
        match self {
            Self::Jpeg { .. } => "JPEG",
            Self::Png { .. } => "PNG",
            Self::Webp { .. } => "WebP",
            Self::Avif { .. } => "AVIF",
            Self::Derived(derived) => derived.name(),
        }
    }

    /// Bits a channel that the format stores: above 8, sources are decoded with all the bits they have.
    pub const fn depth(&self) -> u8 {
        match self {
            Self::Png { depth, .. } => *depth,
            Self::Jpeg { .. } | Self::Webp { .. } | Self::Avif { .. } | Self::Derived(_) => 8,
        }
    }

    /// Whether the format keeps the frames of an animation; any other takes the first.
    pub const fn is_animated(&self) -> bool {
        match self {
            Self::Jpeg { .. } | Self::Png { .. } | Self::Webp { .. } | Self::Avif { .. } | Self::Derived(_) => false,
        }
    }

    /// Whether the encoder writes the picture's profile; one that does not is given sRGB alone.
    pub const fn is_labelled(&self) -> bool {
        match self {
            Self::Jpeg { .. } | Self::Png { .. } | Self::Webp { .. } | Self::Avif { .. } | Self::Derived(_) => false,
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
            Self::Png { depth, level } => matches!(depth, 8 | 16) && (1..=9).contains(&level),
            Self::Derived(derived) => derived.is_in_range(),
        };
        if in_range {
            Ok(())
        } else {
            Err(EngineError::new(ErrorCode::InvalidRequest, format!("an encoding outside its ranges: {self:?}")))
        }
    }
}

/// Encodes a picture. The same pixels and parameters give the same bytes on every thread.
pub fn encode(picture: &Picture, encoding: &Encoding, cancel: &Cancel) -> Result<Vec<u8>> {
    encoding.check(picture.width(), picture.height())?;
    let pixels = picture.first();
    match *encoding {
        Encoding::Jpeg { quality, progressive, chroma, background } => {
            jpeg::encode(&*pixels.to_eight()?, quality, progressive, chroma, background, cancel)
        }
        Encoding::Png { depth: 16, level } => png::encode_sixteen(&*pixels.to_sixteen()?, level),
        Encoding::Png { level, .. } => png::encode_eight(&*pixels.to_eight()?, level),
        Encoding::Webp { quality, method } => webp::encode(&*pixels.to_eight()?, quality, method, cancel),
        Encoding::Avif { quality, effort } => avif::encode(&*pixels.to_eight()?, quality, effort),
        Encoding::Derived(derived) => derived.of(&*pixels.to_eight()?),
    }
}
