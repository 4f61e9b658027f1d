//! GIF, APNG and WebP, written here frame by frame: what each frame shows, how long, and how often.
//! Cannot catch a misreading of the container that writer and reader share.

mod upright;

use std::borrow::Cow;

use gif::{DisposalMethod, Encoder, Frame as GifFrame, Repeat};
use lazy_image_engine::{
    Base, Cancel, Channels, ColourProfile, Decoded, Encoded, Encoding, ErrorCode, Limits, Needs, Picture, Quality,
    Raster, TargetColours, Webp, decode, encode, probe_bytes,
};
use png::{BitDepth, BlendOp, ColorType, DisposeOp};
use upright::decode_upright;

const RED: u8 = 0;
const BLUE: u8 = 1;
const CLEAR: u8 = 2;
const PALETTE: [u8; 9] = [255, 0, 0, 0, 0, 255, 0, 0, 0];

fn all_frames(bytes: &[u8], limits: &Limits) -> lazy_image_engine::Result<Picture> {
    let header = probe_bytes(bytes, limits)?;
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: true };
    let needs = Needs { scale: 1.0, all_frames: true, wide: false, bases: vec![base] };
    decode(&Encoded { bytes, header: &header, limits }, &needs, &Cancel::new()).map(|Decoded { picture, .. }| picture)
}

/// Frames of 1 pixel height on a canvas of 3×1: left, indices, disposal, delay in hundredths of a second.
fn gif(frames: &[(u16, &[u8], DisposalMethod, u16)], repeat: Option<Repeat>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 3, 1, &PALETTE).unwrap();
    if let Some(repeat) = repeat {
        encoder.set_repeat(repeat).unwrap();
    }
    for (left, indices, dispose, delay) in frames {
        let frame = GifFrame {
            left: *left,
            width: indices.len() as u16,
            height: 1,
            dispose: *dispose,
            delay: *delay,
            transparent: indices.contains(&CLEAR).then_some(CLEAR),
            buffer: Cow::Borrowed(indices),
            ..GifFrame::default()
        };
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    bytes
}

/// Each pixel as a letter: r, b, or a dot where nothing is.
fn letters(picture: &Picture) -> Vec<String> {
    let letter = |pixel: &[u8]| match pixel {
        [.., 0] if pixel.len() == 4 => '.',
        [255, 0, 0, ..] => 'r',
        [0, 0, 255, ..] => 'b',
        _ => '?',
    };
    picture.frames.iter().map(|frame| frame.pixels.to_eight().unwrap().pixels().map(letter).collect()).collect()
}

#[test]
fn gif_frames_are_laid_over_each_other_by_their_disposals() {
    use DisposalMethod::{Background, Keep, Previous};
    let bytes = gif(
        &[
            (0, &[RED, RED, RED], Keep, 10),
            (0, &[BLUE, CLEAR], Previous, 10),
            (2, &[BLUE], Background, 10),
            (0, &[BLUE, CLEAR, CLEAR], Keep, 10),
        ],
        None,
    );
    let picture = all_frames(&bytes, &Limits::UNBOUNDED).unwrap();
    assert_eq!(letters(&picture), ["rrr", "brr", "rrb", "br."]);
    let first = decode_upright(&bytes, &probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap(), &Limits::UNBOUNDED, 1.0);
    assert_eq!(first.unwrap().0.channels, Channels::Rgba);
}

#[test]
fn a_gif_of_opaque_frames_has_no_alpha() {
    let bytes = gif(&[(0, &[RED, BLUE, RED], DisposalMethod::Keep, 10)], None);
    assert!(!probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap().has_alpha);
    assert_eq!(all_frames(&bytes, &Limits::UNBOUNDED).unwrap().channels(), Channels::Rgb);
}

#[test]
fn gif_repetitions_are_plays_and_hurried_frames_take_a_tenth_of_a_second() {
    let frames: Vec<(u16, &[u8], _, _)> =
        [0, 1, 2, 7].map(|delay| (0, &[RED, RED, BLUE][..], DisposalMethod::Keep, delay)).to_vec();
    for (repeat, plays) in [(None, 1), (Some(Repeat::Infinite), 0), (Some(Repeat::Finite(2)), 3)] {
        let picture = all_frames(&gif(&frames, repeat), &Limits::UNBOUNDED).unwrap();
        assert_eq!(picture.loops, plays);
        assert_eq!(picture.frames.iter().map(|frame| frame.delay_ms).collect::<Vec<_>>(), [100, 100, 20, 70]);
    }
}

