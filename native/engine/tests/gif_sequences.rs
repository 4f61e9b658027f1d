//! Animations of every kind as GIF, composed again by a reader of another make: what is seen at each moment, and for
//! how long. Cannot tell how good the colours of frames with many of them look.

mod pictures;
mod requests;
mod sequences;

use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, DisposalMethod};
use lazy_image_engine::{
    Cancel, Channels, ColourProfile, Encoding, Frame, Gif, Output, Picture, Raster, WorkCounts, encode,
};
use requests::{batch, bytes, output, run, source};
use sequences::Chance;

const SIZE: (u32, u32) = (37, 23);
const GIF: Encoding = Encoding::Gif(Gif { colours: 256, dither: 0.5, error: 0.0 });

/// Rectangles of colour or of nothing, drawn over each other from frame to frame; some frames change nothing.
fn animation(seed: u64, colours: u32, channels: Channels) -> Picture {
    let mut chance = Chance(seed);
    let mut pixels = Raster::<u8>::allocate(SIZE.0, SIZE.1, channels).unwrap();
    let frames = (0..8)
        .map(|index| {
            for _ in 0..if index == 0 { 6 } else { chance.below(4) } {
                let (left, top) = (chance.below(SIZE.0), chance.below(SIZE.1));
                let (width, height) = (1 + chance.below(SIZE.0 - left), 1 + chance.below(SIZE.1 - top));
                let first = chance.below(colours);
                let steps = 1 + chance.below(4);
                let is_hole = channels.has_alpha() && chance.below(3) == 0;
                for y in top..top + height {
                    for x in left..left + width {
                        let colour = (first + (x - left) / steps) % colours;
                        let alpha = if is_hole { chance.below(128) } else { 128 + chance.below(128) };
                        let at = ((y * SIZE.0 + x) as usize) * channels.count();
                        let values = [colour * 37, colour * 11 + 5, colour / 3, alpha].map(|value| value as u8);
                        let count = channels.count();
                        pixels.samples[at..at + count].copy_from_slice(&values[..count]);
                    }
                }
            }
            Frame { pixels: pixels.clone().into(), delay_ms: 20 + 10 * chance.below(30) }
        })
        .collect();
    Picture { frames, loops: chance.below(3), profile: ColourProfile::Unspecified, listed_colours: None }
}

/// What is seen, in red, green, blue and an alpha of 0 or 255, and for how many hundredths of a second.
fn composed(bytes: &[u8]) -> Vec<(Vec<[u8; 4]>, u32)> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    let mut decoder = options.read_info(Cursor::new(bytes)).unwrap();
    let width = usize::from(decoder.width());
    let mut canvas = vec![[0u8; 4]; width * usize::from(decoder.height())];
    let mut seen = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        let places = (0..usize::from(frame.height)).flat_map(|y| {
            let start = (y + usize::from(frame.top)) * width + usize::from(frame.left);
            start..start + usize::from(frame.width)
        });
        for (place, pixel) in places.clone().zip(frame.buffer.as_chunks::<4>().0) {
            if pixel[3] != 0 {
                canvas[place] = *pixel;
            }
        }
        seen.push((canvas.clone(), u32::from(frame.delay)));
        match frame.dispose {
            DisposalMethod::Keep => {}
            DisposalMethod::Background => places.for_each(|place| canvas[place] = [0; 4]),
            other => panic!("{other:?} is not written"),
        }
    }
    seen
}

fn wanted(frame: &Frame) -> Vec<[u8; 4]> {
    let rgba = frame.pixels.to_eight().unwrap().with_opaque_alpha().unwrap().expand_gray().unwrap();
    let pixels = rgba.samples.as_chunks::<4>().0.iter();
    pixels.map(|[red, green, blue, alpha]| if *alpha < 128 { [0; 4] } else { [*red, *green, *blue, 255] }).collect()
}

/// One entry for each hundredth of a second.
fn by_time<T: Clone>(frames: impl Iterator<Item = (T, u32)>) -> Vec<T> {
    frames.flat_map(|(shown, delay)| std::iter::repeat_n(shown, delay as usize)).collect()
}

fn written(picture: &Picture, encoding: &Encoding) -> Vec<u8> {
    encode(picture, encoding, &Cancel::new()).unwrap()
}

#[test]
fn every_moment_shows_its_frame_to_the_pixel_where_colours_are_few() {
    for channels in [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba] {
        for seed in 0..60 {
            // A list for all frames, and one for each.
            for colours in [3, 200] {
                let picture = animation(seed, colours, channels);
                let is = by_time(composed(&written(&picture, &GIF)).into_iter());
                let was = by_time(picture.frames.iter().map(|frame| (wanted(frame), frame.delay_ms / 10)));
                assert_eq!(is.len(), was.len(), "{channels:?} {seed}");
                let same = is.iter().zip(&was).all(|(is, was)| {
                    is.iter().zip(was).all(|(is, was)| is == was || channels.count() < 3 && is[3] == was[3])
                });
                assert!(same, "{channels:?}, seed {seed}, {colours} colours");
            }
        }
    }
}

