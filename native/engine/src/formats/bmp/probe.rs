//! BMP through the `image` crate.

use std::io::{BufRead, Seek};

use image::codecs::bmp::BmpDecoder;
use image::{ImageDecoder, ImageError, Limits as ImageLimits};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let format = SourceFormat::Bmp;
    header(format, &BmpDecoder::new(reader).map_err(|error| decoding_error(format, error))?, limits)
}

/// The header of a decoder that has read its own.
pub(crate) fn header(format: SourceFormat, decoder: &impl ImageDecoder, limits: &Limits) -> Result<ImageHeader> {
    let (width, height) = decoder.dimensions();
    limits.check_dimensions(width, height)?;
    Ok(ImageHeader {
        format,
        width,
        height,
        orientation: Orientation::Upright,
        colour_space: ColourSpace::Rgb,
        has_alpha: decoder.color_type().has_alpha(),
        bit_depth: 8,
        is_progressive: false,
        frames: 1,
        loops: 0,
        profile: ColourProfile::Unspecified,
        quality: None,
        gain_map: None,
        faults: Vec::new(),
    })
}

/// The decoder allocates for what it reads besides the pixels, which go into rasters of ours.
pub(crate) fn decoder_limits(limits: &Limits) -> ImageLimits {
    let mut bounds = ImageLimits::default();
    bounds.max_image_width = Some(limits.side);
    bounds.max_image_height = Some(limits.side);
    bounds.max_alloc = Some(limits.pixels.saturating_mul(8).saturating_add(limits.metadata_bytes));
    bounds
}

pub(crate) fn decoding_error(format: SourceFormat, error: ImageError) -> EngineError {
    let format = format.name();
    match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            EngineError::truncated(format!("the {format} ends before its image data does"))
        }
        ImageError::IoError(error) if error.get_ref().is_none() => error.into(),
        ImageError::IoError(error) => EngineError::corrupt(format!("{format}: {error}")),
        ImageError::Unsupported(error) => EngineError::unsupported(format!("a {format} feature: {error}")),
        ImageError::Limits(error) => {
            EngineError::new(ErrorCode::OutOfMemory, format!("{format}: {error}")).with("bounds", "pixels and side")
        }
        error => EngineError::corrupt(format!("{format}: {error}")),
    }
}

/// Two letters are a weak signature: the length of the header behind them decides.
pub fn is_start(head: &[u8]) -> bool {
    const HEADER_SIZES: [u32; 7] = [12, 16, 40, 52, 56, 108, 124];
    head.starts_with(b"BM")
        && head.get(14..18).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes).is_some_and(|size| {
            // OS/2's second version may stop its header anywhere up to 64 bytes.
            HEADER_SIZES.contains(&size) || size == 64
        })
}
