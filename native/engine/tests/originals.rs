//! A source's own bytes in place of an encoding: only when they show the same, never with what they say of anybody,
//! and only when that is smaller.

mod pictures;
mod requests;

use lazy_image_engine::{
    Avif, AvifEffort, Base, Channels, Chroma, ColourProfile, Encoding, ErrorCode, FixedFrame, Flip, Framing, Jpeg,
    JpegEffort, KeepMetadata, Kernel, Limits, Operation, Output, Png, Quality, Region, Rendition, TargetColours, Webp,
    probe_bytes,
};
use pictures::{jpeg, pixels, png, stored_as};
use requests::{JPEG, PNG, WEBP, batch, bytes, output, run, source};

const SIZE: (u32, u32) = (90, 60);
/// Larger than what a source of quality 90 takes.
const FINE_JPEG: Encoding = Encoding::Jpeg(Jpeg {
    quality: Quality::Number(100),
    progressive: false,
    effort: JpegEffort::Default,
    chroma: Some(Chroma::Yuv444),
    background: [0; 3],
});
const FINE_WEBP: Encoding = Encoding::Webp(Webp { quality: Quality::Lossless, effort: 0, alpha_quality: 100 });
const ROUGH_AVIF: Encoding = avif(30);
const FINE_AVIF: Encoding = avif(95);
const QUICK_PNG: Encoding = Encoding::Png(Png { depth: 16, effort: 1, interlaced: false, palette: None });

const fn avif(quality: u8) -> Encoding {
    Encoding::Avif(Avif {
        quality: Quality::Number(quality),
        effort: AvifEffort::Draft,
        depth: 8,
        chroma: Chroma::Yuv444,
    })
}

fn or_source(encoding: Encoding) -> Output {
    Output { or_source: true, ..output(SIZE, SIZE.0, SIZE.1, encoding) }
}

fn made(bytes: &[u8], output: Output) -> lazy_image_engine::Result<Rendition> {
    run(&batch(vec![source(bytes.to_vec(), vec![output])], 1)).sources.remove(0).outputs.remove(0)
}

fn webp() -> Vec<u8> {
    bytes(&run(&batch(vec![source(png(SIZE.0, SIZE.1), vec![output(SIZE, SIZE.0, SIZE.1, WEBP)])], 1))).remove(0)
}

/// Sources that nothing can be taken out of, with an encoding that is larger.
fn bare() -> [(Vec<u8>, Encoding); 3] {
    [(jpeg(SIZE.0, SIZE.1), FINE_JPEG), (png(SIZE.0, SIZE.1), QUICK_PNG), (webp(), FINE_WEBP)]
}

#[test]
fn the_source_itself_is_taken_when_the_encoding_is_larger() {
    for (original, encoding) in bare() {
        let plain = made(&original, output(SIZE, SIZE.0, SIZE.1, encoding)).unwrap();
        assert!(!plain.is_source && plain.bytes > original.len() as u64, "{encoding:?}");
        let taken = made(&original, or_source(encoding)).unwrap();
        assert!(taken.is_source && taken.data.as_ref() == Some(&original), "{encoding:?}");
        assert_eq!((taken.bytes, taken.quality), (original.len() as u64, None));
    }
}

#[test]
fn the_encoding_is_taken_when_it_is_smaller() {
    let rough = Encoding::Jpeg(Jpeg {
        quality: Quality::Number(10),
        progressive: false,
        effort: JpegEffort::Default,
        chroma: Some(Chroma::Yuv420),
        background: [0; 3],
    });
    let taken = made(&jpeg(SIZE.0, SIZE.1), or_source(rough)).unwrap();
    assert!(!taken.is_source && taken.quality == Some(10));
}

#[test]
fn what_a_source_says_is_taken_out_unless_it_is_kept() {
    let plain = jpeg(SIZE.0, SIZE.1);
    let said = stored_as(1, &plain);
    for (metadata, expected) in
        [(KeepMetadata::None, &plain), (KeepMetadata::Copyright, &plain), (KeepMetadata::All, &said)]
    {
        let taken = made(&said, Output { metadata, ..or_source(FINE_JPEG) }).unwrap();
        assert!(taken.is_source && taken.data.as_ref() == Some(expected), "{metadata:?}");
    }
}

