//! JPEG through libjpeg-turbo, scaled in the DCT domain when the outputs allow it.

use turbojpeg::{Decompressor, Error, Image, PixelFormat, ScalingFactor};

use super::Stored;
use crate::error::{EngineError, ErrorCode, Result};
use crate::pixels::{Channels, Pixels};
use crate::probe::{ColourSpace, ImageHeader};

/// Each scan of a progressive file walks the whole picture; real encoders write about ten, a bomb thousands.
const MAX_SCANS: u32 = 500;

pub fn decode(bytes: &[u8], header: &ImageHeader, shrink: u32) -> Result<Stored> {
    if header.bit_depth != 8 {
        return Err(unsupported(format!("a JPEG with {} bits a sample; 8 are read", header.bit_depth)));
    }
    let (channels, format) = match header.colour_space {
        ColourSpace::Gray => (Channels::Gray, PixelFormat::GRAY),
        ColourSpace::Rgb => (Channels::Rgb, PixelFormat::RGB),
        ColourSpace::Cmyk => return Err(unsupported("a CMYK JPEG; convert it to RGB first".into())),
    };
    let factor = ScalingFactor::new(1, shrink as usize);
    let scaled = |side: u32| side.div_ceil(shrink);
    let mut pixels = Pixels::allocate(scaled(header.width), scaled(header.height), channels)?;

    let mut decompressor = Decompressor::new().map_err(codec_error)?;
    decompressor.set_scan_limit(MAX_SCANS).map_err(codec_error)?;
    decompressor.set_scaling_factor(factor).map_err(codec_error)?;
    let pitch = pixels.stride();
    decompressor
        .decompress(
            bytes,
            Image {
                width: pixels.width as usize,
                height: pixels.height as usize,
                pitch,
                format,
                pixels: &mut pixels.data[..],
            },
        )
        .map_err(codec_error)?;
    Ok(Stored { pixels, shrink })
}

fn unsupported(message: String) -> EngineError {
    EngineError::new(ErrorCode::FeatureUnsupported, message)
}

/// libjpeg-turbo fills what it can and then reports; a picture with a grey lower half is refused all the same.
fn codec_error(error: Error) -> EngineError {
    match error {
        Error::TurboJpegError(message) => {
            if message.contains("Premature end") || message.contains("Unexpected end") {
                EngineError::truncated(format!("the JPEG ends before its image data does ({message})"))
            } else {
                EngineError::corrupt(format!("JPEG: {message}"))
            }
        }
        other => EngineError::engine("libjpeg-turbo", other),
    }
}
