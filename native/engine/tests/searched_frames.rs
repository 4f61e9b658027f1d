//! Frames whose place or size only the pixels tell: trimmed ones, and those that slide to what is worth keeping.

mod pictures;
mod requests;
mod upright;

use lazy_image_engine::{
    Cancel, Channels, Crop, DecodeSize, ErrorCode, Fit, FixedFrame, FrameRequest, Framing, Length, Limits, Output,
    Position, Raster, Source, Strategy, encode, geometry, probe_bytes,
};
use pictures::{pixels, still};
use requests::{JPEG, NOTHING, PNG, WEBP, batch, bytes, output, run, source};
use upright::decode_upright;

const SIZE: (u32, u32) = (400, 300);
/// A picture of 161×91 at 101,77 of a white sheet.
fn sheet() -> Raster<u8> {
    let mut sheet = Raster { width: 400, height: 300, channels: Channels::Rgb, samples: vec![255u8; 400 * 300 * 3] };
    let picture = pixels(161, 91, Channels::Rgb);
    for (y, row) in picture.rows().enumerate() {
        let start = ((77 + y) * 400 + 101) * 3;
        sheet.samples[start..start + 161 * 3].copy_from_slice(row);
    }
    sheet
}

fn encoded(raster: Raster<u8>, encoding: lazy_image_engine::Encoding) -> Vec<u8> {
    encode(&still(raster), &encoding, &Cancel::new()).unwrap()
}

fn trimmed(request: FrameRequest) -> Output {
    Output { framing: Framing::Trimmed { threshold: 10.0, request }, ..output(SIZE, 1, 1, PNG) }
}

fn made(bytes_in: Vec<u8>, outputs: Vec<Output>) -> Vec<Raster<u8>> {
    bytes(&run(&batch(vec![source(bytes_in, outputs)], 2))).iter().map(|made| decoded(made)).collect()
}

/// Outputs of a source that is decoded to no more pixels than they need.
fn made_of_needed(bytes_in: Vec<u8>, outputs: Vec<Output>) -> Vec<Raster<u8>> {
    let source = Source { decode_size: DecodeSize::Needed, ..source(bytes_in, outputs) };
    bytes(&run(&batch(vec![source], 2))).iter().map(|made| decoded(made)).collect()
}

fn decoded(made: &[u8]) -> Raster<u8> {
    let header = probe_bytes(made, &Limits::UNBOUNDED).unwrap();
    decode_upright(made, &header, &Limits::UNBOUNDED, 1.0).unwrap().0
}

#[test]
fn without_its_border_a_picture_keeps_every_pixel() {
    let [made] = made(encoded(sheet(), PNG), vec![trimmed(NOTHING)]).try_into().unwrap();
    assert_eq!(made, pixels(161, 91, Channels::Rgb));
}

#[test]
fn crop_and_size_are_those_of_what_is_left() {
    let half = |value| Length::Fraction(value);
    let right_half = Crop { x: half(0.5), y: half(0.0), w: half(0.5), h: half(1.0) };
    let requests = [
        (FrameRequest { width: Some(40.0), ..NOTHING }, (40, 23)),
        (FrameRequest { width: Some(1000.0), ..NOTHING }, (161, 91)),
        (FrameRequest { crop: Some(right_half), ..NOTHING }, (80, 91)),
        (FrameRequest { width: Some(30.0), height: Some(30.0), fit: Fit::Contain, ..NOTHING }, (30, 30)),
    ];
    let outputs = requests.iter().map(|(request, _)| trimmed(*request)).collect();
    let outcome = run(&batch(vec![source(encoded(sheet(), PNG), outputs)], 2));
    assert_eq!((outcome.counts.decodes, outcome.counts.resizes), (1, 2));
    for (rendition, (request, size)) in outcome.sources[0].outputs.iter().zip(requests) {
        let rendition = rendition.as_ref().unwrap();
        assert_eq!((rendition.width, rendition.height), size, "{request:?}");
        assert_eq!(Framing::Fixed(geometry(161, 91, &request)).size(), Some(size));
    }
}

