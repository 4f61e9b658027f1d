//! Every term of the model by itself: each source below has a peak that can be added up by hand.

use super::*;
use crate::asked::base::{Base, TargetColours};
use crate::asked::chroma::Chroma;
use crate::asked::frame::{FixedFrame, Kernel, Region};
use crate::asked::geometry::{Fit, FrameRequest, Position};
use crate::asked::quality::Quality;
use crate::batch::{DecodeSize, SourceInput};
use crate::error::ErrorCode;
use crate::fail_on::FailOn;
use crate::formats::Encoding;
use crate::formats::asked::{Gif, Jpeg, JpegEffort, Png};
use crate::kinds::header::SourceFormat;
use crate::operations::{Flip, Operation};
use crate::orientation::Orientation;

const FILE: u64 = 1000;
const SIZE: (u32, u32) = (200, 120);
const PIXELS: u64 = 200 * 120;
/// Ten bytes a pixel in the encoder.
const PNG: Encoding = Encoding::Png(Png { depth: 8, effort: 6, interlaced: false, palette: None });
/// Twenty-eight.
const PNG_SIXTEEN: Encoding = Encoding::Png(Png { depth: 16, effort: 6, interlaced: false, palette: None });
/// Thirty-four, and it holds frames.
const GIF: Encoding = Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 });

/// Three channels of 8 bits in a format whose decoder holds nothing beside them.
fn header() -> ImageHeader {
    ImageHeader::plain(SourceFormat::Png, SIZE)
}

fn fixed(width: u32, height: u32) -> Framing {
    Framing::Fixed(FixedFrame {
        region: Region { left: 0.0, top: 0.0, width: 200.0, height: 120.0 },
        width,
        height,
        kernel: Kernel::Lanczos3,
        canvas: None,
        slide: None,
    })
}

fn trimmed(width: f64, height: f64) -> Framing {
    let request = FrameRequest {
        crop: None,
        width: Some(width),
        height: Some(height),
        aspect: None,
        fit: Fit::Fill,
        position: Position::Point { x: 0.5, y: 0.5 },
        enlarge: false,
        reduce: true,
        kernel: Kernel::Lanczos3,
        background: [0; 4],
    };
    Framing::Trimmed { threshold: 10.0, request }
}

/// 50×30 pixels.
fn small() -> Output {
    Output::plain(fixed(50, 30), PNG)
}

fn source(outputs: Vec<Output>) -> Source {
    Source {
        input: SourceInput::Bytes(Vec::new().into()),
        decode_size: DecodeSize::Full,
        fail_on: FailOn::default(),
        timeout: None,
        outputs,
    }
}

fn peak_of(source: &Source, header: &ImageHeader, workers: usize) -> u64 {
    modelled_peak(source, header, &Limits::UNBOUNDED, FILE, workers).unwrap()
}

fn peak(outputs: Vec<Output>, header: &ImageHeader, workers: usize) -> u64 {
    peak_of(&source(outputs), header, workers)
}

/// What a source takes in the order of the model.
struct Terms {
    decoded: u64,
    second_copy: u64,
    more_bases: u64,
    trimmed: u64,
    resampling: u64,
    largest_frame: u64,
    operating: u64,
    encoding: u64,
    is_drawn_again: bool,
}

/// Of one output of 50×30 from three channels of 8 bits.
fn small_terms() -> Terms {
    Terms {
        decoded: PIXELS * 3,
        second_copy: DECODER_BYTES,
        more_bases: 0,
        trimmed: 0,
        resampling: rows(SIZE, Channels::Rgb, (50, 30)),
        largest_frame: 50 * 30 * 3,
        operating: 0,
        encoding: 50 * 30 * 10,
        is_drawn_again: false,
    }
}

/// What rows on their way into a frame take.
fn rows(size: (u32, u32), layout: Channels, (width, height): (u32, u32)) -> u64 {
    let region = Region { left: 0.0, top: 0.0, width: size.0.into(), height: size.1.into() };
    held_bytes(size, resize::layout(layout), &[RowShape { region, kernel: Kernel::Lanczos3, width, height }])
}

