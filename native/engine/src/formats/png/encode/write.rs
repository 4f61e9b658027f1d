//! Filters and deflate, each as long as the effort allows.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};

use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::indexed::Palette;
use crate::pixels::Channels;

/// Efforts above this one are the optimiser's.
pub const MOST_EFFORT: u8 = 7;

/// Rows looked at to tell a graphic from a photograph.
const LOOKED_AT: usize = 8;

/// Rows of samples as they are stored.
pub struct Stored<'a> {
    pub width: u32,
    pub height: u32,
    pub channels: Channels,
    pub depth: BitDepth,
    /// Big-endian where a sample has two bytes.
    pub data: &'a [u8],
}

/// Writes channels. Photographs compress best as differences between neighbours; graphics, whose rows repeat, often
/// better as they are, so both are tried from effort 4 on: that costs little where rows repeat.
pub fn write_channels(stored: &Stored, effort: u8, cancel: &Cancel) -> Result<Vec<u8>> {
    let colour = match stored.channels {
        Channels::Gray => ColorType::Grayscale,
        Channels::GrayAlpha => ColorType::GrayscaleAlpha,
        Channels::Rgb => ColorType::Rgb,
        Channels::Rgba => ColorType::Rgba,
    };
    let graphic = is_graphic(stored);
    let with_filter = |filter| {
        write((stored.width, stored.height), level(effort, graphic), filter, stored.data, |encoder| {
            encoder.set_color(colour);
            encoder.set_depth(stored.depth);
        })
    };
    let adaptive = with_filter(Filter::Adaptive)?;
    if graphic && effort >= 4 {
        cancel.check()?;
        let plain = with_filter(Filter::NoFilter)?;
        return Ok(if plain.len() < adaptive.len() { plain } else { adaptive });
    }
    Ok(adaptive)
}

pub fn write_palette(palette: &Palette, width: u32, height: u32, effort: u8) -> Result<Vec<u8>> {
    let (depth, bits) = match palette.colours.len() {
        0..=2 => (BitDepth::One, 1),
        3..=4 => (BitDepth::Two, 2),
        5..=16 => (BitDepth::Four, 4),
        _ => (BitDepth::Eight, 8),
    };
    let packed = pack(&palette.indices, width as usize, bits);
    // Neighbouring indices are no neighbouring colours: differences between them compress worse than they do.
    write((width, height), level(effort, true), Filter::NoFilter, &packed, |encoder| {
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

/// Measured on photographs 600–1200 px wide and on graphics: above level 5 a photograph costs half as much time again
/// for 1 % of its bytes, a graphic gains 3 % for little.
fn level(effort: u8, graphic: bool) -> DeflateCompression {
    match (effort, graphic) {
        (0..=1, false) => DeflateCompression::FdeflateUltraFast,
        (0..=2, _) => DeflateCompression::Level(2),
        (3, _) => DeflateCompression::Level(3),
        (4, false) => DeflateCompression::Level(3),
        (5, false) => DeflateCompression::Level(4),
        (6, false) => DeflateCompression::Level(5),
        (_, false) => DeflateCompression::Level(7),
        (4, true) => DeflateCompression::Level(4),
        (5..=6, true) => DeflateCompression::Level(6),
        (_, true) => DeflateCompression::Level(9),
    }
}

/// Whether at least every third pixel equals the one before it.
fn is_graphic(stored: &Stored) -> bool {
    let pixel = stored.channels.count() * if stored.depth == BitDepth::Sixteen { 2 } else { 1 };
    let stride = stored.width as usize * pixel;
    let step = (stored.height as usize / LOOKED_AT).max(1);
    let (mut equal, mut all) = (0, 0);
    for row in stored.data.chunks_exact(stride).step_by(step) {
        equal += row.chunks_exact(pixel).zip(row[pixel..].chunks_exact(pixel)).filter(|(a, b)| a == b).count();
        all += stored.width as usize - 1;
    }
    equal * 3 >= all
}

fn write(
    (width, height): (u32, u32),
    level: DeflateCompression,
    filter: Filter,
    data: &[u8],
    configure: impl FnOnce(&mut Encoder<'_, &mut Vec<u8>>),
) -> Result<Vec<u8>> {
    let failed = |error: png::EncodingError| EngineError::engine("png", error);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_deflate_compression(level);
    encoder.set_filter(filter);
    configure(&mut encoder);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(data).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(out)
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
