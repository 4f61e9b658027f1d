//! How much memory a source will need, told before any of it is decoded.

use std::iter::repeat_n;

use lazy_image_resampler::{RowShape, held_bytes};

use crate::asked::frame::{Kernel, Region};
use crate::asked::framing::Framing;
use crate::asked::limits::Limits;
use crate::batch::{Output, Source};
use crate::cost;
use crate::error::Result;
use crate::kinds::format::{Needs, StoredPixel};
use crate::kinds::header::ImageHeader;
use crate::picture::ColourSpace;
use crate::pixels::Channels;
use crate::resize;
use crate::steps::decode;
use crate::steps::needs::Preparation;
use crate::steps::stream::{StreamMemory, Want, memory_of};

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
    let layout = Channels::new(header.colour_space == ColourSpace::Gray, header.has_alpha);
    let channels = layout.count() as u64;
    let bytes_per_pixel = channels * if needs.wide { 2 } else { 1 };
    let frames = if needs.all_frames { u64::from(header.frames) } else { 1 };
    // A drawing may be drawn once for each of its outputs.
    let drawings = if format.is_drawing() { source.outputs.len() as u64 } else { 1 };
    let stored = (side(header.width) as u32, side(header.height) as u32);
    let pixels = u64::from(stored.0) * u64::from(stored.1);
    let decoding = while_decoding(header, &needs, pixels);
    let size = header.upright_size();
    let encoders = source.outputs.iter().flat_map(|output| {
        let at_once = (cost::encoders_at_once(output, header.frames) as usize).min(workers);
        repeat_n(cost::working_set(output, header), at_once)
    });
    let encoding = largest(encoders.collect(), workers);
    // A gain map is decoded once, and made to fit each output that is being encoded; it lies in a copy of its file.
    let maps = source.outputs.iter().filter(|output| output.keep_gain_map).count().min(workers) as u64;
    let gain_map = match header.gain_map {
        Some(map) if maps > 0 => {
            let pixels = u64::from(map.width) * u64::from(map.height);
            file_bytes + pixels * u64::from(map.channels) * (1 + 3 * maps)
        }
        _ => 0,
    };
    // Between two operations there is a third picture, and within one a copy of a frame in 16 bits.
    let operating = source.outputs.iter().filter(|output| !output.operations.is_empty() || !output.passes.is_empty());
    let operating = operating
        .map(|output| cost::pixels(output, size) * (bytes_per_pixel * frames + OPERATION_BYTES_PER_PIXEL))
        .max()
        .unwrap_or(0);

    let wants = if format.has_rows(header, &needs) { wants_of(&source.outputs, header) } else { Vec::new() };
    let streams = wants.iter().any(|want| want.frame.is_some());
    let of_whole =
        |output: &&Output| !streams || Want::of(Preparation::of(output, header), &output.framing).frame.is_none();
    let of_whole: Vec<&Output> = source.outputs.iter().filter(of_whole).collect();
    // What is left of a trimmed picture is a copy, one for each frame of it that is being made.
    let decoded = pixels * bytes_per_pixel * frames * drawings;
    let trimmed = of_whole.iter().filter(|output| matches!(output.framing, Framing::Trimmed { .. }));
    let trimmed = decoded * trimmed.count().min(workers) as u64;
    let resampling = of_whole.iter().map(|output| while_resampling(output, size, stored, layout, needs.wide));
    let resampling = largest(resampling.collect(), workers);
    let largest_frame = of_whole.iter().map(|output| cost::pixels(output, size)).max().unwrap_or(0);
    let framing = trimmed + resampling + 2 * largest_frame * bytes_per_pixel * frames;
    if streams {
        let StreamMemory { reading, made } = memory_of(header, &wants, stored, layout, scale);
        return Ok(file_bytes + gain_map + (reading + decoding).max(made + framing + operating + encoding));
    }
    // Turning a picture upright holds a second copy for a moment; each base after the first holds one for good.
    let turned = if header.orientation == Default::default() { 0 } else { decoded };
    let more_bases = decoded * (needs.bases.len() as u64).saturating_sub(1);
    let (before, after) = (turned.max(decoding), framing + operating + encoding);
    // What is decoded once is prepared before anything is made of it.
    let beside = if more_bases == 0 && drawings == 1 { before.max(after) } else { before + after };
    Ok(file_bytes + gain_map + decoded + more_bases + beside)
}

/// What outputs want of a picture's rows, without duplicates.
fn wants_of(outputs: &[Output], header: &ImageHeader) -> Vec<Want> {
    let mut wants = Vec::new();
    for output in outputs {
        let want = Want::of(Preparation::of(output, header), &output.framing);
        if !wants.contains(&want) {
            wants.push(want);
        }
    }
    wants
}

/// What resampling a whole picture holds beside both pictures. Samples of 16 bits are resampled one side after the other, and
/// colours weighted by their alpha are a copy of the picture.
fn while_resampling(output: &Output, size: (u32, u32), stored: (u32, u32), layout: Channels, wide: bool) -> u64 {
    let channels = layout.count() as u64;
    let (width, height) = output.framing.size_untrimmed(size);
    if wide {
        let pixels = u64::from(stored.0) * u64::from(stored.1);
        let weighted = if layout.has_alpha() { pixels } else { 0 };
        return (u64::from(width) * u64::from(stored.0.max(stored.1)) + weighted) * channels * 2;
    }
    let region = Region { left: 0.0, top: 0.0, width: stored.0.into(), height: stored.1.into() };
    held_bytes(stored, resize::layout(layout), &[RowShape { region, kernel: Kernel::Lanczos3, width, height }])
}

/// What as many as there are workers hold at once, at most.
fn largest(mut needs: Vec<u64>, workers: usize) -> u64 {
    needs.sort_unstable_by(|a, b| b.cmp(a));
    needs.iter().take(workers).sum()
}

/// Windows, tables and rows of a decoder, whatever the picture.
const DECODER_BYTES: u64 = 320 << 10;

/// What a decoder holds beside the pixels that it hands out.
fn while_decoding(header: &ImageHeader, needs: &Needs, pixels: u64) -> u64 {
    DECODER_BYTES + pixels * header.format.format().bytes_while_decoding(header, needs, StoredPixel::of(header, needs))
}

#[cfg(test)]
mod tests;
