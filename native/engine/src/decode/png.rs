//! PNG of every colour type and depth; 16 bits stay when they are wanted.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Transformations};

use super::{Decoded, Encoded};
use crate::error::{EngineError, Result};
use crate::needs::Needs;
use crate::picture::Picture;
use crate::pixels::{Channels, Pixels, Raster};
use crate::probe::png::{decoding_error, metadata_limit};

pub fn decode(source: &Encoded, needs: &Needs) -> Result<Decoded> {
    let header = source.header;
    let mut decoder = Decoder::new_with_limits(Cursor::new(source.bytes), metadata_limit(source.limits));
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    // Palettes to colours, tRNS to alpha, 1–4 bits to 8; 16 bits stay, because the decoder truncates and we round.
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(decoding_error)?;
    let (colour, depth) = reader.output_color_type();
    let channels = match colour {
        ColorType::Grayscale => Channels::Gray,
        ColorType::GrayscaleAlpha => Channels::GrayAlpha,
        ColorType::Rgb => Channels::Rgb,
        ColorType::Rgba => Channels::Rgba,
        ColorType::Indexed => return Err(EngineError::engine("png", "a palette was not expanded")),
    };
    let pixels = if depth == BitDepth::Sixteen {
        let mut wide = Raster::<u16>::allocate(header.width, header.height, channels)?;
        reader.next_frame(wide.bytes_mut()).map_err(decoding_error)?;
        for sample in &mut wide.samples {
            *sample = u16::from_be(*sample);
        }
        if needs.wide { Pixels::Sixteen(wide) } else { Pixels::Eight(wide.narrow()?) }
    } else {
        let mut raster = Raster::allocate(header.width, header.height, channels)?;
        reader.next_frame(&mut raster.samples).map_err(decoding_error)?;
        Pixels::Eight(raster)
    };
    // Reads to the end marker, so that a file cut behind its pixels is told as one cut inside them is.
    reader.finish().map_err(decoding_error)?;
    Ok(Decoded { picture: Picture::still(pixels, header.profile.clone()), scale: 1.0 })
}
