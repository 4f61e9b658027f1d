//! PNG: the smallest lossless colour type first, then adaptive filters and deflate.

use std::collections::HashMap;

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};

use crate::error::{EngineError, ErrorCode, Result};
use crate::pixels::{Channels, Raster, Sample};

pub fn encode_eight(pixels: &Raster<u8>, level: u8) -> Result<Vec<u8>> {
    let simplest = drop_unused_channels(pixels)?;
    let pixels = simplest.as_ref().unwrap_or(pixels);
    match Palette::of(pixels) {
        Some(palette) => encode_palette(pixels, &palette, level),
        None => encode_channels(pixels, &pixels.samples, BitDepth::Eight, level),
    }
}

pub fn encode_sixteen(pixels: &Raster<u16>, level: u8) -> Result<Vec<u8>> {
    let simplest = drop_unused_channels(pixels)?;
    let pixels = simplest.as_ref().unwrap_or(pixels);
    let length = pixels.samples.len() * 2;
    let mut data = Vec::new();
    data.try_reserve_exact(length).map_err(|_| {
        EngineError::new(ErrorCode::OutOfMemory, format!("no memory for {length} bytes of 16-bit samples"))
    })?;
    data.extend(pixels.samples.iter().flat_map(|sample| sample.to_be_bytes()));
    encode_channels(pixels, &data, BitDepth::Sixteen, level)
}

fn encode_channels<S: Sample>(pixels: &Raster<S>, data: &[u8], depth: BitDepth, level: u8) -> Result<Vec<u8>> {
    let colour = match pixels.channels {
        Channels::Gray => ColorType::Grayscale,
        Channels::GrayAlpha => ColorType::GrayscaleAlpha,
        Channels::Rgb => ColorType::Rgb,
        Channels::Rgba => ColorType::Rgba,
    };
    write((pixels.width, pixels.height), level, Filter::Adaptive, data, |encoder| {
        encoder.set_color(colour);
        encoder.set_depth(depth);
    })
}

fn encode_palette(pixels: &Raster<u8>, palette: &Palette, level: u8) -> Result<Vec<u8>> {
    let (depth, bits) = match palette.colours.len() {
        0..=2 => (BitDepth::One, 1),
        3..=4 => (BitDepth::Two, 2),
        5..=16 => (BitDepth::Four, 4),
        _ => (BitDepth::Eight, 8),
    };
    let packed = pack(&palette.indices, pixels.width as usize, bits);
    // Neighbouring indices are no neighbouring colours: differences between them compress worse than they do.
    write((pixels.width, pixels.height), level, Filter::NoFilter, &packed, |encoder| {
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(depth);
        encoder.set_palette(
            palette.colours.iter().flat_map(|colour| [colour[0], colour[1], colour[2]]).collect::<Vec<_>>(),
        );
        let translucent = palette.colours.iter().rposition(|colour| colour[3] < 255);
        if let Some(last) = translucent {
            encoder.set_trns(palette.colours[..=last].iter().map(|colour| colour[3]).collect::<Vec<_>>());
        }
    })
}