#[test]
fn nothing_of_the_border_bleeds_into_the_resized_picture() {
    let small = trimmed(FrameRequest { width: Some(23.0), height: Some(13.0), fit: Fit::Fill, ..NOTHING });
    let [from_sheet] = made(encoded(sheet(), PNG), vec![small]).try_into().unwrap();
    let alone = encoded(pixels(161, 91, Channels::Rgb), PNG);
    let [from_picture] = made(alone, vec![output((161, 91), 23, 13, PNG)]).try_into().unwrap();
    assert_eq!(from_sheet, from_picture);
}

#[test]
fn a_border_is_looked_for_at_full_size_however_small_the_output() {
    // Beyond what the codec smears over the edge.
    let trimmed =
        |request| Output { framing: Framing::Trimmed { threshold: 100.0, request }, ..output(SIZE, 1, 1, PNG) };
    let thumbnail = trimmed(FrameRequest { width: Some(10.0), ..NOTHING });
    let jpeg = encoded(sheet(), JPEG);
    let [whole] = made(jpeg.clone(), vec![trimmed(NOTHING)]).try_into().unwrap();
    assert!(whole.width.abs_diff(161) <= 4 && whole.height.abs_diff(91) <= 4, "{}×{}", whole.width, whole.height);
    // The neighbour has the source decoded at full size in any case.
    let outputs = vec![output(SIZE, 400, 300, PNG), thumbnail.clone()];
    let [_, beside] = made(jpeg.clone(), outputs).try_into().unwrap();
    let [alone] = made(jpeg.clone(), vec![thumbnail.clone()]).try_into().unwrap();
    assert_eq!(beside, alone, "the decoder shrank the picture before its border was looked for");
    let [of_needed] = made_of_needed(jpeg, vec![thumbnail]).try_into().unwrap();
    assert!(beside == of_needed, "the decoder shrank the picture before its border was looked for");
}

#[test]
fn a_frame_slides_to_the_same_place_in_a_picture_that_is_decoded_smaller() {
    for strategy in [Strategy::Entropy, Strategy::Attention] {
        let frame = found(strategy, 24.0, 36.0, false);
        assert!(frame.slide.is_some());
        let sliding = Output { framing: Framing::Fixed(frame), ..output(SIZE, 1, 1, PNG) };
        let smaller = output(SIZE, 48, 36, PNG);
        let jpeg = encoded(square(), JPEG);
        let [part, whole] = made_of_needed(jpeg.clone(), vec![sliding.clone(), smaller.clone()]).try_into().unwrap();
        assert!(part == whole.crop(0, 0, 24, 36).unwrap(), "{strategy:?}: the square is at the left edge");
        let [full, _] = made(jpeg, vec![sliding, smaller]).try_into().unwrap();
        assert!(part != full, "{strategy:?}: the source was decoded in full");
    }
}

#[test]
fn a_picture_that_is_all_border_is_kept_whole() {
    let white = Raster { width: 40, height: 30, channels: Channels::Gray, samples: vec![255u8; 1200] };
    let [made] = made(encoded(white, PNG), vec![trimmed(NOTHING)]).try_into().unwrap();
    assert_eq!((made.width, made.height), (40, 30));
}

#[test]
fn a_trimmed_picture_too_large_for_its_format_is_that_outputs_error_alone() {
    let wide = FrameRequest { width: Some(16_384.0), height: Some(1.0), fit: Fit::Fill, enlarge: true, ..NOTHING };
    let outputs = vec![Output { encoding: WEBP, ..trimmed(wide) }, trimmed(NOTHING)];
    let outcome = run(&batch(vec![source(encoded(sheet(), PNG), outputs)], 2));
    assert_eq!(outcome.sources[0].outputs[0].as_ref().unwrap_err().code, ErrorCode::OutputTooLarge);
    assert!(outcome.sources[0].outputs[1].is_ok());
}

#[test]
fn a_threshold_beyond_the_range_of_levels_is_refused() {
    for threshold in [-1.0, 255.1, f64::NAN] {
        let framing = Framing::Trimmed { threshold, request: NOTHING };
        let outcome = run(&batch(vec![source(encoded(sheet(), PNG), vec![Output { framing, ..trimmed(NOTHING) }])], 1));
        let error = outcome.sources[0].outputs[0].as_ref().unwrap_err();
        assert_eq!((error.code, outcome.counts.decodes), (ErrorCode::InvalidRequest, 0), "{threshold}");
    }
}

