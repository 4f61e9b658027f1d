//! BMP through the `image` crate.

use std::io::Cursor;

use image::codecs::bmp::BmpDecoder;
use image::{ColorType, ImageDecoder};

use crate::error::{EngineError, Result};
use crate::formats::bmp::probe::{decoder_limits, decoding_error};
use crate::kinds::format::{Decoded, Encoded};
use crate::kinds::header::SourceFormat;
use crate::picture::Picture;
use crate::pixels::{Channels, Raster};

pub fn decode(source: &Encoded) -> Result<Decoded> {
    let format = SourceFormat::Bmp;
    let decoder = BmpDecoder::new(Cursor::new(source.bytes)).map_err(|error| decoding_error(format, error))?;
    let raster = raster(format, decoder, source)?;
    Ok(Decoded { picture: Picture::still(raster, source.header.profile.clone()), scale: 1.0, faults: Vec::new() })
}

/// The pixels of a decoder that has read its header.
pub fn raster(format: SourceFormat, mut decoder: impl ImageDecoder, source: &Encoded) -> Result<Raster<u8>> {
    let wrong = |error| decoding_error(format, error);
    decoder.set_limits(decoder_limits(source.limits)).map_err(wrong)?;
    let (width, height) = decoder.dimensions();
    let channels = match decoder.color_type() {
        ColorType::Rgb8 => Channels::Rgb,
        ColorType::Rgba8 => Channels::Rgba,
        other => return Err(EngineError::unsupported(format!("a {} of {other:?} pixels", format.name()))),
    };
    let mut raster = Raster::allocate(width, height, channels)?;
    decoder.read_image(&mut raster.samples).map_err(wrong)?;
    Ok(raster)
}