fn write(
    (width, height): (u32, u32),
    level: u8,
    filter: Filter,
    data: &[u8],
    configure: impl FnOnce(&mut Encoder<'_, &mut Vec<u8>>),
) -> Result<Vec<u8>> {
    let failed = |error: png::EncodingError| EngineError::engine("png", error);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_deflate_compression(DeflateCompression::Level(level));
    encoder.set_filter(filter);
    configure(&mut encoder);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(data).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(out)
}

/// The same picture without an alpha that is opaque everywhere and without colours that are all grey.
fn drop_unused_channels<S: Sample>(pixels: &Raster<S>) -> Result<Option<Raster<S>>> {
    let count = pixels.channels.count();
    let keep_alpha = pixels.channels.has_alpha() && !pixels.is_opaque();
    let gray = pixels.channels.is_gray() || pixels.pixels().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let channels = Channels::new(gray, keep_alpha);
    if channels == pixels.channels {
        return Ok(None);
    }
    let mut reduced = Raster::allocate(pixels.width, pixels.height, channels)?;
    let colours = channels.colours();
    for (to, from) in reduced.pixels_mut().zip(pixels.pixels()) {
        to[..colours].copy_from_slice(&from[..colours]);
        if keep_alpha {
            to[colours] = from[count - 1];
        }
    }
    Ok(Some(reduced))
}

/// Every colour of a picture that has 256 at most. Translucent ones come first, so that tRNS stays short.
struct Palette {
    colours: Vec<[u8; 4]>,
    indices: Vec<u8>,
}

impl Palette {
    /// `None` for pictures of more colours, and for grey ones of 8 bits, which are as small as their indices.
    fn of(pixels: &Raster<u8>) -> Option<Self> {
        const MOST: usize = 256;
        let count = pixels.channels.count();
        let mut seen: HashMap<u32, usize> = HashMap::with_capacity(MOST);
        let mut colours = Vec::with_capacity(MOST);
        let mut order = Vec::with_capacity(pixels.samples.len() / count);
        let mut last = None;
        for pixel in pixels.samples.chunks_exact(count) {
            let colour = match *pixel {
                [gray] => [gray, gray, gray, 255],
                [gray, alpha] => [gray, gray, gray, alpha],
                [red, green, blue] => [red, green, blue, 255],
                [red, green, blue, alpha, ..] => [red, green, blue, alpha],
                [] => return None,
            };
            // Runs of one colour are the rule in graphics.
            if let Some((same, index)) = last
                && same == colour
            {
                order.push(index);
                continue;
            }
            let next = colours.len();
            let index = *seen.entry(u32::from_le_bytes(colour)).or_insert(next);
            if index == next {
                if next == MOST {
                    return None;
                }
                colours.push(colour);
            }
            last = Some((colour, index as u8));
            order.push(index as u8);
        }
        if pixels.channels == Channels::Gray && colours.len() > 16 {
            return None;
        }
        let mut sorted: Vec<usize> = (0..colours.len()).collect();
        sorted.sort_by_key(|&index| (colours[index][3] == 255, colours[index]));
        let mut rank = vec![0u8; colours.len()];
        for (position, &index) in sorted.iter().enumerate() {
            rank[index] = position as u8;
        }
        let indices = order.into_iter().map(|index| rank[usize::from(index)]).collect();
        Some(Self { colours: sorted.into_iter().map(|index| colours[index]).collect(), indices })
    }
}

/// Rows of indices, several to a byte, the first in the high bits; each row starts a new byte.
fn pack(indices: &[u8], width: usize, bits: usize) -> Vec<u8> {
    let per_byte = 8 / bits;
    indices
        .chunks_exact(width)
        .flat_map(|row| {
            row.chunks(per_byte).map(move |group| {
                group.iter().enumerate().fold(0, |byte, (at, index)| byte | index << (8 - bits * (at + 1)))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (png::OutputInfo, Vec<u8>, png::Info<'static>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut data).unwrap();
        data.truncate(info.buffer_size());
        let header = reader.info().clone();
        (info, data, header)
    }

    #[test]
    fn few_colours_become_a_palette_of_the_least_depth_and_keep_every_pixel() {
        for (colours, depth) in [
            (2usize, BitDepth::One),
            (4, BitDepth::Two),
            (5, BitDepth::Four),
            (17, BitDepth::Eight),
            (256, BitDepth::Eight),
        ] {
            let samples: Vec<u8> = (0..33 * 20).flat_map(|i| [(i % colours) as u8, 7, 9]).collect();
            let pixels = Raster { width: 33, height: 20, channels: Channels::Rgb, samples };
            let (_, out, header) = decoded(&encode_eight(&pixels, 6).unwrap());
            assert_eq!((header.color_type, header.bit_depth), (ColorType::Indexed, depth), "{colours} colours");
            assert_eq!(out, pixels.samples, "{colours} colours");
        }
    }

    #[test]
    fn translucent_palettes_keep_their_alpha() {
        let samples: Vec<u8> = (0..64).flat_map(|i| [i % 3 * 100, 0, 0, if i % 2 == 0 { 255 } else { 40 }]).collect();
        let pixels = Raster { width: 8, height: 8, channels: Channels::Rgba, samples };
        let (info, out, header) = decoded(&encode_eight(&pixels, 6).unwrap());
        assert_eq!((info.color_type, header.color_type), (ColorType::Rgba, ColorType::Indexed));
        assert_eq!(out, pixels.samples);
    }

    #[test]
    fn an_opaque_alpha_and_grey_colours_are_not_stored() {
        let samples: Vec<u8> = (0..40 * 40)
            .flat_map(|i| {
                let g = (i * 7 % 256) as u8;
                [g, g, g, 255]
            })
            .collect();
        let pixels = Raster { width: 40, height: 40, channels: Channels::Rgba, samples };
        let (_, _, header) = decoded(&encode_eight(&pixels, 6).unwrap());
        assert_eq!(header.color_type, ColorType::Grayscale);
    }

    #[test]
    fn more_than_256_colours_stay_what_they_are() {
        let samples: Vec<u8> = (0..257u32).flat_map(|i| [(i % 256) as u8, (i / 256) as u8, 3]).collect();
        let pixels = Raster { width: 257, height: 1, channels: Channels::Rgb, samples };
        let (_, out, header) = decoded(&encode_eight(&pixels, 6).unwrap());
        assert_eq!(header.color_type, ColorType::Rgb);
        assert_eq!(out, pixels.samples);
    }
}
