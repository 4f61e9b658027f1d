//! What can be made: every format with every parameter that changes its bytes.

use crate::derived::Derived;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::signature::SourceFormat;
use crate::pixels::Channels;
use crate::quality::Quality;

/// A target format with every parameter that changes its bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Encoding {
    Jpeg {
        /// A number or a target.
        quality: Quality,
        progressive: bool,
        chroma: Chroma,
        /// Under transparent pixels; JPEG has no alpha.
        background: [u8; 3],
    },
    Png {
        /// Bits a channel, 8 or 16.
        depth: u8,
        /// 1 (fast) to 10 (small).
        effort: u8,
        /// Adam7.
        interlaced: bool,
        /// Fewer colours than the picture has, where that is smaller; 8 bits only.
        palette: Option<PaletteLimit>,
    },
    Webp {
        quality: Quality,
        /// 0 (fast) to 6 (small).
        effort: u8,
        /// 0–100; 100 keeps every value.
        alpha_quality: u8,
    },
    Avif {
        /// A number, a target or lossless.
        quality: Quality,
        effort: AvifEffort,
        /// Bits a channel, 8 or 10.
        depth: u8,
    },
    Gif {
        /// Of one frame, 2–256; 255 at most beside transparent pixels.
        colours: u16,
        /// 0–1.
        dither: f32,
    },
    Tiff {
        compression: TiffCompression,
        /// Bits a channel, 8 or 16.
        depth: u8,
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

/// How a picture is brought to few colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaletteLimit {
    /// 2–256.
    pub colours: u16,
    /// How much of each pixel's error its neighbours make good, 0–1.
    pub dither: f32,
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

impl AvifEffort {
    pub const ALL: [Self; 5] = [Self::Best, Self::Default, Self::Fast, Self::Faster, Self::Draft];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TiffCompression {
    Lzw,
    Deflate,
    None,
}

impl Encoding {
    /// Largest width and height the format can hold.
    pub const fn max_side(&self) -> u32 {
        match self {
            Self::Jpeg { .. } => 65_500,
            Self::Png { .. } | Self::Tiff { .. } => i32::MAX as u32,
            Self::Webp { .. } => 16_383,
            Self::Avif { .. } => 65_536,
            Self::Gif { .. } => 65_535,
            Self::Derived(_) => u32::MAX,
        }
    }

    pub const fn format_name(&self) -> &'static str {
        match self {
            Self::Jpeg { .. } => "JPEG",
            Self::Png { .. } => "PNG",
            Self::Webp { .. } => "WebP",
            Self::Avif { .. } => "AVIF",
            Self::Gif { .. } => "GIF",
            Self::Tiff { .. } => "TIFF",
            Self::Derived(derived) => derived.name(),
        }
    }

    /// Bits a channel that the format stores: above 8, sources are decoded with all the bits they have.
    pub const fn depth(&self) -> u8 {
        match self {
            Self::Png { depth, .. } | Self::Avif { depth, .. } | Self::Tiff { depth, .. } => *depth,
            Self::Jpeg { .. } | Self::Webp { .. } | Self::Gif { .. } | Self::Derived(_) => 8,
        }
    }

    /// Whether the format keeps the frames of an animation; any other takes the first.
    pub const fn is_animated(&self) -> bool {
        match self {
            Self::Webp { .. } | Self::Avif { .. } | Self::Gif { .. } => true,
            Self::Jpeg { .. } | Self::Png { .. } | Self::Tiff { .. } | Self::Derived(_) => false,
        }
    }

    /// Whether the encoder writes the picture's profile; one that does not is given sRGB alone.
    pub const fn is_labelled(&self) -> bool {
        match self {
            Self::Jpeg { .. } | Self::Png { .. } | Self::Webp { .. } | Self::Avif { .. } | Self::Tiff { .. } => true,
            Self::Gif { .. } | Self::Derived(_) => false,
        }
    }

    /// What the quality of the format may be; `None` for formats without one.
    pub const fn quality(&self) -> Option<Quality> {
        match self {
            Self::Jpeg { quality, .. } | Self::Webp { quality, .. } | Self::Avif { quality, .. } => Some(*quality),
            Self::Png { .. } | Self::Gif { .. } | Self::Tiff { .. } | Self::Derived(_) => None,
        }
    }

    /// The format as a source's.
    pub(crate) const fn source_format(&self) -> Option<SourceFormat> {
        match self {
            Self::Jpeg { .. } => Some(SourceFormat::Jpeg),
            Self::Png { .. } => Some(SourceFormat::Png),
            Self::Webp { .. } => Some(SourceFormat::Webp),
            Self::Avif { .. } => Some(SourceFormat::Avif),
            Self::Gif { .. } => Some(SourceFormat::Gif),
            Self::Tiff { .. } => Some(SourceFormat::Tiff),
            Self::Derived(_) => None,
        }
    }

    /// Whether pictures of these channels are written with one channel for colour.
    pub(crate) fn writes_gray(&self, channels: Channels) -> bool {
        channels.is_gray()
            && match *self {
                // Laid over a colour, grey becomes colour.
                Self::Jpeg { background: [red, green, blue], .. } => {
                    !channels.has_alpha() || red == green && green == blue
                }
                Self::Png { .. } | Self::Avif { .. } | Self::Tiff { .. } => true,
                Self::Webp { .. } | Self::Gif { .. } | Self::Derived(_) => false,
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
        if self.is_in_range() {
            Ok(())
        } else {
            Err(EngineError::new(ErrorCode::InvalidRequest, format!("an encoding outside its ranges: {self:?}")))
        }
    }

    fn is_in_range(&self) -> bool {
        self.quality().is_none_or(|quality| quality.is_in_range())
            && match *self {
                Self::Jpeg { quality, .. } => quality.is_lossy(),
                Self::Png { depth: 8, effort, palette, .. } => {
                    (1..=10).contains(&effort)
                        && palette.is_none_or(|PaletteLimit { colours, dither }| is_palette(colours, dither))
                }
                Self::Png { depth, effort, palette, .. } => {
                    depth == 16 && (1..=10).contains(&effort) && palette.is_none()
                }
                Self::Webp { effort, alpha_quality, .. } => effort <= 6 && alpha_quality <= 100,
                Self::Avif { quality, depth, .. } => {
                    matches!(depth, 8 | 10) && !matches!(quality, Quality::NearLossless(_))
                }
                Self::Gif { colours, dither } => is_palette(colours, dither),
                Self::Tiff { depth, .. } => matches!(depth, 8 | 16),
                Self::Derived(derived) => derived.is_in_range(),
            }
    }
}

fn is_palette(colours: u16, dither: f32) -> bool {
    (2..=256).contains(&colours) && (0.0..=1.0).contains(&dither)
}
