//! What an output will roughly take, told before any of it is done.

use crate::batch::Output;
use crate::encode::{AvifEffort, Encoding};

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
    };
    pixels(output) * per_pixel
}

/// Bytes that the encoder needs beside the pixels it is given.
pub fn working_set(output: &Output) -> u64 {
    let per_pixel = match output.encoding {
        Encoding::Jpeg { .. } => 6,
        Encoding::Png { .. } => 8,
        Encoding::Webp { .. } => 12,
        Encoding::Avif { .. } => 40,
        Encoding::Gif { .. } => 12,
        Encoding::Tiff { .. } => 8,
    };
    pixels(output) * per_pixel
}

/// Pixels of the largest picture that the output's steps make.
pub fn pixels(output: &Output) -> u64 {
    let area = |(width, height)| u64::from(width) * u64::from(height);
    area(output.framing.size()).max(area(output.size()))
}
