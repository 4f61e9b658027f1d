//! Decoding, the same for every contestant's output, by none of the contestants' code.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage, Rgba32FImage, RgbaImage};

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

/// Colours multiplied by their alpha, so that nothing bleeds out of transparent pixels when they are resampled.
pub fn premultiplied(picture: &DynamicImage) -> Rgba32FImage {
    let mut pixels = picture.to_rgba32f();
    for pixel in pixels.pixels_mut() {
        let alpha = pixel.0[3];
        pixel.0[..3].iter_mut().for_each(|colour| *colour *= alpha);
    }
    pixels
}

/// The inverse of [`premultiplied`], rounded to 8 bits.
pub fn unmultiplied(pixels: &Rgba32FImage) -> RgbaImage {
    RgbaImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let colours = [red, green, blue].map(|colour| if alpha > 0.0 { to_byte(colour / alpha) } else { 0 });
        image::Rgba([colours[0], colours[1], colours[2], to_byte(alpha)])
    })
}

fn to_byte(sample: f32) -> u8 {
    (sample * 255.0).round().clamp(0.0, 255.0) as u8
}