impl Terms {
    fn sum(&self) -> u64 {
        let Self { decoded, second_copy, more_bases, trimmed, resampling, largest_frame, operating, encoding, .. } =
            self;
        let after = trimmed + resampling + 2 * largest_frame + operating + encoding;
        // One base is prepared before anything is made of it.
        let beside =
            if *more_bases == 0 && !self.is_drawn_again { *second_copy.max(&after) } else { second_copy + after };
        FILE + decoded + more_bases + beside
    }
}

#[test]
fn a_source_takes_its_file_its_pixels_and_what_is_made_of_them() {
    assert_eq!(peak(vec![small()], &header(), 1), small_terms().sum());
    let file = modelled_peak(&source(vec![small()]), &header(), &Limits::UNBOUNDED, FILE + 77, 1).unwrap();
    assert_eq!(file, small_terms().sum() + 77);
}

#[test]
fn pixels_take_what_their_channels_and_their_depth_take() {
    let grey = ImageHeader { colour_space: ColourSpace::Gray, ..header() };
    let one = Terms {
        decoded: PIXELS,
        resampling: rows(SIZE, Channels::Gray, (50, 30)),
        largest_frame: 50 * 30,
        ..small_terms()
    };
    assert_eq!(peak(vec![small()], &grey, 1), one.sum());
    let wide = ImageHeader { bit_depth: 16, ..header() };
    let six = Terms {
        decoded: PIXELS * 6,
        resampling: 50 * 200 * 6,
        largest_frame: 50 * 30 * 6,
        encoding: 50 * 30 * 28,
        ..small_terms()
    };
    assert_eq!(peak(vec![Output::plain(fixed(50, 30), PNG_SIXTEEN)], &wide, 1), six.sum());
    // Read with all of their bits, and rounded.
    let rounded = Terms { second_copy: DECODER_BYTES + PIXELS * 6, ..small_terms() };
    assert_eq!(peak(vec![small()], &wide, 1), rounded.sum());
}

#[test]
fn a_picture_that_is_decoded_smaller_takes_less() {
    let cmyk = ImageHeader { format: SourceFormat::Jpeg, colour_space: ColourSpace::Cmyk, ..header() };
    let needed = Source { decode_size: DecodeSize::Needed, ..source(vec![small()]) };
    // Twice as large as the output, so that there is something to resample.
    let half = Terms {
        decoded: 100 * 60 * 3,
        second_copy: DECODER_BYTES + 100 * 60 * 4,
        resampling: rows((100, 60), Channels::Rgb, (50, 30)),
        ..small_terms()
    };
    assert_eq!(peak_of(&needed, &cmyk, 1), half.sum());
    // Sides are rounded up: 201 by 119 are 101 by 60.
    let odd = ImageHeader { width: 201, height: 119, ..cmyk };
    let rounded = Terms {
        decoded: 101 * 60 * 3,
        second_copy: DECODER_BYTES + 101 * 60 * 4,
        resampling: rows((101, 60), Channels::Rgb, (50, 30)),
        ..small_terms()
    };
    assert_eq!(peak_of(&needed, &odd, 1), rounded.sum());
}

#[test]
fn a_picture_that_comes_row_by_row_is_never_whole_unless_something_looks_for_its_borders() {
    let jpeg = ImageHeader { format: SourceFormat::Jpeg, width: 2000, height: 1200, ..header() };
    let pixels = 2000 * 1200 * 3;
    let few = peak(vec![small(), Output::plain(fixed(100, 60), PNG)], &jpeg, 2);
    assert!(few < pixels / 4, "{few}");
    let whole = peak(vec![small(), Output::plain(trimmed(50.0, 30.0), PNG)], &jpeg, 2);
    assert!(whole > 2 * pixels, "{whole}");
    let turned = ImageHeader { orientation: Orientation::Rotate90, ..jpeg };
    assert!(peak(vec![small()], &turned, 1) < pixels / 4);
}

