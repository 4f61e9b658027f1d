//! JPEG through libjpeg-turbo, Huffman or arithmetic coded, scaled in the DCT domain when the outputs allow it.

use turbojpeg::{Decompressor, Error, Image, PixelFormat, ScalingFactor};

use crate::colour::cmyk;
use crate::colour::cmyk::Polarity;
use crate::error::{EngineError, Result};
use crate::formats::jpeg::probe::has_adobe_marker;
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::picture::Picture;
use crate::picture::{ColourProfile, ColourSpace};
use crate::pixels::{Channels, Raster};

/// Each scan of a progressive file walks the whole picture; real encoders write about ten, a bomb thousands.
const MAX_SCANS: u32 = 500;

/// The resampler must still see this many decoded pixels for each pixel it writes, along each side; below two,
/// the scaled DCT's own filter becomes visible.
const PIXELS_PER_OUTPUT_PIXEL: f64 = 2.0;

pub fn decode(source: &Encoded, needs: &Needs) -> Result<Decoded> {
    let header = source.header;
    if header.bit_depth != 8 {
        return Err(EngineError::unsupported(format!("a JPEG with {} bits a sample; 8 are read", header.bit_depth)));
    }
    // Four inks fit where red, green, blue and alpha do.
    let (channels, format) = match header.colour_space {
        ColourSpace::Gray => (Channels::Gray, PixelFormat::GRAY),
        ColourSpace::Rgb => (Channels::Rgb, PixelFormat::RGB),
        ColourSpace::Cmyk => (Channels::Rgba, PixelFormat::CMYK),
    };
    let shrink = shrink_for(needs.scale);
    let factor = ScalingFactor::new(1, shrink as usize);
    let scaled = |side: u32| side.div_ceil(shrink);
    let mut pixels = Raster::<u8>::allocate(scaled(header.width), scaled(header.height), channels)?;

    let mut decompressor = Decompressor::new().map_err(codec_error)?;
    decompressor.set_scan_limit(MAX_SCANS).map_err(codec_error)?;
    decompressor.set_scaling_factor(factor).map_err(codec_error)?;
    let pitch = pixels.stride();
    decompressor
        .decompress(
            source.bytes,
            Image {
                width: pixels.width as usize,
                height: pixels.height as usize,
                pitch,
                format,
                pixels: &mut pixels.samples[..],
            },
        )
        .map_err(codec_error)?;
    let mut profile = header.profile.clone();
    if header.colour_space == ColourSpace::Cmyk {
        let polarity = if has_adobe_marker(source.bytes) { Polarity::PaperIsMost } else { Polarity::InkIsMost };
        pixels = cmyk::to_srgb(&pixels.samples, pixels.width, pixels.height, &profile, polarity)?;
        profile = ColourProfile::Unspecified;
    }
    Ok(Decoded { picture: Picture::still(pixels, profile), scale: scale_for(needs) })
}

pub fn scale_for(needs: &Needs) -> f64 {
    1.0 / f64::from(shrink_for(needs.scale))
}

/// How many times smaller the picture may be decoded, 1, 2, 4 or 8, so that an output of this scale keeps its quality.
fn shrink_for(scale: f64) -> u32 {
    let spare = 1.0 / scale;
    [8, 4, 2].into_iter().find(|factor| spare >= f64::from(*factor) * PIXELS_PER_OUTPUT_PIXEL).unwrap_or(1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_output_pixel_keeps_two_decoded_ones() {
        for (width, expected) in [(2001, 1), (1001, 1), (1000, 2), (501, 2), (500, 4), (250, 8), (10, 8)] {
            assert_eq!(shrink_for(f64::from(width) / 4000.0), expected, "{width} of 4000");
        }
    }
}
