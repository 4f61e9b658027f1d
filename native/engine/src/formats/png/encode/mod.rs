//! PNG: the smallest way to store the same pixels first, then filters and deflate.

mod channels;
mod file;
mod filter;
mod optimise;
mod settings;
mod write;

use png::BitDepth;

use crate::allocate::{copy_of, room_for};
use crate::cancel::Cancel;
use crate::error::Result;
use crate::indexed::PaletteLimit;
use crate::indexed::{CountedColours, MOST, Palette, Quantiser, premultiply, to_rgba, unpremultiply};
use crate::pixels::{Channels, Raster};
use channels::drop_unused;
use optimise::Freedom;
use write::{MOST_EFFORT, Stored};

pub use settings::Settings;

/// Grey pictures of more levels than this are as small as their indices.
const MOST_GRAY_INDICES: usize = 16;

/// Writes 8 bits a channel. A palette limit is met when that makes the file smaller. `keep_colour` forbids to store
/// grey colours as grey: the picture's profile is one for colours. The cancel flag is looked at between the ways that
/// are tried.
pub fn encode_eight(
    pixels: &Raster<u8>,
    settings: Settings,
    palette: Option<PaletteLimit>,
    keep_colour: bool,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    let simplest = drop_unused(pixels, keep_colour)?;
    let pixels = simplest.as_ref().unwrap_or(pixels);
    let most = if pixels.channels == Channels::Gray && palette.is_none() { MOST_GRAY_INDICES } else { MOST };
    let exact = Palette::exact(pixels, most)?;
    let plain = store(pixels, exact.as_ref(), settings, keep_colour, cancel)?;
    let Some(limit) = palette else { return Ok(plain) };
    // With an error that is good enough, fewer colours than the picture has may be.
    if limit.error <= 0.0 && exact.is_some_and(|exact| exact.colours.len() <= usize::from(limit.colours)) {
        return Ok(plain);
    }
    let small = store_quantised(pixels, limit, settings, keep_colour, cancel)?;
    // Slopes that are drawn compress by their evenness, which the noise of dithering takes away.
    let saves_little = small.len() > plain.len() / 4 * 3;
    let even = if saves_little && limit.dither > 0.0 {
        let limit = PaletteLimit { dither: 0.0, ..limit };
        Some(store_quantised(pixels, limit, settings, keep_colour, cancel)?)
    } else {
        None
    };
    let smallest = even.filter(|even| even.len() < small.len()).unwrap_or(small);
    Ok(if smallest.len() < plain.len() { smallest } else { plain })
}

fn store_quantised(
    pixels: &Raster<u8>,
    limit: PaletteLimit,
    settings: Settings,
    keep_colour: bool,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    let palette = quantise(pixels, limit)?;
    store(&palette.expand(pixels.width, pixels.height)?, Some(&palette), settings, keep_colour, cancel)
}

/// Writes 16 bits a channel.
pub fn encode_sixteen(pixels: &Raster<u16>, settings: Settings, keep_colour: bool, cancel: &Cancel) -> Result<Vec<u8>> {
    let simplest = drop_unused(pixels, keep_colour)?;
    let pixels = simplest.as_ref().unwrap_or(pixels);
    let length = pixels.samples.len() * 2;
    let mut data = room_for(length, "bytes of 16-bit samples")?;
    data.extend(pixels.samples.iter().flat_map(|sample| sample.to_be_bytes()));
    let Raster { width, height, channels, .. } = *pixels;
    let quick = |effort, data: &[u8]| {
        write::write_channels(&Stored { width, height, channels, depth: BitDepth::Sixteen, data }, effort, cancel)
    };
    optimise_if_asked(
        settings,
        |effort| quick(effort, &data),
        || {
            // Sixteen bits were asked for: fewer would be another picture to whoever reads its header.
            let freedom = Freedom { gray: !keep_colour, depth: false };
            let copy = copy_of(&data, "bytes of 16-bit samples")?;
            optimise::write((width, height), channels, true, copy, settings, freedom, cancel)
        },
    )
}

/// As a palette where there is one, else in channels.
fn store(
    pixels: &Raster<u8>,
    palette: Option<&Palette>,
    settings: Settings,
    keep_colour: bool,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    cancel.check()?;
    let Raster { width, height, channels, .. } = *pixels;
    let quick = |effort| match palette {
        Some(palette) => write::write_palette(palette, width, height, effort),
        None => write::write_channels(
            &Stored { width, height, channels, depth: BitDepth::Eight, data: &pixels.samples },
            effort,
            cancel,
        ),
    };
    optimise_if_asked(settings, quick, || {
        // oxipng finds palettes itself, and orders them better.
        let freedom = Freedom { gray: !keep_colour, depth: true };
        optimise::write((width, height), channels, false, pixels.try_clone()?.samples, settings, freedom, cancel)
    })
}

/// The quick writer's file, or the optimiser's where the settings ask for it; the optimiser's is never the larger.
fn optimise_if_asked(
    settings: Settings,
    quick: impl Fn(u8) -> Result<Vec<u8>>,
    slow: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    match settings {
        Settings { interlaced: true, .. } => slow(),
        Settings { effort: 0..=MOST_EFFORT, .. } => quick(settings.effort),
        _ => {
            let (quick, slow) = (quick(MOST_EFFORT)?, slow()?);
            Ok(if slow.len() <= quick.len() { slow } else { quick })
        }
    }
}

fn quantise(pixels: &Raster<u8>, limit: PaletteLimit) -> Result<Palette> {
    let mut rgba = to_rgba(pixels)?;
    premultiply(&mut rgba);
    let mut quantiser = Quantiser::new(limit);
    quantiser.add(&rgba, pixels.width, pixels.height)?;
    let chosen = quantiser.quantise_for(&CountedColours::of(&rgba)?)?;
    Ok(unpremultiply(chosen.remap(&rgba, pixels.width, pixels.height)?))
}

#[cfg(test)]
mod tests;