#[test]
fn turning_upright_takes_a_second_copy_or_what_the_decoder_held_if_that_is_more() {
    let turned = ImageHeader { orientation: Orientation::Rotate90, ..header() };
    let copied = Terms { second_copy: DECODER_BYTES.max(PIXELS * 3), ..small_terms() };
    assert_eq!(peak(vec![small()], &turned, 1), copied.sum());
    let cmyk = ImageHeader { format: SourceFormat::Jpeg, colour_space: ColourSpace::Cmyk, ..header() };
    let inks = Terms { second_copy: DECODER_BYTES + PIXELS * 4, ..small_terms() };
    assert_eq!(peak(vec![small()], &cmyk, 1), inks.sum());
    let both = ImageHeader { orientation: Orientation::Rotate90, ..cmyk };
    assert_eq!(peak(vec![small()], &both, 1), inks.sum(), "one is over before the other begins");
}

#[test]
fn every_base_after_the_first_is_one_more_picture() {
    let in_p3 = |output: Output| {
        let base = Base { colour_space: TargetColours::DisplayP3, ..output.base };
        Output { base, ..output }
    };
    let as_stored = |output: Output| Output { base: Base { auto_orient: false, ..output.base }, ..output };
    let turned = ImageHeader { orientation: Orientation::FlipHorizontal, ..header() };
    for (outputs, more) in [
        (vec![small(), small()], 0),
        (vec![small(), in_p3(small())], 1),
        (vec![small(), in_p3(small()), in_p3(small()), as_stored(small())], 2),
    ] {
        let bases =
            Terms { second_copy: DECODER_BYTES.max(PIXELS * 3), more_bases: more * PIXELS * 3, ..small_terms() };
        assert_eq!(peak(outputs, &turned, 1), bases.sum(), "{more}");
    }
}

#[test]
fn what_is_left_of_a_trimmed_picture_is_a_copy_for_each_worker_that_makes_one() {
    let trim = || Output::plain(trimmed(50.0, 30.0), PNG);
    for (outputs, workers, copies) in [
        (vec![trim()], 1, 1),
        (vec![trim(), trim(), trim()], 1, 1),
        (vec![trim(), trim(), trim()], 2, 2),
        (vec![trim(), small(), small()], 3, 1),
        (vec![small(), small()], 2, 0),
    ] {
        let at_once = workers.min(outputs.len()) as u64;
        let terms = Terms {
            trimmed: copies * PIXELS * 3,
            resampling: at_once * small_terms().resampling,
            encoding: at_once * small_terms().encoding,
            ..small_terms()
        };
        assert_eq!(peak(outputs, &header(), workers), terms.sum(), "{workers} workers");
    }
}

#[test]
fn resampling_takes_rows_and_a_weighted_copy_of_a_wide_picture_with_alpha() {
    let alpha = ImageHeader { has_alpha: true, ..header() };
    let four = Terms {
        decoded: PIXELS * 4,
        resampling: rows(SIZE, Channels::Rgba, (50, 30)),
        largest_frame: 50 * 30 * 4,
        ..small_terms()
    };
    assert_eq!(peak(vec![small()], &alpha, 1), four.sum());
    let wide = ImageHeader { bit_depth: 16, ..alpha };
    let eight = Terms {
        decoded: PIXELS * 8,
        resampling: 50 * 200 * 8 + PIXELS * 8,
        largest_frame: 50 * 30 * 8,
        encoding: 50 * 30 * 28,
        ..small_terms()
    };
    assert_eq!(peak(vec![Output::plain(fixed(50, 30), PNG_SIXTEEN)], &wide, 1), eight.sum());
}

#[test]
fn as_many_as_there_are_workers_are_resampled_and_encoded_at_once_the_largest_first() {
    let outputs = || vec![small(), Output::plain(fixed(100, 60), PNG), Output::plain(fixed(10, 6), PNG_SIXTEEN)];
    let largest_frame = 100 * 60 * 3;
    let mut each = [(50, 30), (100, 60), (10, 6)].map(|size| rows(SIZE, Channels::Rgb, size));
    each.sort_unstable_by(|a, b| b.cmp(a));
    let first = |count: usize| each[..count].iter().sum::<u64>();
    for (workers, resampling, encoding) in [
        (1, first(1), 6000 * 10),
        (2, first(2), 6000 * 10 + 1500 * 10),
        (3, first(3), 6000 * 10 + 1500 * 10 + 60 * 28),
        (9, first(3), 6000 * 10 + 1500 * 10 + 60 * 28),
    ] {
        let terms = Terms { resampling, encoding, largest_frame, ..small_terms() };
        assert_eq!(peak(outputs(), &header(), workers), terms.sum(), "{workers} workers");
    }
}

