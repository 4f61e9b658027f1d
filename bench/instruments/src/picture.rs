//! Decoding, the same for every contestant's output, by none of the contestants' code.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage, RgbaImage};

use crate::Failure;

/// Under transparent pixels, because both metrics compare opaque pictures; white and black would hide the edges of
/// dark and of bright graphics.
const BACKGROUND: f32 = 128.0 / 255.0;

/// The upright picture of a file, 8 bits a channel, sRGB.
///
/// # Errors
/// When the file cannot be read or decoded, or carries a colour profile: no metric here converts one.
pub fn decode(path: &Path) -> Result<DynamicImage, Failure> {
    let bytes = fs::read(path)?;
    if libavif::is_avif(&bytes) {
        let pixels = libavif::decode_rgb(&bytes)?;
        let picture = RgbaImage::from_raw(pixels.width(), pixels.height(), pixels.to_vec())
            .ok_or("an AVIF whose rows are padded")?;
        return Ok(DynamicImage::ImageRgba8(picture));
    }
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    if decoder.icc_profile()?.is_some() {
        return Err("it carries a colour profile, and the metrics compare plain sRGB".into());
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    if orientation != Orientation::NoTransforms {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

/// The picture as it looks on a grey page.
pub fn opaque(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let pixels = picture.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0.map(|sample| f32::from(sample) / 255.0);
        image::Rgb([red, green, blue].map(|colour| to_byte(colour * alpha + BACKGROUND * (1.0 - alpha))))
    })
}

/// Interleaved samples of 0–1, with alpha premultiplied where there is one, so that nothing bleeds out of transparent
/// pixels when they are resampled.
pub struct Samples {
    pub width: usize,
    pub height: usize,
    /// 3, or 4 with alpha.
    pub channels: usize,
    pub data: Vec<f32>,
}

pub fn to_samples(picture: &DynamicImage) -> Samples {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let unit = |sample: u8| f32::from(sample) / 255.0;
    if !picture.color().has_alpha() {
        let data = picture.to_rgb8().into_raw().into_iter().map(unit).collect();
        return Samples { width, height, channels: 3, data };
    }
    let mut data: Vec<f32> = picture.to_rgba8().into_raw().into_iter().map(unit).collect();
    for pixel in data.chunks_exact_mut(4) {
        let alpha = pixel[3];
        pixel[..3].iter_mut().for_each(|colour| *colour *= alpha);
    }
    Samples { width, height, channels: 4, data }
}

/// The inverse of [`to_samples`], rounded to 8 bits.
pub fn to_picture(samples: &Samples) -> DynamicImage {
    let (width, height) = (samples.width as u32, samples.height as u32);
    let pixel = |x: u32, y: u32| &samples.data[(y as usize * samples.width + x as usize) * samples.channels..];
    if samples.channels == 3 {
        return RgbImage::from_fn(width, height, |x, y| {
            let pixel = pixel(x, y);
            image::Rgb([pixel[0], pixel[1], pixel[2]].map(to_byte))
        })
        .into();
    }
    RgbaImage::from_fn(width, height, |x, y| {
        let pixel = pixel(x, y);
        let alpha = pixel[3];
        let colour = |sample: f32| if alpha > 0.0 { to_byte(sample / alpha) } else { 0 };
        image::Rgba([colour(pixel[0]), colour(pixel[1]), colour(pixel[2]), to_byte(alpha)])
    })
    .into()
}

fn to_byte(sample: f32) -> u8 {
    (sample * 255.0).round().clamp(0.0, 255.0) as u8
}
