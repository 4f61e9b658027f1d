//! Animations of every kind as WebP, composed again by libwebp: what is seen at each moment, and for how long.

mod pictures;
mod requests;
mod sequences;

use lazy_image_engine::{
    Base, Cancel, Channels, ColourProfile, Encoding, Frame, Output, Picture, Quality, Raster, Webp, WorkCounts, encode,
};
use requests::{batch, bytes, output, run, source};
use sequences::{Chance, read};

const SIZE: (u32, u32) = (37, 23);
const LOSSY: Encoding = Encoding::Webp(Webp { quality: Quality::Number(90), effort: 3, alpha_quality: 100 });
const LOSSLESS: Encoding = Encoding::Webp(Webp { quality: Quality::Lossless, effort: 1, alpha_quality: 100 });

/// Rectangles of some colour or of grey, translucent or of nothing, drawn over each other from frame to frame; some frames change
/// nothing.
fn animation(seed: u64, channels: Channels, is_gray: bool) -> Picture {
    let mut chance = Chance(seed);
    let mut pixels = Raster::<u8>::allocate(SIZE.0, SIZE.1, channels).unwrap();
    let frames = (0..8)
        .map(|index| {
            for _ in 0..if index == 0 { 6 } else { chance.below(4) } {
                let (left, top) = (chance.below(SIZE.0), chance.below(SIZE.1));
                let (width, height) = (1 + chance.below(SIZE.0 - left), 1 + chance.below(SIZE.1 - top));
                let first = chance.below(256);
                let values = [(); 3].map(|()| if is_gray { first } else { chance.below(256) } as u8);
                let alpha = [0, 90, 255, 255][chance.below(4) as usize];
                for y in top..top + height {
                    let row = ((y * SIZE.0 + left) as usize) * channels.count();
                    for pixel in pixels.samples[row..].chunks_exact_mut(channels.count()).take(width as usize) {
                        pixel[..channels.colours()].copy_from_slice(&values[..channels.colours()]);
                        pixel[channels.colours()..].fill(alpha);
                    }
                }
            }
            Frame { pixels: pixels.clone().into(), delay_ms: 20 + chance.below(30) }
        })
        .collect();
    Picture { frames, loops: chance.below(3), profile: ColourProfile::Unspecified, listed_colours: None }
}

/// What is seen in each millisecond, without the colours of what is not seen.
fn by_time(picture: &Picture) -> Vec<Vec<[u8; 4]>> {
    let seen = |frame: &Frame| -> Vec<[u8; 4]> {
        let rgba = frame.pixels.to_eight().unwrap().with_opaque_alpha().unwrap().expand_gray().unwrap();
        rgba.samples.as_chunks::<4>().0.iter().map(|pixel| if pixel[3] == 0 { [0; 4] } else { *pixel }).collect()
    };
    picture.frames.iter().flat_map(|frame| std::iter::repeat_n(seen(frame), frame.delay_ms as usize)).collect()
}

fn written(picture: &Picture, encoding: &Encoding) -> Vec<u8> {
    encode(picture, encoding, &Cancel::new()).unwrap()
}

const LAYOUTS: [Channels; 4] = [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba];

#[test]
fn every_moment_shows_its_frame_to_the_pixel_without_loss() {
    for channels in LAYOUTS {
        for seed in 0..40 {
            let picture = animation(seed, channels, false);
            let composed = read(&written(&picture, &LOSSLESS));
            assert!(by_time(&composed) == by_time(&picture), "{channels:?}, seed {seed}");
            assert!(composed.frames.len() == 1 || composed.loops == picture.loops, "{channels:?}, seed {seed}");
        }
    }
}

#[test]
fn with_loss_every_moment_shows_its_frame() {
    let error = |is: &[[u8; 4]], was: &[[u8; 4]]| {
        let squares = is.as_flattened().iter().zip(was.as_flattened()).map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2));
        squares.sum::<u64>() as f64 / is.len() as f64
    };
    for channels in LAYOUTS {
        for seed in 0..40 {
            // Colours would be told apart by their halved chroma alone.
            let picture = animation(seed, channels, true);
            let (is, was) = (by_time(&read(&written(&picture, &LOSSY))), by_time(&picture));
            assert_eq!(is.len(), was.len(), "{channels:?}, seed {seed}");
            let errors: Vec<f64> = is.iter().zip(&was).map(|(is, was)| error(is, was)).collect();
            let most = errors.iter().copied().fold(0.0, f64::max);
            // Of hard edges something is lost; a frame that shows something else is a thousand off and more.
            assert!(most < 900.0, "{channels:?}, seed {seed}: {most}");
        }
    }
}

#[test]
fn frames_are_jobs_of_one_encode_and_their_number_of_workers_changes_nothing() {
    let original = written(&animation(3, Channels::Rgba, false), &LOSSLESS);
    let outputs = || {
        [LOSSY, LOSSLESS].map(|encoding| {
            let still = output(SIZE, 20, 12, encoding);
            Output { base: Base { animated: true, ..still.base }, ..still }
        })
    };
    let made = |workers| run(&batch(vec![source(original.clone(), outputs().into())], workers));
    let alone = made(1);
    let WorkCounts { decodes, encodes, trials, .. } = alone.counts;
    assert_eq!((decodes, encodes, trials), (1, 2, 0));
    for workers in [2, 3, 8] {
        let many = made(workers);
        assert!(bytes(&many) == bytes(&alone), "{workers} workers");
        assert_eq!(many.counts, alone.counts);
    }
}