#[test]
fn operations_take_a_third_picture_and_a_wide_copy_of_a_frame() {
    let flipped = |output: Output| Output { operations: vec![Operation::Flip(Flip)], ..output };
    let operating = Terms { operating: 50 * 30 * (3 + 8), ..small_terms() };
    assert_eq!(peak(vec![flipped(small())], &header(), 1), operating.sum());
    // The largest of them alone; one without operations is none of them.
    let large = || Output::plain(fixed(100, 60), PNG);
    let of_large = Terms {
        resampling: [(100, 60), (50, 30)].map(|size| rows(SIZE, Channels::Rgb, size)).into_iter().max().unwrap(),
        largest_frame: 6000 * 3,
        encoding: 6000 * 10,
        ..small_terms()
    };
    let small_operated = Terms { operating: 50 * 30 * (3 + 8), ..of_large };
    assert_eq!(peak(vec![flipped(small()), large()], &header(), 1), small_operated.sum());
    let large_operated = Terms { operating: 100 * 60 * (3 + 8), ..of_large };
    assert_eq!(peak(vec![flipped(small()), flipped(large())], &header(), 1), large_operated.sum());
}

#[test]
fn an_animation_takes_all_of_its_frames_where_an_output_keeps_them() {
    let header = ImageHeader { format: SourceFormat::Gif, frames: 7, ..header() };
    let moving = |output: Output| Output { base: Base { animated: true, ..output.base }, ..output };
    let still = Terms { second_copy: DECODER_BYTES + PIXELS * 14, encoding: (3 << 20) + 1500 * 40, ..small_terms() };
    assert_eq!(peak(vec![Output::plain(fixed(50, 30), GIF)], &header, 1), still.sum());
    let frame = (8 << 20) + 1500 * 40;
    let frames = Terms { decoded: PIXELS * 21, largest_frame: 1500 * 21, encoding: frame, ..still };
    assert_eq!(peak(vec![moving(Output::plain(fixed(50, 30), GIF))], &header, 1), frames.sum());
    // Each worker has a frame of the one output, as long as there are frames.
    for (workers, at_once) in [(3, 3), (7, 7), (9, 7)] {
        let terms = Terms { encoding: frame * at_once, ..frames };
        assert_eq!(peak(vec![moving(Output::plain(fixed(50, 30), GIF))], &header, workers), terms.sum(), "{workers}");
    }
    // An operation has a copy of one frame in work.
    let flipped = Output { operations: vec![Operation::Flip(Flip)], ..moving(Output::plain(fixed(50, 30), GIF)) };
    let operating = Terms { operating: 1500 * (21 + 8), ..frames };
    assert_eq!(peak(vec![flipped], &header, 1), operating.sum());
    // A format without frames takes the first.
    let first = Terms { encoding: 1500 * 10, ..still };
    assert_eq!(peak(vec![moving(small())], &header, 1), first.sum());
}

#[test]
fn a_drawing_may_be_drawn_for_each_of_its_outputs() {
    let drawing = ImageHeader { format: SourceFormat::Svg, has_alpha: true, ..header() };
    let drawn = |outputs: u64| Terms {
        decoded: outputs * PIXELS * 4,
        second_copy: DECODER_BYTES + PIXELS * 8,
        resampling: rows(SIZE, Channels::Rgba, SIZE),
        largest_frame: PIXELS * 4,
        encoding: PIXELS * 10,
        is_drawn_again: outputs > 1,
        ..small_terms()
    };
    let whole = || Output::plain(fixed(200, 120), PNG);
    assert_eq!(peak(vec![whole()], &drawing, 1), drawn(1).sum());
    assert_eq!(peak(vec![whole(), whole(), whole()], &drawing, 1), drawn(3).sum());
}

