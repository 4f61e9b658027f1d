//! Outputs in the eyes of decoders that share no code with our encoders: pixels, alpha, frames, metadata.
//! AVIF has none in Rust that reads what we write; the browser tests show it.

mod pictures;

use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions};
use image_webp::{LoopCount, WebPDecoder};
use lazy_image_engine::{
    Cancel, Channels, Chroma, ColourProfile, Encoding, Frame, Gif, Jpeg, JpegEffort, Picture, Quality, Raster, Tiff,
    TiffCompression, Webp, encode,
};
use tiff::decoder::{Decoder as TiffDecoder, DecodingResult};
use zune_core::bytestream::ZCursor;
use zune_jpeg::JpegDecoder;

const LAYOUTS: [Channels; 4] = [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba];

fn written(picture: &Picture, encoding: Encoding) -> Vec<u8> {
    encode(picture, &encoding, &Cancel::new()).unwrap()
}

fn mean_difference(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64
}

/// What is seen on a colour, in three channels.
fn seen(picture: &Raster<u8>, background: [u8; 3]) -> Vec<u8> {
    picture.flatten(background).unwrap().expand_gray().unwrap().samples
}

#[test]
fn jpeg_of_every_kind() {
    for channels in LAYOUTS {
        let picture = pictures::pixels(67, 45, channels);
        let kinds = [false, true].into_iter().flat_map(|progressive| {
            let efforts = [JpegEffort::Default, JpegEffort::Best].into_iter();
            efforts.flat_map(move |effort| [Chroma::Yuv420, Chroma::Yuv444].map(|chroma| (progressive, effort, chroma)))
        });
        for (progressive, effort, chroma) in kinds {
            let encoding = Encoding::Jpeg(Jpeg {
                quality: Quality::Number(92),
                progressive,
                effort,
                chroma: Some(chroma),
                background: [255; 3],
            });
            let bytes = written(&pictures::still(picture.clone()), encoding);
            let mut decoder = JpegDecoder::new(ZCursor::new(&bytes));
            let pixels = decoder.decode().unwrap();
            assert_eq!(decoder.dimensions(), Some((67, 45)));
            let difference = mean_difference(&pixels, &seen(&picture, [255; 3]));
            assert!(difference < 4.0, "{channels:?} progressive {progressive} {effort:?} {chroma:?}: {difference}");
        }
    }
}

#[test]
fn webp_lossy_and_lossless_with_their_alpha() {
    for channels in LAYOUTS {
        let picture = pictures::pixels(67, 45, channels);
        let expanded = picture.expand_gray().unwrap();
        for (quality, most) in [(Quality::Number(92), 5.0), (Quality::NearLossless(80), 2.0), (Quality::Lossless, 0.0)]
        {
            let encoding = Encoding::Webp(Webp { quality, effort: 4, alpha_quality: 100 });
            let bytes = written(&pictures::still(picture.clone()), encoding);
            let mut decoder = WebPDecoder::new(Cursor::new(&bytes)).unwrap();
            assert_eq!((decoder.dimensions(), decoder.has_alpha()), ((67, 45), channels.has_alpha()));
            let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
            decoder.read_image(&mut pixels).unwrap();
            let difference = mean_difference(&pixels, &expanded.samples);
            assert!(difference <= most, "{channels:?} {quality:?}: {difference}");
        }
    }
}

#[test]
fn webp_animations_with_their_delays_and_plays() {
    let frames = [40u8, 120, 200].map(|level| {
        let samples = (0..64 * 48 * 3).map(|i| level.wrapping_add((i / 600) as u8)).collect();
        let pixels = Raster { width: 64, height: 48, channels: Channels::Rgb, samples };
        Frame { pixels: pixels.into(), delay_ms: u32::from(level) }
    });
    let picture =
        Picture { frames: frames.to_vec(), loops: 3, profile: ColourProfile::Unspecified, listed_colours: None };
    let encoding = Encoding::Webp(Webp { quality: Quality::Lossless, effort: 2, alpha_quality: 100 });
    let bytes = written(&picture, encoding);
    let mut decoder = WebPDecoder::new(Cursor::new(&bytes)).unwrap();
    assert_eq!((decoder.num_frames(), decoder.loop_duration()), (3, 360));
    assert!(matches!(decoder.loop_count(), LoopCount::Times(plays) if plays.get() == 3));
    for frame in &picture.frames {
        let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
        assert_eq!(decoder.read_frame(&mut pixels).unwrap(), frame.delay_ms);
        // That decoder blends opaque pixels with a rounding of its own.
        let expected = &frame.pixels.to_eight().unwrap().samples;
        assert!(pixels.iter().zip(expected).all(|(a, b)| a.abs_diff(*b) <= 1));
    }
}

#[test]
fn tiff_of_every_compression_layout_and_depth() {
    for channels in LAYOUTS {
        let picture = pictures::pixels_sixteen(67, 45, channels);
        for compression in [TiffCompression::Lzw, TiffCompression::Deflate, TiffCompression::None] {
            for depth in [8, 16] {
                let bytes = written(&pictures::still(picture.clone()), Encoding::Tiff(Tiff { compression, depth }));
                let mut decoder = TiffDecoder::new(Cursor::new(&bytes)).unwrap();
                assert_eq!(decoder.dimensions().unwrap(), (67, 45));
                match decoder.read_image().unwrap() {
                    DecodingResult::U8(samples) => {
                        assert!(depth == 8 && samples == picture.narrow().unwrap().samples, "{channels:?}");
                    }
                    DecodingResult::U16(samples) => assert!(depth == 16 && samples == picture.samples, "{channels:?}"),
                    _ => panic!("samples of another kind"),
                }
            }
        }
    }
}

#[test]
fn gif_frames_as_a_reader_composes_them() {
    let square = |at: usize| {
        let samples =
            (0..12 * 8).flat_map(|i| if i % 12 / 4 == at { [200, 10, 10] } else { [10, 10, (i / 12 * 30) as u8] });
        Raster { width: 12, height: 8, channels: Channels::Rgb, samples: samples.collect() }
    };
    let frames = (0..3).map(|at| Frame { pixels: square(at).into(), delay_ms: 130 }).collect();
    let picture = Picture { frames, loops: 0, profile: ColourProfile::Unspecified, listed_colours: None };
    let bytes = written(&picture, Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 }));
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    let mut decoder = options.read_info(Cursor::new(&bytes)).unwrap();
    let mut canvas = vec![0; 12 * 8 * 4];
    for expected in &picture.frames {
        let frame = decoder.read_next_frame().unwrap().unwrap();
        assert_eq!(frame.delay, 13);
        for y in 0..usize::from(frame.height) {
            for x in 0..usize::from(frame.width) {
                let pixel = &frame.buffer[(y * usize::from(frame.width) + x) * 4..][..4];
                if pixel[3] != 0 {
                    let at = ((y + usize::from(frame.top)) * 12 + x + usize::from(frame.left)) * 4;
                    canvas[at..at + 4].copy_from_slice(pixel);
                }
            }
        }
        let shown: Vec<u8> = canvas.chunks_exact(4).flat_map(|pixel| pixel[..3].to_vec()).collect();
        assert_eq!(shown, expected.pixels.to_eight().unwrap().samples);
    }
    assert!(decoder.read_next_frame().unwrap().is_none());
}
