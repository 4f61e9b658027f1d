//! PNG chunks before the first image data.

use std::io::{BufRead, Read, Seek, SeekFrom};

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits as PngLimits, SourceChromaticities};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::signature::unreadable;
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::metadata::exif_orientation;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace, Primaries};

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    refuse_apple(reader)?;
    let mut decoder = Decoder::new_with_limits(reader, metadata_limit(limits));
    decoder.set_ignore_text_chunk(true);
    let size = decoder.read_header_info().map_err(decoding_error)?;
    // Checked here too: the next call computes buffer sizes from the header.
    limits.check_dimensions(size.width, size.height)?;
    let reader = decoder.read_info().map_err(decoding_error)?;
    Ok(header(reader.info()))
}

/// Apple's tools write PNG for iOS so that no other reader can take it: a chunk of their own comes first.
fn refuse_apple(reader: &mut (impl BufRead + Seek)) -> Result<()> {
    let mut head = Vec::new();
    reader.by_ref().take(16).read_to_end(&mut head)?;
    reader.seek(SeekFrom::Start(0))?;
    if head.ends_with(b"CgBI") { Err(unreadable("CgBI PNG (Apple's, for iOS)")) } else { Ok(()) }
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
        profile: profile(info),
        quality: None,
        gain_map: None,
        faults: Vec::new(),
    }
}

/// What says most about the colours decides: code points, sRGB in a word, a profile, a gamma.
fn profile(info: &png::Info) -> ColourProfile {
    if let Some(points) = &info.coding_independent_code_points {
        return ColourProfile::of_code_points(points.color_primaries.into(), points.transfer_function.into());
    }
    match &info.icc_profile {
        _ if info.srgb.is_some() => ColourProfile::Unspecified,
        Some(profile) => ColourProfile::Icc(profile.to_vec()),
        None => gamma(info).unwrap_or(ColourProfile::Unspecified),
    }
}

/// Primaries count beside a gamma alone, and a gamma near that of a screen only beside primaries: so browsers do it.
fn gamma(info: &png::Info) -> Option<ColourProfile> {
    /// Of the gamma of a screen, 2.2: nearer ones are taken for sRGB.
    const NEAR: f64 = 0.05;
    let gamma = info.gama_chunk?.into_scaled();
    match info.chrm_chunk {
        Some(SourceChromaticities { white, red, green, blue }) => {
            let [white, red, green, blue] = [white, red, green, blue].map(|(x, y)| [x.into_scaled(), y.into_scaled()]);
            // A colour without light makes no colours.
            let is_sound = [white, red, green, blue].iter().all(|[_, y]| *y > 0);
            is_sound.then_some(ColourProfile::Gamma { gamma, primaries: Some(Primaries { white, red, green, blue }) })
        }
        None if (f64::from(gamma) / 100_000.0 * 2.2 - 1.0).abs() < NEAR => None,
        None => Some(ColourProfile::Gamma { gamma, primaries: None }),
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
