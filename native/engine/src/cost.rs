//! What an output will roughly take, told before any of it is done.

use crate::asked::quality::Quality;
use crate::batch::Output;
use crate::kinds::encode::WorkingSet;
use crate::kinds::header::ImageHeader;
use crate::picture::ColourSpace;

/// Stands for sources whose size is not known yet.
const TYPICAL_SOURCE: (u32, u32) = (2400, 1600);

/// Encodes of a search, as a rule.
const TRIALS: u64 = 8;

/// Scoring a trial, decoded: nanoseconds and bytes a pixel.
const SCORE_NANOSECONDS: u64 = 120;
const SCORE_BYTES: u64 = 124;

/// Encoding time in nanoseconds, for the order of work only.
pub fn nanoseconds(output: &Output) -> u64 {
    let once = output.encoding.nanoseconds_per_pixel();
    let per_pixel = match output.encoding.quality() {
        Some(Quality::Target(_)) => TRIALS * (once + SCORE_NANOSECONDS),
        Some(Quality::Number(_)) if output.max_bytes.is_some() => TRIALS * once,
        _ => once,
    };
    pixels(output, TYPICAL_SOURCE) * per_pixel
}

/// Bytes that the encoder needs beside the pixels it is given.
pub fn working_set(output: &Output, header: &ImageHeader) -> u64 {
    let size = header.upright_size();
    let animated = is_animated(output, header.frames);
    let score = if matches!(output.encoding.quality(), Some(Quality::Target(_))) { SCORE_BYTES } else { 0 };
    let WorkingSet { fixed, per_column, per_pixel, per_alpha, per_drawn } = output.encoding.working_set(animated);
    let colours = if header.colour_space == ColourSpace::Gray { 1 } else { 3 };
    let columns = output.sizes_untrimmed(size).last().map_or(0, |(width, _)| u64::from(width));
    let per_alpha = if header.has_alpha { per_alpha } else { 0 };
    let per_drawn = if header.format.format().is_of_cameras() { 0 } else { per_drawn };
    fixed + columns * colours * per_column + pixels(output, size) * (per_pixel + per_alpha + per_drawn + score)
}

/// How many workers the encoder of one output may keep busy, each with its working set.
pub fn encoders_at_once(output: &Output, frames: u32) -> u32 {
    if is_animated(output, frames) { output.encoding.frames_at_once(frames) } else { 1 }
}

fn is_animated(output: &Output, frames: u32) -> bool {
    frames > 1 && output.base.animated && output.encoding.traits().animated
}

/// Pixels of the largest picture that the output's steps make of a source of this size, if nothing is trimmed.
pub fn pixels(output: &Output, source: (u32, u32)) -> u64 {
    let area = |(width, height)| u64::from(width) * u64::from(height);
    let made = output.sizes_untrimmed(source).map(area).max().unwrap_or(0);
    made.max(output.framing.pixels_on_the_way(source))
}