#[test]
fn a_request_for_something_else_than_the_source_is_refused() {
    let turned = stored_as(6, &jpeg(SIZE.0, SIZE.1));
    let upright = |encoding| Output { or_source: true, ..output((60, 90), 60, 90, encoding) };
    let half = Output { or_source: true, ..output(SIZE, 45, 30, FINE_JPEG) };
    let part = Framing::Fixed(FixedFrame {
        region: Region { left: 1.0, top: 0.0, width: 89.0, height: 60.0 },
        width: 90,
        height: 60,
        kernel: Kernel::Lanczos3,
        canvas: None,
        slide: None,
    });
    let part = Output { framing: part, ..or_source(FINE_JPEG) };
    let operated = Output { operations: vec![Operation::Flip(Flip)], ..or_source(FINE_JPEG) };
    let jpeg = jpeg(SIZE.0, SIZE.1);
    for (bytes, asked) in [
        (&jpeg, half),
        (&jpeg, part),
        (&jpeg, operated),
        (&jpeg, or_source(WEBP)),
        (&jpeg, or_source(PNG)),
        (&turned, upright(FINE_JPEG)),
    ] {
        let refused = made(bytes, asked.clone()).unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidRequest, "{asked:?}");
    }
}

#[test]
fn a_source_in_other_colours_than_the_output_s_is_not_taken() {
    let asked = output(SIZE, SIZE.0, SIZE.1, JPEG);
    let base = Base { colour_space: TargetColours::DisplayP3, ..asked.base };
    let wide = made(&png(SIZE.0, SIZE.1), Output { base, ..asked }).unwrap().data.unwrap();
    assert!(!made(&wide, or_source(FINE_JPEG)).unwrap().is_source);
    let own = Base { colour_space: TargetColours::Source, ..or_source(FINE_JPEG).base };
    let taken = made(&wide, Output { base: own, ..or_source(FINE_JPEG) }).unwrap();
    assert!(taken.is_source);
    let profile = probe_bytes(taken.data.as_ref().unwrap(), &Limits::UNBOUNDED).unwrap().profile;
    assert_eq!(profile, probe_bytes(&wide, &Limits::UNBOUNDED).unwrap().profile);
}

#[test]
fn the_source_counts_as_encoded_because_its_encoding_was_made() {
    let outcome = run(&batch(vec![source(png(SIZE.0, SIZE.1), vec![or_source(QUICK_PNG)])], 1));
    assert_eq!((outcome.counts.decodes, outcome.counts.encodes), (1, 1));
    assert_eq!(outcome.counts.bytes_out, png(SIZE.0, SIZE.1).len() as u64);
}

#[test]
fn a_budget_may_be_met_by_the_source_alone() {
    let original = png(SIZE.0, SIZE.1);
    let asked = Output { max_bytes: Some(original.len() as u64), ..or_source(QUICK_PNG) };
    assert!(made(&original, asked).unwrap().is_source);
}

#[test]
fn an_output_that_may_be_its_source_asks_nothing_of_the_others() {
    let itself = Output { or_source: true, ..output(SIZE, SIZE.0, SIZE.1, FINE_JPEG) };
    let outcome = run(&batch(vec![source(jpeg(SIZE.0, SIZE.1), vec![itself, output(SIZE, 45, 30, FINE_JPEG)])], 1));
    assert!(outcome.sources[0].outputs.iter().all(Result::is_ok), "{:?}", outcome.sources[0].outputs);
}

fn as_stored(asked: Output) -> Output {
    Output { base: Base { auto_orient: false, ..asked.base }, ..asked }
}

#[test]
fn what_is_not_turned_upright_is_its_source_only_while_that_still_says_how_it_lies() {
    for orientation in 2..=8 {
        let original = stored_as(orientation, &jpeg(SIZE.0, SIZE.1));
        // A region is one of the stored picture, whose sides are not exchanged.
        let asked = |metadata| as_stored(Output { metadata, ..or_source(FINE_JPEG) });
        let whole = made(&original, asked(KeepMetadata::All)).unwrap();
        assert!(whole.is_source && whole.data.as_ref() == Some(&original), "{orientation}");
        assert_eq!((whole.width, whole.height), SIZE);
        for metadata in [KeepMetadata::None, KeepMetadata::Icc, KeepMetadata::Copyright, KeepMetadata::Exif] {
            let bare = made(&original, asked(metadata)).unwrap();
            assert!(!bare.is_source, "{orientation}, {metadata:?}: without its orientation it lies on another side");
        }
    }
}

#[test]
fn what_needs_no_turn_is_its_source_whether_it_is_turned_or_not() {
    let original = stored_as(1, &jpeg(SIZE.0, SIZE.1));
    for asked in [or_source(FINE_JPEG), as_stored(or_source(FINE_JPEG))] {
        assert!(made(&original, asked).unwrap().is_source);
    }
}

#[test]
fn a_picture_that_is_not_turned_has_the_sides_that_it_is_stored_with() {
    let original = stored_as(6, &jpeg(SIZE.0, SIZE.1));
    let upright = as_stored(Output { or_source: true, ..output((60, 90), 60, 90, FINE_JPEG) });
    assert_eq!(made(&original, upright).unwrap_err().code, ErrorCode::InvalidRequest);
}

