//! Pictures made on the spot: smooth enough to compress like photographs, with an edge to lose.
#![allow(dead_code, reason = "each test file uses some of these")]

use lazy_image_engine::{
    Cancel, Channels, Chroma, ColourProfile, Encoding, Fraction, GainMapMetadata, Jpeg, JpegEffort, Picture, Pixels,
    Png, Quality, Raster, encode,
};

/// A gain map that halves what is darkest and makes eight times of what is lightest.
pub const FROM_HALF_TO_EIGHT: GainMapMetadata = GainMapMetadata {
    base_headroom: Fraction::whole(0),
    alternate_headroom: Fraction::whole(3),
    min: [Fraction::whole(-1); 3],
    max: [Fraction::whole(3); 3],
    gamma: [Fraction::whole(1); 3],
    base_offset: [Fraction::SIXTY_FOURTH; 3],
    alternate_offset: [Fraction::SIXTY_FOURTH; 3],
    in_base_colours: true,
};

/// A still picture in sRGB.
pub fn still(pixels: impl Into<Pixels>) -> Picture {
    Picture::still(pixels, ColourProfile::Unspecified)
}

pub fn pixels(width: u32, height: u32, channels: Channels) -> Raster<u8> {
    let mut pixels = Raster::allocate(width, height, channels).unwrap();
    for (index, pixel) in pixels.pixels_mut().enumerate() {
        let (x, y) = (index as u32 % width, index as u32 / width);
        let inside = (x * 2 / width + y * 2 / height).is_multiple_of(2);
        let colour = [x * 255 / width, y * 255 / height, if inside { 200 } else { 40 }, 255 - x * 200 / width];
        let values = match channels {
            Channels::Gray => [colour[0], 0, 0, 0],
            Channels::GrayAlpha => [colour[0], colour[3], 0, 0],
            Channels::Rgb | Channels::Rgba => colour,
        };
        for (to, from) in pixel.iter_mut().zip(values) {
            *to = from as u8;
        }
    }
    pixels
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let encoding = Encoding::Jpeg(Jpeg {
        quality: Quality::Number(90),
        progressive: false,
        effort: JpegEffort::Default,
        chroma: Some(Chroma::Yuv420),
        background: [0; 3],
    });
    encode(&still(pixels(width, height, Channels::Rgb)), &encoding, &Cancel::new()).unwrap()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encode(
        &still(pixels(width, height, Channels::Rgb)),
        &Encoding::Png(Png { depth: 8, effort: 6, interlaced: false, palette: None }),
        &Cancel::new(),
    )
    .unwrap()
}

/// The same picture with a different low byte in every sample.
pub fn pixels_sixteen(width: u32, height: u32, channels: Channels) -> Raster<u16> {
    let mut wide = pixels(width, height, channels).widen().unwrap();
    for (index, sample) in wide.samples.iter_mut().enumerate() {
        *sample = *sample & 0xFF00 | (index * 89 % 256) as u16;
    }
    wide
}

pub fn png_sixteen(width: u32, height: u32) -> Vec<u8> {
    let encoding = Encoding::Png(Png { depth: 16, effort: 6, interlaced: false, palette: None });
    encode(&still(pixels_sixteen(width, height, Channels::Rgb)), &encoding, &Cancel::new()).unwrap()
}

/// The JPEG with an EXIF block that says how it is stored.
pub fn stored_as(orientation: u8, jpeg: &[u8]) -> Vec<u8> {
    let tiff =
        [b"II*\0\x08\0\0\0\x01\0".as_slice(), &[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0], &[0; 4]].concat();
    let length = (2 + 6 + tiff.len() as u16).to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, b"Exif\0\0", &tiff, &jpeg[2..]].concat()
}

/// A GIF of frames that fill the picture with one colour each.
pub fn gif(width: u16, height: u16, frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let palette = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &palette).unwrap();
    for index in 0..frames {
        let buffer = vec![(index % 4) as u8; usize::from(width) * usize::from(height)];
        encoder
            .write_frame(&gif::Frame { width, height, delay: 5, buffer: buffer.into(), ..Default::default() })
            .unwrap();
    }
    drop(encoder);
    bytes
}

/// An APNG whose frames move the same picture to the right.
pub fn apng(width: u32, height: u32, frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_animated(frames, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    let mut picture = pixels(width, height, Channels::Rgba);
    for _ in 0..frames {
        writer.write_image_data(&picture.samples).unwrap();
        picture.samples.rotate_right(4);
    }
    writer.finish().unwrap();
    bytes
}
