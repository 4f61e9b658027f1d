//! How much memory a source will need, told before any of it is decoded.

use std::iter::repeat_n;

use crate::asked::framing::Framing;
use crate::asked::limits::Limits;
use crate::batch::{Output, Source};
use crate::cost;
use crate::error::Result;
use crate::kinds::format::{Needs, StoredPixel};
use crate::kinds::header::ImageHeader;
use crate::picture::ColourSpace;
use crate::pixels::Channels;
use crate::steps::decode;

/// Red, green, blue and alpha weighted by it, in 16 bits.
const OPERATION_BYTES_PER_PIXEL: u64 = 8;

/// Modelled peak in bytes while a source is worked on by `workers` threads: its file, its decoded pixels (at the
/// scale and depth they will be decoded to), what is made of them, and the encoders that may run at once.
pub fn modelled_peak(
    source: &Source,
    header: &ImageHeader,
    limits: &Limits,
    file_bytes: u64,
    workers: usize,
) -> Result<u64> {
    let format = header.format.format();
    let needs = Needs::of(&source.outputs, source.decode_size, header);
    decode::check_frames(header, &needs, limits)?;
    let scale = format.scale_for(header, &needs, limits);
    let side = |pixels: u32| (f64::from(pixels) * scale).ceil() as u64;
    let channels = Channels::new(header.colour_space == ColourSpace::Gray, header.has_alpha).count() as u64;
    let bytes_per_pixel = channels * if needs.wide { 2 } else { 1 };
    let frames = if needs.all_frames { u64::from(header.frames) } else { 1 };
    // A drawing may be drawn once for each of its outputs.
    let drawings = if format.is_drawing() { source.outputs.len() as u64 } else { 1 };
    let pixels = side(header.width) * side(header.height);
    let decoded = pixels * bytes_per_pixel * frames * drawings;
    // Turning a picture upright holds a second copy for a moment; each base after the first holds one for good.
    let turned = if header.orientation == Default::default() { 0 } else { decoded };
    let second_copy = turned.max(while_decoding(header, &needs, pixels));
    let more_bases = decoded * (needs.bases.len() as u64).saturating_sub(1);
    let size = header.upright_size();
    // A gain map is decoded once, and made to fit each output that is being encoded; it lies in a copy of its file.
    let maps = source.outputs.iter().filter(|output| output.keep_gain_map).count().min(workers) as u64;
    let gain_map = match header.gain_map {
        Some(map) if maps > 0 => {
            let pixels = u64::from(map.width) * u64::from(map.height);
            file_bytes + pixels * u64::from(map.channels) * (1 + 3 * maps)
        }
        _ => 0,
    };
    // What is left of a trimmed picture is a copy, one for each frame of it that is being made.
    let is_trimmed = |output: &&Output| matches!(output.framing, Framing::Trimmed { .. });
    let trimmed = decoded * source.outputs.iter().filter(is_trimmed).count().min(workers) as u64;
    // Between two operations there is a third picture, and within one a copy of a frame in 16 bits.
    let operating = source.outputs.iter().filter(|output| !output.operations.is_empty());
    let operating = operating
        .map(|output| cost::pixels(output, size) * (bytes_per_pixel * frames + OPERATION_BYTES_PER_PIXEL))
        .max()
        .unwrap_or(0);
    let largest_frame =
        source.outputs.iter().map(|output| cost::pixels(output, size)).max().unwrap_or(0) * bytes_per_pixel * frames;
    // Rows are resampled before columns, and colours weighted by their alpha are a copy of the picture.
    let rows = side(header.width).max(side(header.height)) * bytes_per_pixel;
    let weighted = if header.has_alpha { pixels * bytes_per_pixel } else { 0 };
    let resampling =
        source.outputs.iter().map(|output| u64::from(output.framing.size_untrimmed(size).0) * rows + weighted);
    let resampling = largest(resampling.collect(), workers);
    let encoders = source.outputs.iter().flat_map(|output| {
        let at_once = (cost::encoders_at_once(output, header.frames) as usize).min(workers);
        repeat_n(cost::working_set(output, size, header.frames), at_once)
    });
    let encoding = largest(encoders.collect(), workers);
    Ok(file_bytes
        + gain_map
        + decoded
        + second_copy
        + more_bases
        + trimmed
        + resampling
        + 2 * largest_frame
        + operating
        + encoding)
}

/// What as many as there are workers hold at once, at most.
fn largest(mut needs: Vec<u64>, workers: usize) -> u64 {
    needs.sort_unstable_by(|a, b| b.cmp(a));
    needs.iter().take(workers).sum()
}

/// What a decoder holds beside the pixels that it hands out.
fn while_decoding(header: &ImageHeader, needs: &Needs, pixels: u64) -> u64 {
    pixels * header.format.format().bytes_while_decoding(header, needs, StoredPixel::of(header, needs))
}

#[cfg(test)]
mod tests;
