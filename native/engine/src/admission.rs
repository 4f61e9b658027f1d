//! How much memory a source will need, told before any of it is decoded.

use crate::batch::Source;
use crate::pixels::Channels;
use crate::probe::{ColourSpace, ImageHeader, SourceFormat};
use crate::shrink;

/// Modelled peak in bytes while a source is worked on by `workers` threads: its file, its decoded pixels (at the
/// scale they will be decoded to), the largest picture being resampled from them, and the encoders that may run
/// at once.
pub fn modelled_peak(source: &Source, header: &ImageHeader, file_bytes: u64, workers: usize) -> u64 {
    let shrink = u64::from(shrink::factor(source, header));
    let channels = Channels::new(header.colour_space == ColourSpace::Gray, header.has_alpha).count() as u64;
    let decoded = u64::from(header.width).div_ceil(shrink) * u64::from(header.height).div_ceil(shrink) * channels;
    // Turning a picture upright, 16-bit samples and a decoder's own planes each hold a second copy for a moment.
    let second_copy = match header.format {
        SourceFormat::Png if header.bit_depth == 16 => decoded * 2,
        SourceFormat::Avif => decoded,
        _ if header.orientation != Default::default() => decoded,
        _ => 0,
    };
    let largest_resized = source
        .outputs
        .iter()
        .map(|output| u64::from(output.resampling.width) * u64::from(output.resampling.height) * channels)
        .max()
        .unwrap_or(0);
    let mut encoders: Vec<u64> = source.outputs.iter().map(|output| output.working_set()).collect();
    encoders.sort_unstable_by(|a, b| b.cmp(a));
    let encoding: u64 = encoders.iter().take(workers).sum();
    file_bytes + decoded + second_copy + 2 * largest_resized + encoding
}
