//! Animations through every format that keeps them, read back by the engine's own decoders: frames, delays, plays,
//! what is transparent. Cannot catch an error that encoder and decoder share.

mod pictures;
mod requests;
mod sequences;

use lazy_image_engine::{
    Avif, AvifEffort, Base, Cancel, Channels, Chroma, ColourProfile, Encoding, Frame, Gif, Limits, Output, Picture,
    Pixels, Quality, Raster, SourceFormat, Webp, encode, probe_bytes,
};
use requests::{PNG, batch, bytes, output, run, source};
use sequences::read;

const SIZE: (u32, u32) = (48, 36);
const GIF: Encoding = Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 });
const WEBP: Encoding = Encoding::Webp(Webp { quality: Quality::Number(90), effort: 3, alpha_quality: 100 });
const LOSSLESS_WEBP: Encoding = Encoding::Webp(Webp { quality: Quality::Lossless, effort: 3, alpha_quality: 100 });
const AVIF: Encoding =
    Encoding::Avif(Avif { quality: Quality::Number(80), effort: AvifEffort::Fast, depth: 8, chroma: Chroma::Yuv444 });
const LOSSLESS_AVIF: Encoding =
    Encoding::Avif(Avif { quality: Quality::Lossless, effort: AvifEffort::Faster, depth: 8, chroma: Chroma::Yuv444 });
const DEEP_AVIF: Encoding =
    Encoding::Avif(Avif { quality: Quality::Number(80), effort: AvifEffort::Draft, depth: 10, chroma: Chroma::Yuv444 });

const ALL: [(SourceFormat, Encoding); 6] = [
    (SourceFormat::Gif, GIF),
    (SourceFormat::Webp, WEBP),
    (SourceFormat::Webp, LOSSLESS_WEBP),
    (SourceFormat::Avif, AVIF),
    (SourceFormat::Avif, LOSSLESS_AVIF),
    (SourceFormat::Avif, DEEP_AVIF),
];

/// A square that moves over a still background; where there is alpha, it leaves a hole behind.
fn frame(index: u32, channels: Channels) -> Raster<u8> {
    let mut pixels = Raster::allocate(SIZE.0, SIZE.1, channels).unwrap();
    for (at, pixel) in pixels.pixels_mut().enumerate() {
        let (x, y) = (at as u32 % SIZE.0, at as u32 / SIZE.0);
        let square = |index: u32| (x / 8, y / 8) == (index, index % 4);
        let colour = if square(index) { [250, 40, 30, 255] } else { [(x / 6 * 30) as u8, 90, (y / 6 * 40) as u8, 255] };
        let hole = index > 0 && square(index - 1);
        for (to, from) in pixel.iter_mut().zip(colour) {
            *to = from;
        }
        if channels.is_gray() {
            pixel[0] = if square(index) { 250 } else { (x / 6 * 30) as u8 };
        }
        if channels.has_alpha() {
            pixel[channels.colours()] = if hole { 0 } else { 255 };
        }
    }
    pixels
}

fn animation(frames: u32, loops: u32, channels: Channels) -> Picture {
    let frames =
        (0..frames).map(|index| Frame { pixels: frame(index, channels).into(), delay_ms: 40 + 50 * index }).collect();
    Picture { frames, loops, profile: ColourProfile::Unspecified, listed_colours: None }
}

fn written(picture: &Picture, encoding: &Encoding) -> Vec<u8> {
    encode(picture, encoding, &Cancel::new()).unwrap()
}

/// Mean difference of what is seen on white.
fn difference(a: &Pixels, b: &Pixels) -> f64 {
    let seen = |pixels: &Pixels| pixels.to_eight().unwrap().flatten([255; 3]).unwrap().expand_gray().unwrap();
    let (a, b) = (seen(a), seen(b));
    assert_eq!((a.width, a.height), (b.width, b.height));
    let sum: f64 = a.samples.iter().zip(&b.samples).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / a.samples.len() as f64
}

#[test]
fn frames_keep_their_pixels_their_delays_and_their_plays() {
    for (format, encoding) in ALL {
        for channels in [Channels::Gray, Channels::Rgb, Channels::Rgba] {
            for loops in [0, 1, 3] {
                let picture = animation(5, loops, channels);
                let bytes = written(&picture, &encoding);
                assert_eq!(probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap().format, format);
                let back = read(&bytes);
                assert_eq!((back.frames.len(), back.loops), (5, loops), "{encoding:?} {channels:?}");
                for (index, (was, is)) in picture.frames.iter().zip(&back.frames).enumerate() {
                    assert_eq!(is.delay_ms, was.delay_ms, "{encoding:?} {channels:?}, frame {index}");
                    let difference = difference(&was.pixels, &is.pixels);
                    let exact = matches!(encoding, LOSSLESS_WEBP | LOSSLESS_AVIF | GIF);
                    let most = if exact { 0.0 } else { 6.0 };
                    assert!(difference <= most, "{encoding:?} {channels:?}, frame {index}: {difference}");
                }
            }
        }
    }
}

