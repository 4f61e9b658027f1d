use super::*;
use crate::asked::base::TargetColours;
use crate::asked::frame::{FixedFrame, Kernel, Region};
use crate::asked::geometry::{Fit, FrameRequest, Position};
use crate::asked::metadata::KeepMetadata;
use crate::batch::Destination;
use crate::formats::Encoding;
use crate::formats::asked::{Gif, Png};
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;

const PNG: Encoding = Encoding::Png(Png { depth: 8, effort: 6, interlaced: false, palette: None });
const PNG_SIXTEEN: Encoding = Encoding::Png(Png { depth: 16, effort: 6, interlaced: false, palette: None });
const GIF: Encoding = Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 });
const PLAIN: Base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: false };

fn header(format: SourceFormat) -> ImageHeader {
    ImageHeader::plain(format, (400, 300))
}

/// A region of 200×100 made so large.
fn sized(width: u32, height: u32) -> Output {
    let region = Region { left: 7.0, top: 9.0, width: 200.0, height: 100.0 };
    let frame = FixedFrame { region, width, height, kernel: Kernel::Lanczos3, canvas: None, slide: None };
    Output {
        base: PLAIN,
        framing: Framing::Fixed(frame),
        operations: Vec::new(),
        passes: Vec::new(),
        encoding: PNG,
        metadata: KeepMetadata::None,
        keep_gain_map: false,
        max_bytes: None,
        or_source: false,
        destination: Destination::Memory,
    }
}

fn trimmed() -> Output {
    let request = FrameRequest {
        crop: None,
        width: Some(4.0),
        height: None,
        aspect: None,
        fit: Fit::Cover,
        position: Position::Point { x: 0.5, y: 0.5 },
        enlarge: false,
        reduce: true,
        kernel: Kernel::Lanczos3,
        background: [0; 4],
    };
    Output { framing: Framing::Trimmed { threshold: 10.0, request }, ..sized(1, 1) }
}

fn based(base: Base, encoding: Encoding) -> Output {
    Output { base, encoding, ..sized(20, 10) }
}

#[test]
fn the_scale_is_the_largest_at_which_an_output_shows_the_source() {
    let jpeg = header(SourceFormat::Jpeg);
    let scale = |outputs: &[Output]| Needs::of(outputs, DecodeSize::Needed, &jpeg).scale;
    assert_eq!(scale(&[]), 0.0);
    assert_eq!(scale(&[sized(20, 10)]), 0.1);
    assert_eq!(scale(&[sized(20, 50)]), 0.5, "down");
    assert_eq!(scale(&[sized(150, 10)]), 0.75, "across");
    assert_eq!(scale(&[sized(20, 10), sized(50, 25), sized(40, 20)]), 0.25);
    assert_eq!(scale(&[sized(600, 100)]), 3.0);
    assert_eq!(scale(&[trimmed()]), 1.0, "a border shows at full size only");
    assert_eq!(scale(&[trimmed(), sized(20, 10)]), 1.0);
}

#[test]
fn a_source_is_decoded_in_full_where_its_outputs_must_not_depend_on_each_other() {
    let scale = |format, outputs: &[Output]| Needs::of(outputs, DecodeSize::Full, &header(format)).scale;
    assert_eq!(scale(SourceFormat::Jpeg, &[sized(20, 10)]), 1.0);
    assert_eq!(scale(SourceFormat::Jpeg, &[]), 1.0);
    // A drawing has no size of its own.
    assert_eq!(scale(SourceFormat::Svg, &[sized(20, 10)]), 0.1);
    assert_eq!(Needs::of(&[sized(20, 10)], DecodeSize::Needed, &header(SourceFormat::Svg)).scale, 0.1);
}

#[test]
fn only_a_drawing_is_decoded_for_each_scale_and_only_where_all_of_a_source_is_wanted() {
    let key = |format, output, size| decoding_of(&output, size, &header(format));
    assert_eq!(key(SourceFormat::Svg, sized(20, 10), DecodeSize::Full), 0.1);
    assert_eq!(key(SourceFormat::Svg, sized(150, 10), DecodeSize::Full), 0.75);
    assert_eq!(key(SourceFormat::Svg, trimmed(), DecodeSize::Full), 1.0);
    for (format, size) in [
        (SourceFormat::Svg, DecodeSize::Needed),
        (SourceFormat::Jpeg, DecodeSize::Full),
        (SourceFormat::Jpeg, DecodeSize::Needed),
    ] {
        assert_eq!(key(format, sized(20, 10), size), key(format, sized(150, 10), size), "{format:?} {size:?}");
    }
}

#[test]
fn frames_are_wanted_by_who_asks_for_them_can_hold_them_and_is_given_some() {
    let animated = Base { animated: true, ..PLAIN };
    let gif = ImageHeader { frames: 5, ..header(SourceFormat::Gif) };
    let wanted = |base, encoding, header: &ImageHeader| {
        let output = based(base, encoding);
        let preparation = Preparation::of(&output, header);
        let needs = Needs::of([&sized(1, 1), &output, &sized(1, 1)], DecodeSize::Full, header);
        assert_eq!(preparation.base.animated, needs.all_frames);
        needs.all_frames
    };
    assert!(wanted(animated, GIF, &gif));
    assert!(!wanted(PLAIN, GIF, &gif));
    assert!(!wanted(animated, PNG, &gif));
    assert!(!wanted(animated, GIF, &header(SourceFormat::Gif)));
    assert!(wanted(animated, GIF, &ImageHeader { frames: 2, ..header(SourceFormat::Gif) }));
}

#[test]
fn wide_samples_are_wanted_where_there_are_some_and_they_are_kept() {
    let wanted = |encoding, bit_depth| {
        let header = ImageHeader { bit_depth, ..header(SourceFormat::Png) };
        let output = based(PLAIN, encoding);
        let needs = Needs::of([&sized(1, 1), &output, &sized(1, 1)], DecodeSize::Full, &header);
        assert_eq!(Preparation::of(&output, &header).wide, needs.wide);
        needs.wide
    };
    assert_eq!([8, 9, 16].map(|depth| wanted(PNG_SIXTEEN, depth)), [false, true, true]);
    assert_eq!([8, 9, 16].map(|depth| wanted(PNG, depth)), [false; 3]);
}

#[test]
fn a_base_is_made_once_and_what_changes_nothing_makes_none() {
    let lying = Base { auto_orient: false, ..PLAIN };
    let wide_colours = Base { colour_space: TargetColours::DisplayP3, ..PLAIN };
    let outputs = [based(PLAIN, PNG), based(lying, PNG), based(wide_colours, PNG), based(PLAIN, GIF)];
    let bases = |orientation| {
        let header = ImageHeader { orientation, ..header(SourceFormat::Jpeg) };
        Needs::of(&outputs, DecodeSize::Full, &header).bases
    };
    assert_eq!(bases(Orientation::Upright), [PLAIN, wide_colours], "it lies as it is stored");
    assert_eq!(bases(Orientation::Rotate90), [PLAIN, lying, wide_colours]);
}