/// A textured square of 60 at the left edge of a dull sheet.
fn square() -> Raster<u8> {
    let mut sheet = Raster { width: 400, height: 300, channels: Channels::Rgb, samples: vec![90u8; 400 * 300 * 3] };
    for (index, pixel) in sheet.pixels_mut().enumerate() {
        let (x, y) = (index as u32 % 400, index as u32 / 400);
        if x < 60 && (200..260).contains(&y) {
            let [red, green] = [x / 5 % 2 * 180, y / 5 % 2 * 200];
            pixel.copy_from_slice(&[red as u8, green as u8, (x * 4) as u8]);
        }
    }
    sheet
}

fn found(strategy: Strategy, width: f64, height: f64, enlarge: bool) -> FixedFrame {
    let position = Position::Found(strategy);
    geometry(400, 300, &FrameRequest { width: Some(width), height: Some(height), position, enlarge, ..NOTHING })
}

#[test]
fn a_sliding_frame_shows_what_its_strategy_finds_and_is_cut_from_one_resize() {
    for strategy in [Strategy::Entropy, Strategy::Attention] {
        let frame = found(strategy, 100.0, 150.0, false);
        assert!(frame.slide.is_some());
        let sliding = |encoding| Output { framing: Framing::Fixed(frame), ..output(SIZE, 1, 1, encoding) };
        let outputs = vec![sliding(PNG), sliding(WEBP), output(SIZE, 200, 150, PNG)];
        let outcome = run(&batch(vec![source(encoded(square(), PNG), outputs)], 2));
        assert_eq!((outcome.counts.decodes, outcome.counts.resizes), (1, 2), "{strategy:?}");
        let made = bytes(&outcome);
        let (part, whole) = (decoded(&made[0]), decoded(&made[2]));
        // The square is at the left edge of the sheet, and the frame has the sheet's height.
        assert_eq!(part, whole.crop(0, 0, 100, 150).unwrap(), "{strategy:?}");
    }
}

#[test]
fn a_frame_that_enlarges_slides_in_the_picture_as_it_is() {
    for strategy in [Strategy::Entropy, Strategy::Attention] {
        let frame = found(strategy, 600.0, 900.0, true);
        let outputs = vec![Output { framing: Framing::Fixed(frame), ..output(SIZE, 1, 1, PNG) }];
        let [part] = made(encoded(square(), PNG), outputs).try_into().unwrap();
        let left = FixedFrame { region: lazy_image_engine::Region { left: 0.0, ..frame.region }, slide: None, ..frame };
        let outputs = vec![Output { framing: Framing::Fixed(left), ..output(SIZE, 1, 1, PNG) }];
        let [wanted] = made(encoded(square(), PNG), outputs).try_into().unwrap();
        assert_eq!(part, wanted, "{strategy:?}");
    }
}

#[test]
fn a_frame_slides_within_its_crop_alone() {
    let crop =
        Crop { x: Length::Pixels(150.0), y: Length::Pixels(0.0), w: Length::Pixels(250.0), h: Length::Pixels(300.0) };
    let position = Position::Found(Strategy::Entropy);
    let request = FrameRequest { crop: Some(crop), width: Some(50.0), height: Some(100.0), position, ..NOTHING };
    let frame = geometry(400, 300, &request);
    let outputs = vec![Output { framing: Framing::Fixed(frame), ..output(SIZE, 1, 1, PNG) }];
    let [part] = made(encoded(square(), PNG), outputs).try_into().unwrap();
    assert!(part.samples.iter().all(|&sample| sample == part.samples[0]), "the square is outside of the crop");
}

#[test]
fn a_trimmed_frame_can_slide_too() {
    let position = Position::Found(Strategy::Attention);
    let request = FrameRequest { width: Some(30.0), height: Some(60.0), position, ..NOTHING };
    let [part] = made(encoded(sheet(), PNG), vec![trimmed(request)]).try_into().unwrap();
    assert_eq!((part.width, part.height), (30, 60));
}
