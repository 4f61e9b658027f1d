//! PNG chunks before the first image data.

use std::io::{BufRead, Seek};

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits as PngLimits};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::metadata::exif_orientation;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut decoder = Decoder::new_with_limits(reader, metadata_limit(limits));
    decoder.set_ignore_text_chunk(true);
    let size = decoder.read_header_info().map_err(decoding_error)?;
    // Checked here too: the next call computes buffer sizes from the header.
    limits.check_dimensions(size.width, size.height)?;
    let reader = decoder.read_info().map_err(decoding_error)?;
    Ok(header(reader.info()))
}

/// The header from the decoder's own view of the chunks.
pub(crate) fn header(info: &png::Info) -> ImageHeader {
    let gray = matches!(info.color_type, ColorType::Grayscale | ColorType::GrayscaleAlpha);
    let alpha = matches!(info.color_type, ColorType::GrayscaleAlpha | ColorType::Rgba) || info.trns.is_some();
    ImageHeader {
        format: SourceFormat::Png,
        width: info.width,
        height: info.height,
        orientation: info.exif_metadata.as_deref().map_or(Orientation::Upright, exif_orientation::orientation),
        colour_space: if gray { ColourSpace::Gray } else { ColourSpace::Rgb },
        has_alpha: alpha,
        bit_depth: if info.color_type == ColorType::Indexed { 8 } else { bits(info.bit_depth) },
        is_progressive: info.interlaced,
        frames: info.animation_control.map_or(1, |animation| animation.num_frames.max(1)),
        loops: info.animation_control.map_or(0, |animation| animation.num_plays),
        profile: match &info.icc_profile {
            // An sRGB chunk overrides a profile (PNG specification, 11.3.2.3).
            Some(profile) if info.srgb.is_none() => ColourProfile::Icc(profile.to_vec()),
            _ => ColourProfile::Unspecified,
        },
    }
}

/// The decoder counts profile, EXIF and row buffers against one number of bytes; pixels are ours to bound.
pub(crate) fn metadata_limit(limits: &Limits) -> PngLimits {
    const ROW_BUFFERS: u64 = 64 << 20;
    PngLimits { bytes: usize::try_from(limits.metadata_bytes.saturating_add(ROW_BUFFERS)).unwrap_or(usize::MAX) }
}

pub(crate) fn decoding_error(error: DecodingError) -> EngineError {
    match error {
        DecodingError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            EngineError::truncated("the PNG ends before its image data does")
        }
        DecodingError::IoError(error) => error.into(),
        DecodingError::Format(error) => EngineError::corrupt(format!("PNG: {error}")),
        DecodingError::Parameter(error) => EngineError::engine("png", error),
        DecodingError::LimitsExceeded => {
            EngineError::of(ErrorCode::LimitMetadataBytes).with("holder", "PNG").with("block", "metadata or single row")
        }
    }
}

fn bits(depth: BitDepth) -> u8 {
    depth as u8
}
