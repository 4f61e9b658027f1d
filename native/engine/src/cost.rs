//! What an output will roughly take, told before any of it is done.

use crate::batch::Output;
use crate::encode::{AvifEffort, Encoding};
use crate::operations;

/// Stands for sources whose size is not known yet.
const TYPICAL_SOURCE: (u32, u32) = (2400, 1600);

/// Encoding time in nanoseconds, for the order of work only.
pub fn nanoseconds(output: &Output) -> u64 {
    let per_pixel = match output.encoding {
        Encoding::Jpeg { progressive: false, .. } => 5,
        Encoding::Jpeg { progressive: true, .. } => 9,
        Encoding::Png { .. } => 60,
        Encoding::Webp { effort, .. } => 15 + 12 * u64::from(effort),
        Encoding::Avif { effort, .. } => match effort {
            AvifEffort::Best => 1600,
            AvifEffort::Default => 600,
            AvifEffort::Fast => 350,
            AvifEffort::Faster => 200,
            AvifEffort::Draft => 35,
        },
        Encoding::Gif { .. } => 100,
        Encoding::Tiff { .. } => 30,
        Encoding::Derived(_) => 5,
    };
    pixels(output, TYPICAL_SOURCE) * per_pixel
}

/// Bytes that the encoder needs beside the pixels it is given.
pub fn working_set(output: &Output, source: (u32, u32)) -> u64 {
    let per_pixel = match output.encoding {
        Encoding::Jpeg { .. } => 6,
        Encoding::Png { .. } => 8,
        Encoding::Webp { .. } => 12,
        Encoding::Avif { .. } => 40,
        Encoding::Gif { .. } => 12,
        Encoding::Tiff { .. } => 8,
        Encoding::Derived(_) => 4,
    };
    pixels(output, source) * per_pixel
}

/// Pixels of the largest picture that the output's steps make of a source of this size, if nothing is trimmed.
pub fn pixels(output: &Output, source: (u32, u32)) -> u64 {
    let area = |(width, height)| u64::from(width) * u64::from(height);
    let framed = output.framing.size_untrimmed(source);
    let operated = operations::size_after(&output.operations, framed);
    area(operated).max(output.framing.pixels_on_the_way(source))
}