#[test]
fn too_many_frames_are_refused_only_where_they_are_all_wanted() {
    let frames: Vec<(u16, &[u8], _, _)> = vec![(0, &[RED][..], DisposalMethod::Keep, 5); 12];
    let bytes = gif(&frames, None);
    for (limits, code, limit) in [
        (Limits { frames: 11, ..Limits::UNBOUNDED }, ErrorCode::LimitFrames, "limit 11"),
        (Limits { animation_pixels: 35, ..Limits::UNBOUNDED }, ErrorCode::LimitAnimationPixels, "limit 35"),
    ] {
        let error = all_frames(&bytes, &limits).unwrap_err();
        assert_eq!(error.code, code);
        assert!(error.to_string().contains(limit) && error.to_string().contains("frames 12"), "{error}");
        let header = probe_bytes(&bytes, &limits).unwrap();
        assert!(decode_upright(&bytes, &header, &limits, 1.0).is_ok());
    }
}

struct PngFrame {
    x: u32,
    pixels: &'static [[u8; 4]],
    dispose: DisposeOp,
    blend: BlendOp,
}

const OPAQUE_RED: [u8; 4] = [255, 0, 0, 255];
const OPAQUE_BLUE: [u8; 4] = [0, 0, 255, 255];
const NOTHING: [u8; 4] = [0; 4];

