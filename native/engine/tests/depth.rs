//! Samples of 16 bits from source to output.

mod pictures;
mod requests;

use std::io::Cursor;

use lazy_image_engine::{
    Channels, Encoding, Invert, Limits, Operation, Output, Pixels, Png, Raster, Rotate, encode, probe_bytes,
};
use pictures::{jpeg, pixels_sixteen, png_sixteen, still};
use requests::{PNG, PNG_SIXTEEN, batch, bytes, output, run, source};

/// What the file holds, by a decoder that is not the engine's own way of calling it.
fn stored(bytes: &[u8]) -> (png::BitDepth, png::ColorType, Vec<u16>) {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut data).unwrap();
    let samples = match info.bit_depth {
        png::BitDepth::Sixteen => data.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
        _ => data.iter().map(|&byte| byte.into()).collect(),
    };
    (info.bit_depth, info.color_type, samples)
}

fn made(from: Vec<u8>, output: Output) -> Vec<u8> {
    bytes(&run(&batch(vec![source(from, vec![output])], 1))).remove(0)
}

#[test]
fn sixteen_bits_pass_through_untouched_in_every_layout() {
    for channels in [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba] {
        let picture = pixels_sixteen(33, 21, channels);
        let file = encode(&still(picture.clone()), &PNG_SIXTEEN, &Default::default()).unwrap();
        assert_eq!(probe_bytes(&file, &Limits::UNBOUNDED).unwrap().bit_depth, 16);
        let (depth, _, samples) = stored(&made(file, output((33, 21), 33, 21, PNG_SIXTEEN)));
        assert_eq!(depth, png::BitDepth::Sixteen);
        assert!(samples == picture.samples, "{channels:?}");
    }
}

#[test]
fn a_resize_of_sixteen_bits_makes_levels_that_eight_do_not_have() {
    let (_, _, samples) = stored(&made(png_sixteen(120, 90), output((120, 90), 60, 45, PNG_SIXTEEN)));
    let between = samples.iter().filter(|sample| **sample % 257 != 0).count();
    assert!(between > samples.len() / 2, "{between} of {}", samples.len());
}

#[test]
fn operations_keep_the_depth() {
    let turned = Output {
        operations: vec![Operation::Rotate(Rotate { degrees: 180.0, background: [0; 4] }), Operation::Invert(Invert)],
        ..output((33, 21), 33, 21, PNG_SIXTEEN)
    };
    let (_, _, samples) = stored(&made(png_sixteen(33, 21), turned));
    let before = pixels_sixteen(33, 21, Channels::Rgb).samples;
    let pixels: Vec<_> = before.chunks_exact(3).rev().flatten().map(|sample| u16::MAX - sample).collect();
    assert!(samples == pixels);
}

#[test]
fn eight_bits_are_rounded_from_sixteen() {
    let (depth, _, samples) = stored(&made(png_sixteen(33, 21), output((33, 21), 33, 21, PNG)));
    assert_eq!(depth, png::BitDepth::Eight);
    let before = pixels_sixteen(33, 21, Channels::Rgb).samples;
    for (eight, sixteen) in samples.iter().zip(before) {
        assert_eq!(*eight, (f64::from(sixteen) / 257.0).round() as u16);
    }
}

#[test]
fn a_source_of_eight_bits_can_be_stored_in_sixteen() {
    let eight = output((40, 30), 20, 15, PNG);
    let sixteen = Output { encoding: PNG_SIXTEEN, ..eight.clone() };
    let (depth, _, wide) = stored(&made(jpeg(40, 30), sixteen));
    assert_eq!(depth, png::BitDepth::Sixteen);
    let (_, colour, narrow) = stored(&made(jpeg(40, 30), Output { encoding: PNG, ..eight }));
    assert_eq!(colour, png::ColorType::Rgb);
    assert!(wide.iter().zip(narrow).all(|(wide, narrow)| *wide == narrow * 257));
}

#[test]
fn opaque_alpha_and_grey_colours_are_not_stored_in_sixteen_bits_either() {
    let samples = (0..50u16 * 40).flat_map(|i| [i * 31, i * 31, i * 31, u16::MAX]).collect();
    let picture = Raster { width: 50, height: 40, channels: Channels::Rgba, samples };
    let file = encode(&still(Pixels::Sixteen(picture)), &PNG_SIXTEEN, &Default::default()).unwrap();
    let (depth, colour, samples) = stored(&file);
    assert_eq!((depth, colour), (png::BitDepth::Sixteen, png::ColorType::Grayscale));
    assert_eq!(samples[7], 7 * 31);
}

#[test]
fn depths_that_png_has_not_are_refused() {
    for depth in [0, 1, 10, 12, 32] {
        assert!(
            Encoding::Png(Png { depth, effort: 6, interlaced: false, palette: None }).check(1, 1).is_err(),
            "{depth}"
        );
    }
}
