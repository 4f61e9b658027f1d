//! PNG of every colour type and depth, to 8 bits a channel.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Transformations};

use super::Stored;
use crate::error::{EngineError, ErrorCode, Result};
use crate::limits::Limits;
use crate::pixels::{Channels, Pixels};
use crate::probe::ImageHeader;
use crate::probe::png::{decoding_error, metadata_limit};

pub fn decode(bytes: &[u8], header: &ImageHeader, limits: &Limits) -> Result<Stored> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), metadata_limit(limits));
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
    let mut pixels = Pixels::allocate(header.width, header.height, channels)?;
    if depth == BitDepth::Sixteen {
        let mut wide = Vec::new();
        let length = pixels.data.len() * 2;
        wide.try_reserve_exact(length).map_err(|_| {
            EngineError::new(ErrorCode::OutOfMemory, format!("no memory for {length} bytes of 16-bit samples"))
        })?;
        wide.resize(length, 0);
        reader.next_frame(&mut wide).map_err(decoding_error)?;
        for (to, from) in pixels.data.iter_mut().zip(wide.chunks_exact(2)) {
            *to = narrow(u16::from_be_bytes([from[0], from[1]]));
        }
    } else {
        reader.next_frame(&mut pixels.data).map_err(decoding_error)?;
    }
    // Reads to the end marker, so that a file cut behind its pixels is told as one cut inside them is.
    reader.finish().map_err(decoding_error)?;
    Ok(Stored { pixels, shrink: 1 })
}

/// 16 bits to 8, to the nearest.
fn narrow(sample: u16) -> u8 {
    ((u32::from(sample) * 255 + 32_767) / 65_535) as u8
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn sixteen_bits_round_to_the_nearest_eight() {
        for (wide, expected) in
            [(0, 0), (128, 0), (129, 1), (257, 1), (32_896, 128), (65_406, 254), (65_407, 255), (65_535, 255)]
        {
            assert_eq!(narrow(wide), expected, "{wide}");
            assert_eq!(narrow(wide), (f64::from(wide) / 257.0).round() as u8, "{wide}");
        }
    }
}