#[test]
fn an_animation_of_one_frame_is_a_still_picture() {
    for (_, encoding) in ALL {
        let bytes = written(&animation(1, 2, Channels::Rgb), &encoding);
        assert_eq!(probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap().frames, 1, "{encoding:?}");
        assert!(difference(read(&bytes).first(), &frame(0, Channels::Rgb).into()) < 6.0, "{encoding:?}");
    }
}

#[test]
fn a_moving_square_costs_less_than_whole_frames() {
    // A background that costs something.
    let grain = |mut frame: Frame| {
        let mut noise = 1u32;
        let Pixels::Eight(raster) = &mut frame.pixels else { panic!() };
        for sample in &mut raster.samples {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *sample = sample.saturating_add((noise >> 28) as u8 & 8);
        }
        frame
    };
    for (_, encoding) in ALL {
        let length = |frames| {
            let plain = animation(frames, 0, Channels::Rgb);
            let frames = plain.frames.into_iter().map(grain).collect();
            written(&Picture { frames, ..plain }, &encoding).len()
        };
        let (one, six) = (length(1), length(6));
        // One alone is a still picture, which AVIF codes in a way of its own, smaller than an animation's first frame.
        assert!(six * 2 < one * 9, "{encoding:?}: {six} for six, {one} for one");
    }
}

#[test]
fn gif_frames_of_many_colours_are_limited_and_dithered_each_for_itself() {
    let frames = (0..3)
        .map(|index| {
            let mut pixels = pictures::pixels(SIZE.0, SIZE.1, Channels::Rgb);
            pixels.samples.iter_mut().for_each(|sample| *sample = sample.wrapping_add(index * 60));
            Frame { pixels: pixels.into(), delay_ms: 100 }
        })
        .collect();
    let picture = Picture { frames, loops: 0, profile: ColourProfile::Unspecified, listed_colours: None };
    for (colours, most) in [(2, 90.0), (16, 30.0), (256, 8.0)] {
        let back = read(&written(&picture, &Encoding::Gif(Gif { colours, dither: 1.0, error: 0.0 })));
        for (was, is) in picture.frames.iter().zip(&back.frames) {
            let used: std::collections::HashSet<&[u8]> = match &is.pixels {
                Pixels::Eight(raster) => raster.pixels().collect(),
                Pixels::Sixteen(_) => panic!("a GIF of 16 bits"),
            };
            assert!(used.len() <= usize::from(colours), "{} of {colours}", used.len());
            let difference = difference(&was.pixels, &is.pixels);
            assert!(difference <= most, "{colours} colours: {difference}");
        }
    }
}

#[test]
fn half_transparent_pixels_become_opaque_or_nothing_in_a_gif() {
    let samples = vec![10u8, 20, 30, 127, 10, 20, 30, 128, 200, 0, 0, 255, 9, 9, 9, 0];
    let picture = pictures::still(Raster { width: 4, height: 1, channels: Channels::Rgba, samples });
    let back = read(&written(&picture, &GIF));
    let Pixels::Eight(raster) = back.first() else { panic!() };
    let alphas: Vec<u8> = raster.pixels().map(|pixel| pixel[3]).collect();
    assert_eq!(alphas, [0, 255, 255, 0]);
    assert_eq!(raster.samples[4..7], [10, 20, 30]);
}

#[test]
fn an_animated_source_becomes_an_animation_only_where_it_is_asked_for_and_can_be() {
    let gif = written(&animation(4, 0, Channels::Rgb), &GIF);
    let asked = |encoding, animated| {
        let half = output(SIZE, 24, 18, encoding);
        Output { base: Base { animated, ..half.base }, ..half }
    };
    let outputs = vec![asked(WEBP, true), asked(AVIF, true), asked(GIF, true), asked(GIF, false), asked(PNG, true)];
    let outcome = run(&batch(vec![source(gif, outputs)], 2));
    let frames: Vec<u32> =
        bytes(&outcome).iter().map(|bytes| probe_bytes(bytes, &Limits::UNBOUNDED).unwrap().frames).collect();
    assert_eq!(frames, [4, 4, 4, 1, 1]);
    assert_eq!(outcome.counts.decodes, 1);
    assert_eq!(outcome.counts.resizes, 2, "an animation counts once");
}

#[test]
fn a_cancelled_animation_stops_between_frames() {
    for (_, encoding) in ALL {
        let cancel = Cancel::new();
        cancel.cancel();
        let error = encode(&animation(3, 0, Channels::Rgb), &encoding, &cancel).unwrap_err();
        assert_eq!(error.code, lazy_image_engine::ErrorCode::Aborted, "{encoding:?}");
    }
}

#[test]
fn animations_are_the_same_twenty_times_over() {
    for (_, encoding) in ALL {
        let picture = animation(4, 0, Channels::Rgba);
        let first = written(&picture, &encoding);
        for _ in 0..19 {
            assert!(written(&picture, &encoding) == first, "{encoding:?}");
        }
    }
}