fn apng(frames: &[PngFrame], separate_default: bool, colour: ColorType, depth: BitDepth) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 3, 1);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.set_animated(frames.len() as u32, 5).unwrap();
    encoder.set_sep_def_img(separate_default).unwrap();
    encoder.set_frame_delay(1, 8).unwrap();
    let mut writer = encoder.write_header().unwrap();
    let data = |pixels: &[[u8; 4]]| -> Vec<u8> {
        let channels = if colour == ColorType::Rgb { 3 } else { 4 };
        let samples = pixels.iter().flat_map(|pixel| pixel[..channels].to_vec());
        if depth == BitDepth::Sixteen { samples.flat_map(|sample| [sample; 2]).collect() } else { samples.collect() }
    };
    if separate_default {
        writer.write_image_data(&data(&[OPAQUE_BLUE; 3])).unwrap();
    }
    for frame in frames {
        writer.set_frame_dimension(frame.pixels.len() as u32, 1).unwrap();
        writer.set_frame_position(frame.x, 0).unwrap();
        writer.set_dispose_op(frame.dispose).unwrap();
        writer.set_blend_op(frame.blend).unwrap();
        writer.write_image_data(&data(frame.pixels)).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

fn red_then_blue(dispose: DisposeOp, blend: BlendOp) -> Vec<PngFrame> {
    vec![
        PngFrame { x: 0, pixels: &[OPAQUE_RED; 3], dispose: DisposeOp::None, blend: BlendOp::Source },
        PngFrame { x: 0, pixels: &[OPAQUE_BLUE, NOTHING], dispose, blend },
        PngFrame { x: 2, pixels: &[OPAQUE_BLUE], dispose: DisposeOp::None, blend: BlendOp::Over },
    ]
}

#[test]
fn apng_frames_are_laid_over_each_other_by_their_operations() {
    for (dispose, blend, expected) in [
        (DisposeOp::None, BlendOp::Over, ["rrr", "brr", "brb"]),
        (DisposeOp::None, BlendOp::Source, ["rrr", "b.r", "b.b"]),
        (DisposeOp::Background, BlendOp::Over, ["rrr", "brr", "..b"]),
        (DisposeOp::Previous, BlendOp::Over, ["rrr", "brr", "rrb"]),
    ] {
        for depth in [BitDepth::Eight, BitDepth::Sixteen] {
            let bytes = apng(&red_then_blue(dispose, blend), false, ColorType::Rgba, depth);
            let picture = all_frames(&bytes, &Limits::UNBOUNDED).unwrap();
            assert_eq!(letters(&picture), expected, "{dispose:?} {blend:?} {depth:?}");
            assert_eq!(picture.loops, 5);
            assert!(picture.frames.iter().all(|frame| frame.delay_ms == 125));
        }
    }
}

#[test]
fn the_picture_for_viewers_without_animations_is_no_frame() {
    let frames = red_then_blue(DisposeOp::None, BlendOp::Over);
    let bytes = apng(&frames, true, ColorType::Rgba, BitDepth::Eight);
    let picture = all_frames(&bytes, &Limits::UNBOUNDED).unwrap();
    assert_eq!(letters(&picture), ["rrr", "brr", "brb"]);
    let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
    let still = decode_upright(&bytes, &header, &Limits::UNBOUNDED, 1.0).unwrap().0;
    assert_eq!(still.samples[..4], OPAQUE_BLUE);
}

#[test]
fn opaque_frames_give_an_opaque_animation_unless_they_are_cleared_away() {
    for (dispose, channels) in [(DisposeOp::None, Channels::Rgb), (DisposeOp::Background, Channels::Rgba)] {
        let frames = red_then_blue(dispose, BlendOp::Source);
        let bytes = apng(&frames, false, ColorType::Rgb, BitDepth::Eight);
        let picture = all_frames(&bytes, &Limits::UNBOUNDED).unwrap();
        assert!(picture.frames.iter().all(|frame| frame.pixels.channels() == channels), "{dispose:?}");
    }
}

/// An APNG of one pixel a frame, each shown for a fraction of a second.
fn timed_apng(delays: &[(u16, u16)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(ColorType::Rgba);
    encoder.set_animated(delays.len() as u32, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for (numerator, denominator) in delays {
        writer.set_frame_delay(*numerator, *denominator).unwrap();
        writer.write_image_data(&OPAQUE_RED).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// A WebP of one pixel a frame, each shown for a number of milliseconds.
fn timed_webp(delays: &[u32]) -> Vec<u8> {
    let raster = Raster { width: 1, height: 1, channels: Channels::Rgb, samples: vec![255u8, 0, 0] };
    let encoding = Encoding::Webp(Webp { quality: Quality::Lossless, effort: 0, alpha_quality: 100 });
    let still = encode(&Picture::still(raster, ColourProfile::Unspecified), &encoding, &Cancel::new()).unwrap();
    let image = &still[12..];
    let chunk = |name: &[u8; 4], content: &[u8]| {
        [name.as_slice(), &(content.len() as u32).to_le_bytes(), content, &[0][..content.len() % 2]].concat()
    };
    let frame = |delay: &u32| {
        // Left, top, width - 1 and height - 1 of three bytes each, the time, no blending and no disposal.
        let content = [&[0; 12], &delay.to_le_bytes()[..3], &[0b10], image].concat();
        chunk(b"ANMF", &content)
    };
    let mut chunks = [chunk(b"VP8X", &[2, 0, 0, 0, 0, 0, 0, 0, 0, 0]), chunk(b"ANIM", &[0; 6])].concat();
    chunks.extend(delays.iter().flat_map(frame));
    [b"RIFF".as_slice(), &(4 + chunks.len() as u32).to_le_bytes(), b"WEBP", &chunks].concat()
}

fn shown_for(bytes: &[u8]) -> Vec<u32> {
    all_frames(bytes, &Limits::UNBOUNDED).unwrap().frames.iter().map(|frame| frame.delay_ms).collect()
}

#[test]
fn apng_frames_of_at_most_ten_milliseconds_take_a_tenth_of_a_second() {
    let delays = [(0, 1000), (9, 1000), (10, 1000), (11, 1000), (12, 1000)];
    assert_eq!(shown_for(&timed_apng(&delays)), [100, 100, 100, 11, 12]);
    // A denominator of 0 means hundredths.
    assert_eq!(shown_for(&timed_apng(&[(0, 0), (1, 0), (2, 0), (65_535, 0)])), [100, 100, 20, 655_350]);
    // Between two milliseconds the nearer one is what counts, and the middle is the longer.
    assert_eq!(shown_for(&timed_apng(&[(1, 96), (1, 95), (21, 2000), (23, 2000), (1, 3)])), [100, 11, 11, 12, 333]);
}

#[test]
fn webp_frames_of_at_most_ten_milliseconds_take_a_tenth_of_a_second() {
    let delays = [0, 9, 10, 11, 12, 70_000];
    assert_eq!(shown_for(&timed_webp(&delays)), [100, 100, 100, 11, 12, 70_000]);
}