/// A picture and a second frame of one pixel.
fn blinking_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels(SIZE.0, SIZE.1, Channels::Rgb).samples).unwrap();
    writer.set_frame_dimension(1, 1).unwrap();
    writer.write_image_data(&[255, 0, 0]).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The same as a WebP, so rough that a single frame without loss is larger.
fn blinking_webp() -> Vec<u8> {
    let rough = Encoding::Webp(Webp { quality: Quality::Number(5), effort: 0, alpha_quality: 100 });
    let asked = output(SIZE, SIZE.0, SIZE.1, rough);
    made(&blinking_png(), Output { base: Base { animated: true, ..asked.base }, ..asked }).unwrap().data.unwrap()
}

#[test]
fn an_animation_is_its_source_only_with_all_of_its_frames() {
    // A PNG is written as its first frame, whatever is asked for.
    for (original, encoding, keeps_frames) in [(blinking_webp(), FINE_WEBP, true), (blinking_png(), QUICK_PNG, false)] {
        assert_eq!(probe_bytes(&original, &Limits::UNBOUNDED).unwrap().frames, 2);
        for animated in [false, true] {
            let asked = or_source(encoding);
            let asked = Output { base: Base { animated, ..asked.base }, ..asked };
            let encoded = made(&original, Output { or_source: false, ..asked.clone() }).unwrap();
            assert!(encoded.bytes > original.len() as u64, "{encoding:?}: as small as its source");
            let taken = made(&original, asked).unwrap();
            assert_eq!(taken.is_source, animated && keeps_frames, "{encoding:?}, animated: {animated}");
            let frames = probe_bytes(taken.data.as_ref().unwrap(), &Limits::UNBOUNDED).unwrap().frames;
            assert_eq!(frames, if animated && keeps_frames { 2 } else { 1 });
        }
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn pixels_of(bytes: &[u8]) -> Option<Vec<u8>> {
    made(bytes, output(SIZE, SIZE.0, SIZE.1, QUICK_PNG)).unwrap().data
}

#[test]
fn what_every_container_says_is_taken_out_without_another_encode() {
    const TIFF_HEADER: &[u8] = b"II*\0\x08";
    let said = stored_as(1, &jpeg(SIZE.0, SIZE.1));
    assert!(contains(&said, TIFF_HEADER));
    for (rough, fine) in [(JPEG, FINE_JPEG), (PNG, QUICK_PNG), (WEBP, FINE_WEBP), (ROUGH_AVIF, FINE_AVIF)] {
        let keeping = Output { metadata: KeepMetadata::All, ..output(SIZE, SIZE.0, SIZE.1, rough) };
        let original = made(&said, keeping).unwrap().data.unwrap();
        assert!(contains(&original, TIFF_HEADER), "{rough:?}");
        let taken = made(&original, or_source(fine)).unwrap();
        assert!(taken.is_source && taken.bytes < original.len() as u64, "{rough:?}");
        let bare = taken.data.unwrap();
        assert!(!contains(&bare, TIFF_HEADER) && pixels_of(&bare) == pixels_of(&original), "{rough:?}");
        let whole = made(&original, Output { metadata: KeepMetadata::All, ..or_source(fine) }).unwrap();
        assert!(whole.is_source && whole.data.as_ref() == Some(&original), "{rough:?}");
    }
}

#[test]
fn a_profile_that_means_srgb_is_no_hindrance() {
    let base = |colour_space, asked: Output| Output { base: Base { colour_space, ..asked.base }, ..asked };
    let plain = output(SIZE, SIZE.0, SIZE.1, JPEG);
    let wide = made(&png(SIZE.0, SIZE.1), base(TargetColours::DisplayP3, plain.clone())).unwrap().data.unwrap();
    let labelled = Output { metadata: KeepMetadata::Icc, ..plain };
    let original = made(&wide, labelled).unwrap().data.unwrap();
    let profile = |bytes: &[u8]| probe_bytes(bytes, &Limits::UNBOUNDED).unwrap().profile;
    assert_ne!(profile(&original), ColourProfile::Unspecified);
    let taken = made(&original, or_source(FINE_JPEG)).unwrap();
    assert!(taken.is_source);
    let bare = taken.data.unwrap();
    assert_eq!(profile(&bare), ColourProfile::Unspecified);
    assert_eq!(pixels_of(&bare), pixels_of(&original));
    let kept = made(&original, Output { metadata: KeepMetadata::Icc, ..or_source(FINE_JPEG) }).unwrap();
    assert!(kept.is_source && kept.data.as_ref() == Some(&original));
}
