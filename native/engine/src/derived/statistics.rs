//! Numbers about a picture, by the names and meanings of sharp's `stats()`.

use crate::asked::parameters::Parameters;
use crate::entropy;
use crate::error::Result;
use crate::kinds::derive::Derive;
use crate::operations::grayscale;
use crate::pixels::Raster;

/// UTF-8 JSON: `isOpaque`, `entropy` (bits), `dominant` and, for every channel, `min`, `max`, `mean`, `stdev` (0–255).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Statistics;

impl Derive for Statistics {
    const KIND: &'static str = "statistics";
    const TITLE: &'static str = "statistics";

    fn read(_parameters: &mut Parameters) -> Result<Self> {
        Ok(Self)
    }

    fn derive(&self, pixels: &Raster<u8>) -> Result<Vec<u8>> {
        of(pixels).map(String::into_bytes)
    }
}

/// A JSON object. Transparent pixels count like any other; `dominant` is the middle of the fullest of 16 × 16 × 16 bins
/// of colours, and `entropy` that of the picture's grey levels.
pub fn of(pixels: &Raster<u8>) -> Result<String> {
    let channels: Vec<String> = (0..pixels.channels.count()).map(|channel| channel_json(pixels, channel)).collect();
    let [red, green, blue] = dominant(pixels);
    Ok(format!(
        r#"{{"isOpaque":{},"entropy":{},"dominant":{{"r":{red},"g":{green},"b":{blue}}},"channels":[{}]}}"#,
        pixels.is_opaque(),
        gray_entropy(pixels)?,
        channels.join(",")
    ))
}

fn channel_json(pixels: &Raster<u8>, channel: usize) -> String {
    let (mut least, mut most, mut sum, mut squares) = (u8::MAX, 0, 0u64, 0u64);
    for pixel in pixels.pixels() {
        let sample = pixel[channel];
        (least, most) = (least.min(sample), most.max(sample));
        sum += u64::from(sample);
        squares += u64::from(sample) * u64::from(sample);
    }
    let count = f64::from(pixels.width) * f64::from(pixels.height);
    let mean = sum as f64 / count;
    // Of a sample: over one less than the number of pixels.
    let variance = (squares as f64 - sum as f64 * mean) / (count - 1.0).max(1.0);
    format!(r#"{{"min":{least},"max":{most},"mean":{mean},"stdev":{}}}"#, variance.max(0.0).sqrt())
}

fn gray_entropy(pixels: &Raster<u8>) -> Result<f64> {
    let gray = grayscale::apply(pixels)?;
    let mut histogram = [0u64; 256];
    for pixel in gray.pixels() {
        histogram[usize::from(pixel[0])] += 1;
    }
    Ok(entropy::bits(&histogram))
}

fn dominant(pixels: &Raster<u8>) -> [u8; 3] {
    const BITS: usize = 4;
    let gray = pixels.channels.is_gray();
    let mut bins = vec![0u64; 1 << (3 * BITS)];
    for pixel in pixels.pixels() {
        let [red, green, blue] = if gray { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
        let bin = [red, green, blue].iter().fold(0, |bin, sample| bin << BITS | usize::from(sample >> (8 - BITS)));
        bins[bin] += 1;
    }
    // The first of the fullest.
    let fullest = (0..bins.len()).rev().max_by_key(|&bin| bins[bin]).unwrap_or(0);
    [2, 1, 0].map(|place| ((fullest >> (BITS * place) & 15) << (8 - BITS) | 8) as u8)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::operations::reference::noise_in_every_layout;
    use crate::pixels::Channels;

    fn parsed(pixels: &Raster<u8>) -> Value {
        serde_json::from_str(&of(pixels).unwrap()).unwrap()
    }

    #[test]
    fn each_channel_has_its_mean_and_deviation() {
        for picture in noise_in_every_layout::<u8>(21, 13) {
            let json = parsed(&picture);
            assert_eq!(json["isOpaque"], !picture.channels.has_alpha(), "{:?}", picture.channels);
            for channel in 0..picture.channels.count() {
                let samples: Vec<f64> = picture.pixels().map(|pixel| f64::from(pixel[channel])).collect();
                let mean = samples.iter().sum::<f64>() / samples.len() as f64;
                let squares = samples.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>();
                let wanted = [
                    ("min", samples.iter().copied().fold(f64::MAX, f64::min)),
                    ("max", samples.iter().copied().fold(0.0, f64::max)),
                    ("mean", mean),
                    ("stdev", (squares / (samples.len() - 1) as f64).sqrt()),
                ];
                for (name, wanted) in wanted {
                    let found = json["channels"][channel][name].as_f64().unwrap();
                    assert!((found - wanted).abs() < 1e-9, "{:?} {name}: {found} for {wanted}", picture.channels);
                }
            }
        }
    }

    #[test]
    fn two_greys_in_equal_numbers_have_an_entropy_of_one_bit() {
        let picture = Raster { width: 8, height: 2, channels: Channels::Gray, samples: [10, 200].repeat(8) };
        assert_eq!(parsed(&picture)["entropy"].as_f64(), Some(1.0));
    }

    #[test]
    fn the_dominant_colour_is_the_most_frequent_one() {
        let samples = [[250u8, 3, 17].repeat(5), [1, 2, 240].repeat(4)].concat();
        let picture = Raster { width: 9, height: 1, channels: Channels::Rgb, samples };
        assert_eq!(parsed(&picture)["dominant"], serde_json::json!({ "r": 248, "g": 8, "b": 24 }));
    }

    #[test]
    fn a_single_pixel_has_no_deviation() {
        let pixel = Raster { width: 1, height: 1, channels: Channels::Gray, samples: vec![7] };
        assert_eq!(parsed(&pixel)["channels"][0], serde_json::json!({ "min": 7, "max": 7, "mean": 7, "stdev": 0 }));
    }
}
