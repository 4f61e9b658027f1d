//! Filters and deflate, each as long as the effort allows.

use png::{BitDepth, ColorType, DeflateCompression, Encoder};

use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::formats::png::encode::file::{self, Head};
use crate::formats::png::encode::filter::{Filter, Rows};
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

impl Stored<'_> {
    fn head(&self) -> Head {
        let colour = match self.channels {
            Channels::Gray => ColorType::Grayscale,
            Channels::GrayAlpha => ColorType::GrayscaleAlpha,
            Channels::Rgb => ColorType::Rgb,
            Channels::Rgba => ColorType::Rgba,
        };
        Head { width: self.width, height: self.height, colour, depth: self.depth }
    }

    fn rows(&self) -> Rows<'_> {
        let pixel = self.channels.count() * if self.depth == BitDepth::Sixteen { 2 } else { 1 };
        Rows { data: self.data, stride: self.width as usize * pixel, pixel }
    }
}

/// Of so many rows one band is compressed to see which filter suits a graphic.
const ROWS_A_BAND: usize = 24;
const BANDS_APART: usize = 4;

/// What is left of drawings is a tenth and less; of photographs with half of them even, a sixth.
const EVEN: usize = 8;

/// The quickest level, which tells two filters apart as well as a slow one.
const TRIAL_LEVEL: i32 = 1;

/// Writes channels. Photographs compress best as differences between neighbours; graphics, whose rows repeat, often
/// better as they are: a quarter of the rows is compressed both ways to see.
pub fn write_channels(stored: &Stored, effort: u8, cancel: &Cancel) -> Result<Vec<u8>> {
    let head = stored.head();
    let rows = stored.rows();
    let graphic = is_graphic(stored);
    if effort <= 1 && !graphic {
        return write_at_once(head, stored.data);
    }
    let trial = if graphic { try_filters(rows)? } else { Trial { filter: Filter::Adaptive, kind: Kind::Noisy } };
    cancel.check()?;
    let with_filter = |filter| file::deflate(&rows.filter(filter)?, level(effort, trial.kind));
    let mut deflated = with_filter(trial.filter)?;
    if graphic && effort >= MOST_EFFORT {
        cancel.check()?;
        let other = with_filter(trial.filter.other())?;
        if other.len() < deflated.len() {
            deflated = other;
        }
    }
    file::assemble(head, None, &deflated)
}

struct Trial {
    filter: Filter,
    kind: Kind,
}

/// How long a search for repetitions pays.
#[derive(Clone, Copy)]
enum Kind {
    /// Photographs: there are few.
    Noisy,
    /// A photograph before an even ground.
    Mixed,
    /// Drawings: so little is left that a long search does.
    Even,
}

/// Rows as they are gain an eighth more by a longer search than filtered ones do.
fn try_filters(rows: Rows) -> Result<Trial> {
    let (mut plain, mut adaptive, mut whole) = (0, 0, 0);
    for band in rows.data.chunks(rows.stride * ROWS_A_BAND).step_by(BANDS_APART) {
        let deflated = |filter| file::deflate(&Rows { data: band, ..rows }.filter(filter)?, TRIAL_LEVEL);
        plain += deflated(Filter::Plain)?.len();
        adaptive += deflated(Filter::Adaptive)?.len();
        whole += band.len();
    }
    let filter = if plain * 8 <= adaptive * 9 { Filter::Plain } else { Filter::Adaptive };
    let kind = if plain.min(adaptive) * EVEN < whole { Kind::Even } else { Kind::Mixed };
    Ok(Trial { filter, kind })
}

pub fn write_palette(palette: &Palette, width: u32, height: u32, effort: u8) -> Result<Vec<u8>> {
    let (depth, bits) = match palette.colours.len() {
        0..=2 => (BitDepth::One, 1),
        3..=4 => (BitDepth::Two, 2),
        5..=16 => (BitDepth::Four, 4),
        _ => (BitDepth::Eight, 8),
    };
    let packed = pack(&palette.indices, width as usize, bits);
    let rows = Rows { data: &packed, stride: (width as usize * bits).div_ceil(8), pixel: 1 };
    // Neighbouring indices are no neighbouring colours: differences between them compress worse than they do.
    let deflated = file::deflate(&rows.filter(Filter::Plain)?, level(effort, Kind::Even))?;
    let colours: Vec<u8> = palette.colours.iter().flat_map(|colour| [colour[0], colour[1], colour[2]]).collect();
    let translucent = palette.colours.iter().rposition(|colour| colour[3] < 255).map_or(0, |last| last + 1);
    let alpha: Vec<u8> = palette.colours[..translucent].iter().map(|colour| colour[3]).collect();
    let head = Head { width, height, colour: ColorType::Indexed, depth };
    file::assemble(head, Some((&colours, &alpha)), &deflated)
}

/// libdeflate's. Measured on photographs and graphics 600 px wide: level 1 takes 0.7 of level 2's time and as many bytes, within
/// 1 %, but of a photograph before an even ground 3 % more; level 8 makes 2 to 4 % less of a graphic, and 10 another 1 to 2 % for
/// twenty times as long.
const fn level(effort: u8, kind: Kind) -> i32 {
    match (effort, kind) {
        (0..=6, Kind::Noisy) | (0..=4, Kind::Mixed) | (0..=2, Kind::Even) => 1,
        (5..=6, Kind::Mixed) => 2,
        (_, Kind::Noisy | Kind::Mixed) => 7,
        (3, Kind::Even) => 3,
        (4, Kind::Even) => 5,
        (5..=6, Kind::Even) => 8,
        (_, Kind::Even) => 9,
    }
}

/// Whether at least every third pixel equals the one before it.
fn is_graphic(stored: &Stored) -> bool {
    let Rows { data, stride, pixel } = stored.rows();
    let step = (stored.height as usize / LOOKED_AT).max(1);
    let (mut equal, mut all) = (0, 0);
    for row in data.chunks_exact(stride).step_by(step) {
        equal += row.chunks_exact(pixel).zip(row[pixel..].chunks_exact(pixel)).filter(|(a, b)| a == b).count();
        all += stored.width as usize - 1;
    }
    equal * 3 >= all
}

/// By a compressor for filtered photographs that is twice as fast as the quickest level, and less small.
fn write_at_once(Head { width, height, colour, depth }: Head, data: &[u8]) -> Result<Vec<u8>> {
    let failed = |error: png::EncodingError| EngineError::engine("png", error);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
    encoder.set_filter(png::Filter::Adaptive);
    encoder.set_color(colour);
    encoder.set_depth(depth);
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