#[test]
fn a_search_takes_what_scoring_takes() {
    let jpeg = |quality| {
        let jpeg = Jpeg {
            quality,
            progressive: false,
            effort: JpegEffort::Default,
            chroma: Some(Chroma::Yuv420),
            background: [0; 3],
        };
        Output::plain(fixed(50, 30), Encoding::Jpeg(jpeg))
    };
    let once = (420 << 10) + 50 * 3 * 820 + 1500;
    let number = Terms { encoding: once, ..small_terms() };
    assert_eq!(peak(vec![jpeg(Quality::Number(80))], &header(), 1), number.sum());
    let target = Terms { encoding: once + 1500 * 124, ..small_terms() };
    assert_eq!(peak(vec![jpeg(Quality::Target(80.0))], &header(), 1), target.sum());
}

#[test]
fn more_frames_than_the_limits_allow_are_refused_only_where_they_are_wanted() {
    let header = ImageHeader { format: SourceFormat::Gif, frames: 7, ..header() };
    let limits = Limits { frames: 6, ..Limits::UNBOUNDED };
    let asked = |animated| {
        let gif = Output::plain(fixed(50, 30), GIF);
        source(vec![Output { base: Base { animated, ..gif.base }, ..gif }])
    };
    assert!(modelled_peak(&asked(false), &header, &limits, FILE, 1).is_ok());
    let refused = modelled_peak(&asked(true), &header, &limits, FILE, 1).unwrap_err();
    assert_eq!(refused.code, ErrorCode::LimitFrames);
}

/// Bytes beside a picture of one pixel.
fn beside(format: SourceFormat, change: impl Fn(&mut ImageHeader, &mut Needs)) -> u64 {
    let mut header = ImageHeader { format, ..header() };
    let mut needs = Needs { scale: 1.0, all_frames: false, wide: false, bases: Vec::new() };
    change(&mut header, &mut needs);
    while_decoding(&header, &needs, 1) - DECODER_BYTES
}

#[test]
fn what_a_decoder_holds_is_counted_by_what_it_reads() {
    let still = |_: &mut ImageHeader, _: &mut Needs| {};
    let alpha = |header: &mut ImageHeader, _: &mut Needs| header.has_alpha = true;
    let cmyk = |header: &mut ImageHeader, _: &mut Needs| header.colour_space = ColourSpace::Cmyk;
    let sixteen = |header: &mut ImageHeader, _: &mut Needs| header.bit_depth = 16;
    let kept = |header: &mut ImageHeader, needs: &mut Needs| (header.bit_depth, needs.wide) = (16, true);
    let many = |header: &mut ImageHeader, _: &mut Needs| header.frames = 10;
    let frames = |header: &mut ImageHeader, needs: &mut Needs| (header.frames, needs.all_frames) = (10, true);
    let wide_frames = |header: &mut ImageHeader, needs: &mut Needs| {
        (header.frames, header.bit_depth, header.has_alpha, needs.all_frames) = (10, 16, true, true);
    };
    type Change<'a> = &'a dyn Fn(&mut ImageHeader, &mut Needs);
    let of = |format, changes: &[Change]| -> Vec<u64> { changes.iter().map(|change| beside(format, change)).collect() };
    for format in [SourceFormat::Jpeg, SourceFormat::Bmp, SourceFormat::Ico] {
        assert_eq!(of(format, &[&still, &alpha, &cmyk]), [0, 0, 4], "{format:?}");
    }
    let png = of(SourceFormat::Png, &[&still, &sixteen, &kept, &many, &frames, &wide_frames]);
    assert_eq!(png, [0, 6, 0, 0, 3 * 2 * 4, 3 * 2 * 8 + 8]);
    assert_eq!(of(SourceFormat::Webp, &[&still, &alpha, &many]), [5, 7, 8]);
    assert_eq!(of(SourceFormat::Avif, &[&still, &alpha, &sixteen, &kept]), [25, 47, 37, 31]);
    assert_eq!(of(SourceFormat::Gif, &[&still, &many]), [14, 14]);
    assert_eq!(of(SourceFormat::Tiff, &[&still, &cmyk, &sixteen, &kept]), [3, 3 + 8, 12, 6]);
    assert_eq!(of(SourceFormat::Svg, &[&still]), [8]);
    assert_eq!(of(SourceFormat::Jxl, &[&still, &alpha, &many, &frames]), [36, 48, 36, (12 + 40) * 3]);
}
