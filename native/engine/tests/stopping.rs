//! Work that is stopped by a flag or by the clock: how far into a source each stage and codec looks.
//!
//! A codec that looked at the flag no more would finish, which is what these tests see. They cannot tell how often it
//! looks.

mod fixtures_folder;
mod pictures;
mod requests;

use std::time::Duration;

use fixtures_folder::fixture;
use lazy_image_engine::{
    Avif, AvifEffort, Cancel, Channels, Chroma, ColourProfile, Encoded, Encoding, ErrorCode, Frame, Gif, Limits, Needs,
    Picture, Png, Quality, Raster, Result, Source, Webp, decode, encode, probe_bytes, process_batch,
};
use pictures::{apng, gif, jpeg};
use requests::{AVIF, JPEG, WEBP, batch, output, run, source};

/// Less than any of the work below takes.
const SHORT: Duration = Duration::from_micros(300);

fn soon() -> Cancel {
    Cancel::new().within(SHORT, Duration::ZERO)
}

/// Noise, which no encoder is quick with.
fn noise(width: u32, height: u32) -> Raster<u8> {
    let mut raster = Raster::<u8>::allocate(width, height, Channels::Rgb).unwrap();
    let mut state = 1_u32;
    for sample in &mut raster.samples {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *sample = (state >> 24) as u8;
    }
    raster
}

fn still(width: u32, height: u32) -> Picture {
    Picture::still(noise(width, height), ColourProfile::Unspecified)
}

/// Frames that differ, or an encoder would take them for one.
fn animation(frames: usize) -> Picture {
    let mut raster = noise(300, 200);
    let frame = |_| {
        raster.samples.rotate_left(1000);
        Frame { pixels: raster.clone().into(), delay_ms: 50 }
    };
    Picture { frames: (0..frames).map(frame).collect(), ..still(1, 1) }
}

fn code<T>(result: Result<T>) -> Option<ErrorCode> {
    result.err().map(|error| error.code)
}

#[test]
fn encoders_stop_between_rows_frames_and_ways_to_try() {
    let lossless_webp = Encoding::Webp(Webp { quality: Quality::Lossless, effort: 4, alpha_quality: 100 });
    let slow_png = Encoding::Png(Png { depth: 8, effort: 9, interlaced: false, palette: None });
    let gif = Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 });
    let avif = Encoding::Avif(Avif {
        quality: Quality::Number(50),
        effort: AvifEffort::Draft,
        depth: 8,
        chroma: Chroma::Yuv444,
    });
    for (what, picture, encoding) in [
        ("rows of a jpeg", still(1000, 1000), JPEG),
        ("parts of a webp", still(500, 500), WEBP),
        ("parts of a lossless webp", still(500, 500), lossless_webp),
        ("ways to write a png", still(300, 300), slow_png),
        ("frames of a webp", animation(4), WEBP),
        ("frames of a gif", animation(4), gif),
        ("frames of an avif", animation(4), avif),
    ] {
        assert_eq!(code(encode(&picture, &encoding, &soon())), Some(ErrorCode::Timeout), "{what}");
        let cancelled = Cancel::new();
        cancelled.cancel();
        assert_eq!(code(encode(&picture, &encoding, &cancelled)), Some(ErrorCode::Aborted), "{what}");
    }
}

#[test]
fn a_search_stops_between_its_trials() {
    // Encoded in one piece, so that what is seen is the search.
    let wanted = Encoding::Avif(Avif {
        quality: Quality::Target(70.0),
        effort: AvifEffort::Draft,
        depth: 8,
        chroma: Chroma::Yuv444,
    });
    assert_eq!(code(encode(&still(64, 64), &wanted, &soon())), Some(ErrorCode::Timeout));
}

#[test]
fn decoders_stop_between_frames() {
    for (what, bytes) in [
        ("gif", gif(400, 300, 8)),
        ("apng", apng(400, 300, 8)),
        ("webp", encode(&animation(4), &WEBP, &Cancel::new()).unwrap()),
        ("avif", fixture("sequence.avif")),
        ("jxl", fixture("animated.jxl")),
    ] {
        let limits = Limits::UNBOUNDED;
        let header = probe_bytes(&bytes, &limits).unwrap();
        assert!(header.frames > 1, "{what}");
        let needs = Needs { scale: 1.0, all_frames: true, wide: false, bases: Vec::new() };
        let source = Encoded { bytes: &bytes, header: &header, limits: &limits };
        assert_eq!(code(decode(&source, &needs, &soon()).map(|_| ())), Some(ErrorCode::Timeout), "{what}");
    }
}

#[test]
fn a_source_that_takes_too_long_is_told_so_and_harms_no_other() {
    let good = || source(jpeg(64, 48), vec![output((64, 48), 32, 24, WEBP)]);
    let late = Source { timeout: Some(Duration::from_nanos(1)), ..good() };
    let outcome = run(&batch(vec![good(), late, good()], 2));
    let codes = outcome.sources.iter().map(|source| source.outputs[0].as_ref().err().map(|error| error.code));
    assert_eq!(codes.collect::<Vec<_>>(), [None, Some(ErrorCode::Timeout), None]);
    assert_eq!(outcome.counts.decodes, 2, "nothing was begun that could not end in time");
}

#[test]
fn a_source_that_is_done_in_time_is_what_it_would_be_without_a_limit() {
    let outputs = || vec![output((64, 48), 32, 24, WEBP), output((64, 48), 16, 12, AVIF)];
    let timed = Source { timeout: Some(Duration::from_secs(3600)), ..source(jpeg(64, 48), outputs()) };
    let all = requests::bytes(&run(&batch(vec![timed, source(jpeg(64, 48), outputs())], 1)));
    assert!(all[..2] == all[2..]);
}

#[test]
fn outputs_that_were_done_in_time_stay() {
    let timeout = Duration::from_secs(2);
    let outputs = vec![output((64, 48), 32, 24, WEBP), output((64, 48), 16, 12, WEBP)];
    let late = Source { timeout: Some(timeout), ..source(jpeg(64, 48), outputs) };
    // The larger goes first, and is told within its stage.
    let outcome = process_batch(&batch(vec![late], 1), &Cancel::new(), &|_| std::thread::sleep(timeout)).unwrap();
    let codes = outcome.sources[0].outputs.iter().map(|output| output.as_ref().err().map(|error| error.code));
    assert_eq!(codes.collect::<Vec<_>>(), [None, Some(ErrorCode::Timeout)]);
}
