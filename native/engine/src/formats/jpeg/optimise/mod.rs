//! The smallest file for a picture's looks: jpegli's quantisation tables with coefficients that are worth their bits,
//! and the scans that say them with the fewest bytes.

pub mod coefficients;
mod exact;
mod huffman;
mod read;
mod scan;
mod script;
mod trellis;
mod write;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::jpeg::optimise::exact::{Plane, Transform};
use crate::formats::jpeg::optimise::trellis::Rates;
use crate::pixels::Raster;

/// What is cheap depends on what is said often, which changes with it.
const PASSES: usize = 2;

/// A file that jpegli made of the pixels, as a smaller one.
pub fn optimise(file: &[u8], pixels: &Raster<u8>, progressive: bool, cancel: &Cancel) -> Result<Vec<u8>> {
    let mut coefficients = read::read(file)?;
    let most = coefficients.most_sampling();
    let transform = Transform::new();
    for (number, component) in coefficients.components.iter_mut().enumerate() {
        let plane = Plane::of(pixels, number, component.sampling < most)?;
        for _ in 0..PASSES {
            let rates = Rates::of(&component.blocks);
            for (row, blocks) in component.blocks.chunks_exact_mut(component.across).enumerate() {
                cancel.check()?;
                for (column, block) in blocks.iter_mut().enumerate() {
                    rates.optimise(block, &transform.block(&plane, column, row, &component.steps));
                }
            }
        }
    }
    if progressive { write::progressive(&coefficients) } else { write::baseline(&coefficients) }
}

#[cfg(test)]
mod tests {
    use zune_core::bytestream::ZCursor;
    use zune_jpeg::JpegDecoder;

    use super::*;
    use crate::asked::chroma::Chroma;
    use crate::formats::jpeg::encode::encode;
    use crate::pixels::Channels;

    const SIZES: [(u32, u32); 6] = [(1, 1), (8, 8), (17, 9), (16, 33), (40, 24), (121, 75)];

    /// Waves and noise by turns, so that blocks are empty, full and in between.
    fn picture((width, height): (u32, u32), channels: Channels) -> Raster<u8> {
        let mut pixels = Raster::allocate(width, height, channels).unwrap();
        let mut noise = 1u32;
        for (index, pixel) in (0u32..).zip(pixels.pixels_mut()) {
            let (x, y) = (index % width, index / width);
            for (channel, sample) in (0u32..).zip(pixel) {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let busy = if (x / 24 + y / 24) % 3 == 0 { noise >> 25 } else { 0 };
                *sample = (x * 3 + y * (channel + 1) + busy).min(255) as u8;
            }
        }
        pixels
    }

    fn jpegli(pixels: &Raster<u8>, distance: f32, chroma: Chroma) -> Vec<u8> {
        encode(pixels, distance, false, chroma, &Cancel::new()).unwrap()
    }

    fn decoded(file: &[u8]) -> Vec<u8> {
        JpegDecoder::new(ZCursor::new(file)).decode().unwrap()
    }

    /// The mean square of what two pictures differ.
    fn error(a: &[u8], b: &[u8]) -> f64 {
        a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum::<f64>() / a.len() as f64
    }

    #[test]
    fn coefficients_that_are_read_and_written_again_are_the_same_picture_to_another_decoder() {
        for size in SIZES {
            for (channels, chroma) in
                [(Channels::Gray, Chroma::Yuv444), (Channels::Rgb, Chroma::Yuv420), (Channels::Rgb, Chroma::Yuv444)]
            {
                for distance in [0.1, 1.5, 12.0] {
                    let file = jpegli(&picture(size, channels), distance, chroma);
                    let coefficients = read::read(&file).unwrap();
                    for again in [write::baseline(&coefficients).unwrap(), write::progressive(&coefficients).unwrap()] {
                        assert!(decoded(&again) == decoded(&file), "{size:?} {channels:?} {chroma:?} at {distance}");
                    }
                }
            }
        }
    }

    #[test]
    fn it_is_smaller_than_jpegli_makes_it_for_the_same_error() {
        let pixels = picture((320, 240), Channels::Rgb);
        for chroma in [Chroma::Yuv420, Chroma::Yuv444] {
            let points: Vec<(f64, usize)> = [2.8, 2.0, 1.7, 1.4, 1.2, 1.0, 0.8, 0.6]
                .map(|distance| {
                    let file = jpegli(&pixels, distance, chroma);
                    (error(&decoded(&file), &pixels.samples), file.len())
                })
                .to_vec();
            let file = optimise(&jpegli(&pixels, 1.4, chroma), &pixels, true, &Cancel::new()).unwrap();
            let error = error(&decoded(&file), &pixels.samples);
            let pair =
                points.windows(2).find(|pair| pair[0].0 >= error && pair[1].0 <= error).expect("errors enclose it");
            let share = (pair[0].0 - error) / (pair[0].0 - pair[1].0);
            let equal = pair[0].1 as f64 + share * (pair[1].1 as f64 - pair[0].1 as f64);
            assert!((file.len() as f64) < 0.95 * equal, "{} against {equal} bytes for {chroma:?}", file.len());
        }
    }

    #[test]
    fn bytes_are_the_same_whatever_was_done_before() {
        let pixels = picture((121, 75), Channels::Rgb);
        let file = jpegli(&pixels, 1.4, Chroma::Yuv420);
        let first = optimise(&file, &pixels, true, &Cancel::new()).unwrap();
        assert!((0..20).all(|_| optimise(&file, &pixels, true, &Cancel::new()).unwrap() == first));
    }

    #[test]
    fn a_file_that_jpegli_would_not_write_is_an_error_at_every_length() {
        let pixels = picture((40, 24), Channels::Rgb);
        let file = jpegli(&pixels, 1.4, Chroma::Yuv420);
        let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
        for end in 0..=scan {
            assert!(read::read(&file[..end]).is_err(), "{end} bytes");
        }
        for (place, byte) in (2..file.len()).flat_map(|place| [0, 7, 255].map(|byte| (place, byte))) {
            let mut damaged = file.clone();
            damaged[place] = byte;
            // An error or another picture, and no more.
            let _ = read::read(&damaged);
        }
    }
}
