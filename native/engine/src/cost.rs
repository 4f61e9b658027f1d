//! What an output will roughly take, told before any of it is done.

use crate::asked::encoding::{AvifEffort, Encoding, TiffCompression};
use crate::batch::Output;
use crate::operations;
use crate::quality::Quality;

/// Stands for sources whose size is not known yet.
const TYPICAL_SOURCE: (u32, u32) = (2400, 1600);

/// Encodes of a search, as a rule.
const TRIALS: u64 = 8;

/// Scoring a trial, decoded: nanoseconds and bytes a pixel.
const SCORE_NANOSECONDS: u64 = 120;
const SCORE_BYTES: u64 = 124;

/// Encoding time in nanoseconds, for the order of work only.
pub fn nanoseconds(output: &Output) -> u64 {
    let once = encoding_nanoseconds(&output.encoding);
    let per_pixel = match output.encoding.quality() {
        Some(Quality::Target(_)) => TRIALS * (once + SCORE_NANOSECONDS),
        Some(Quality::Number(_)) if output.max_bytes.is_some() => TRIALS * once,
        _ => once,
    };
    pixels(output, TYPICAL_SOURCE) * per_pixel
}

/// A pixel of one encode, measured on photographs of 3 megapixels.
const fn encoding_nanoseconds(encoding: &Encoding) -> u64 {
    match encoding {
        Encoding::Jpeg { progressive: false, .. } => 6,
        Encoding::Jpeg { progressive: true, .. } => 12,
        Encoding::Png { palette: Some(_), .. } => 95,
        Encoding::Png { interlaced: true, effort: 0..=7, .. } => 105,
        Encoding::Png { effort, .. } => match effort {
            0..=1 => 6,
            2..=4 => 20,
            5..=6 => 32,
            7 => 95,
            8 => 500,
            9 => 750,
            _ => 1500,
        },
        Encoding::Webp { quality: Quality::Lossless, .. } => 370,
        Encoding::Webp { quality: Quality::NearLossless(_), .. } => 600,
        Encoding::Webp { effort: 0..=2, .. } => 17,
        Encoding::Webp { effort: 3..=5, .. } => 50,
        Encoding::Webp { .. } => 90,
        Encoding::Avif { effort, .. } => match effort {
            AvifEffort::Best => 1250,
            AvifEffort::Default => 480,
            AvifEffort::Fast => 300,
            AvifEffort::Faster => 180,
            AvifEffort::Draft => 45,
        },
        Encoding::Gif { .. } => 75,
        Encoding::Tiff { compression: TiffCompression::None, .. } => 2,
        Encoding::Tiff { .. } => 42,
        Encoding::Derived(_) => 5,
    }
}

/// Bytes that the encoder needs beside the pixels it is given. `frames` are those that the picture has.
pub fn working_set(output: &Output, source: (u32, u32), frames: u32) -> u64 {
    let animated = frames > 1 && output.base.animated && output.encoding.is_animated();
    let score = if matches!(output.encoding.quality(), Some(Quality::Target(_))) { SCORE_BYTES } else { 0 };
    let Share { fixed, per_pixel } = encoding_bytes(&output.encoding, animated);
    fixed + pixels(output, source) * (per_pixel + score)
}

/// Bytes that do not depend on the picture's size, and bytes for each of its pixels.
struct Share {
    fixed: u64,
    per_pixel: u64,
}

/// Measured as the growth of the process, on the sizes of [`encoding_nanoseconds`] and on animations of 160×120 and
/// 800×600, with a copy of the pixels for layouts that the codec does not take.
const fn encoding_bytes(encoding: &Encoding, animated: bool) -> Share {
    let per_pixel = match encoding {
        Encoding::Jpeg { .. } => 6,
        Encoding::Png { depth: 16, .. } => 24,
        Encoding::Png { palette: None, interlaced: false, effort: 0..=7, .. } => 8,
        Encoding::Png { .. } => 16,
        Encoding::Webp { quality: Quality::Lossless | Quality::NearLossless(_), .. } if animated => 110,
        Encoding::Webp { .. } if animated => 34,
        Encoding::Webp { quality: Quality::Lossless | Quality::NearLossless(_), .. } => 32,
        Encoding::Webp { .. } => 10,
        // A sequence holds the frames that it looks ahead to.
        Encoding::Avif { effort: AvifEffort::Best | AvifEffort::Default | AvifEffort::Fast, .. } if animated => {
            return Share { fixed: 32 << 20, per_pixel: 340 };
        }
        Encoding::Avif { .. } if animated => return Share { fixed: 12 << 20, per_pixel: 80 },
        Encoding::Avif { depth: 10, .. } => 60,
        Encoding::Avif { .. } => 46,
        Encoding::Gif { .. } => 34,
        Encoding::Tiff { depth: 16, .. } => 20,
        Encoding::Tiff { .. } => 10,
        Encoding::Derived(_) => 4,
    };
    Share { fixed: 0, per_pixel }
}

/// Pixels of the largest picture that the output's steps make of a source of this size, if nothing is trimmed.
pub fn pixels(output: &Output, source: (u32, u32)) -> u64 {
    let area = |(width, height)| u64::from(width) * u64::from(height);
    let framed = output.framing.size_untrimmed(source);
    let operated = operations::size_after(&output.operations, framed);
    area(operated).max(output.framing.pixels_on_the_way(source))
}