#[test]
fn equal_frames_are_written_once() {
    let still = pictures::pixels(SIZE.0, SIZE.1, Channels::Rgb);
    let frame = |delay_ms| Frame { pixels: still.clone().into(), delay_ms };
    let picture = |frames| Picture { frames, loops: 0, profile: ColourProfile::Unspecified, listed_colours: None };
    let one = written(&picture(vec![frame(900)]), &GIF);
    let many = written(&picture(vec![frame(300), frame(500), frame(100)]), &GIF);
    assert_eq!(composed(&many).iter().map(|(_, delay)| *delay).collect::<Vec<_>>(), [90]);
    assert!(many.len() <= one.len() + 19, "{} and {}", many.len(), one.len());
}

#[test]
fn what_does_not_change_looks_the_same_in_every_frame() {
    // More colours than a list holds, dithered; a strip of them moves.
    let still = pictures::pixels(64, 48, Channels::Rgb);
    let frames: Vec<Frame> = (0..6)
        .map(|index| {
            let mut pixels = still.clone();
            for (x, pixel) in pixels.pixels_mut().take(64 * 20).enumerate() {
                pixel[1] = pixel[1].wrapping_add((x as u8).wrapping_mul(index));
            }
            Frame { pixels: pixels.into(), delay_ms: 40 }
        })
        .collect();
    let picture = Picture { frames, loops: 0, profile: ColourProfile::Unspecified, listed_colours: None };
    for error in [0.0, 40.0] {
        let shown = composed(&written(&picture, &Encoding::Gif(Gif { colours: 256, dither: 1.0, error })));
        assert_eq!(shown.len(), 6);
        for (pair, sources) in shown.windows(2).zip(picture.frames.windows(2)) {
            let (was, is) = (wanted(&sources[0]), wanted(&sources[1]));
            for (at, _) in was.iter().zip(&is).enumerate().filter(|(_, (was, is))| was == is) {
                assert_eq!(pair[0].0[at], pair[1].0[at], "pixel {at}");
            }
        }
    }
}

#[test]
fn fewer_colours_are_taken_where_an_error_allows_it() {
    let frames = (0..4).map(|index| {
        let mut pixels = pictures::pixels(96, 72, Channels::Rgb);
        pixels.samples.iter_mut().for_each(|sample| *sample = sample.wrapping_add(index * 9));
        Frame { pixels: pixels.into(), delay_ms: 50 }
    });
    let picture =
        Picture { frames: frames.collect(), loops: 0, profile: ColourProfile::Unspecified, listed_colours: None };
    let lengths = [0.0, 300.0, 1500.0]
        .map(|error| written(&picture, &Encoding::Gif(Gif { colours: 256, dither: 0.5, error })).len());
    assert!(lengths.is_sorted_by(|more, fewer| more > fewer), "{lengths:?}");
}

#[test]
fn frames_are_jobs_of_one_encode_and_their_number_of_workers_changes_nothing() {
    let lossless = Encoding::Webp(lazy_image_engine::Webp {
        quality: lazy_image_engine::Quality::Lossless,
        effort: 1,
        alpha_quality: 100,
    });
    let webp = written(&animation(3, 250, Channels::Rgba), &lossless);
    let outputs = || {
        [37, 20, 11].map(|width| {
            let still = output(SIZE, width, (width * SIZE.1 / SIZE.0).max(1), GIF);
            Output { base: lazy_image_engine::Base { animated: true, ..still.base }, ..still }
        })
    };
    let made = |workers| run(&batch(vec![source(webp.clone(), outputs().into())], workers));
    let alone = made(1);
    let WorkCounts { decodes, encodes, trials, .. } = alone.counts;
    assert_eq!((decodes, encodes, trials), (1, 3, 0));
    for workers in [2, 3, 8] {
        let many = made(workers);
        assert!(bytes(&many) == bytes(&alone), "{workers} workers");
        assert_eq!(many.counts, alone.counts);
    }
}

#[test]
fn a_smaller_copy_of_an_animation_of_few_colours_has_no_more_of_them() {
    let source_of = |colours| written(&animation(5, colours, Channels::Rgb), &GIF);
    let small = |animated| {
        let still = output(SIZE, 19, 12, GIF);
        Output { base: lazy_image_engine::Base { animated, ..still.base }, ..still }
    };
    // The longest list that a frame is written with: 2, 4, 8 … 256 colours.
    let count = |bytes: &[u8]| {
        let mut decoder = DecodeOptions::new().read_info(Cursor::new(bytes)).unwrap();
        let mut most = decoder.global_palette().map_or(0, |palette| palette.len() / 3);
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            most = most.max(frame.palette.as_ref().map_or(0, |palette| palette.len() / 3));
        }
        most
    };
    let of_twenty = source_of(20);
    let alone = bytes(&run(&batch(vec![source(of_twenty.clone(), vec![small(false)])], 1)));
    let made = bytes(&run(&batch(vec![source(of_twenty, vec![small(true), small(false)])], 1)));
    assert_eq!(count(&made[0]), 32);
    // A still picture knows nothing of the frames behind it, whatever else is asked for.
    assert!(made[1] == alone[0] && count(&made[1]) > 32, "{}", count(&made[1]));
    let of_many = bytes(&run(&batch(vec![source(source_of(240), vec![small(true)])], 1)));
    assert!(count(&of_many[0]) > 32);
}
