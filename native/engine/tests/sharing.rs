//! Which work outputs share, told by the counters, and that sharing changes no output.

mod pictures;
mod requests;

use lazy_image_engine::{
    Base, Blur, Canvas, Contrast, ErrorCode, Flatten, Flip, Flop, FrameRequest, Framing, Gif, Grayscale, Invert,
    Kernel, Limits, Median, Modulate, Normalize, Operation, Output, Position, Rotate, Sharpen, Strategy, TargetColours,
    Tint, geometry, probe_bytes,
};
use pictures::{jpeg, png, png_sixteen, stored_as};
use requests::{NOTHING, PNG, PNG_SIXTEEN, WEBP, batch, bytes, output, run, source};

const SIZE: (u32, u32) = (120, 90);

fn half(encoding: lazy_image_engine::Encoding) -> Output {
    output(SIZE, 60, 45, encoding)
}

fn with_operations(operations: &[Operation], encoding: lazy_image_engine::Encoding) -> Output {
    Output { operations: operations.to_vec(), ..half(encoding) }
}

/// Decodes, resizes, operations, encodes.
fn work(bytes: Vec<u8>, outputs: Vec<Output>) -> [u64; 4] {
    let outcome = run(&batch(vec![source(bytes, outputs)], 2));
    for output in &outcome.sources[0].outputs {
        output.as_ref().unwrap();
    }
    let counts = outcome.counts;
    [counts.decodes, counts.resizes, counts.operations, counts.encodes]
}

/// What an output comes to when it is the only one of its source.
fn alone(from: &[u8], output: &Output) -> Vec<u8> {
    bytes(&run(&batch(vec![source(from.to_vec(), vec![output.clone()])], 1))).remove(0)
}

#[test]
fn one_decode_feeds_every_base() {
    let stored = stored_as(6, &jpeg(120, 90));
    let as_stored = |width, height| Output {
        base: Base { auto_orient: false, ..output((120, 90), 1, 1, PNG).base },
        ..output((120, 90), width, height, PNG)
    };
    let outputs = vec![output((90, 120), 45, 60, PNG), as_stored(60, 45), as_stored(30, 22)];
    let outcome = run(&batch(vec![source(stored.clone(), outputs.clone())], 2));
    assert_eq!((outcome.counts.decodes, outcome.counts.resizes), (1, 3));
    let made = bytes(&outcome);
    for (made, output) in made.iter().zip(&outputs) {
        let header = probe_bytes(made, &Limits::UNBOUNDED).unwrap();
        assert_eq!(Some((header.width, header.height)), output.size());
    }
}

#[test]
fn orientation_turns_the_stored_picture_as_a_rotation_would() {
    let stored = stored_as(6, &jpeg(120, 90));
    let turned = Output {
        base: Base { auto_orient: false, ..output((120, 90), 1, 1, PNG).base },
        operations: vec![Operation::Rotate(Rotate { degrees: 90.0, background: [0; 4] })],
        ..output((120, 90), 120, 90, PNG)
    };
    let outcome = run(&batch(vec![source(stored, vec![output((90, 120), 90, 120, PNG), turned])], 1));
    let [upright, turned] = bytes(&outcome).try_into().unwrap();
    assert!(upright == turned);
}

#[test]
fn a_base_that_makes_no_difference_is_no_base_of_its_own() {
    let as_stored = Output { base: Base { auto_orient: false, ..half(WEBP).base }, ..half(WEBP) };
    assert_eq!(work(jpeg(120, 90), vec![half(PNG), as_stored]), [1, 1, 0, 2]);
}

#[test]
fn a_frame_is_shared_only_when_all_of_it_is_equal() {
    let framed = |change: fn(&mut lazy_image_engine::FixedFrame)| {
        let mut output = half(PNG);
        let Framing::Fixed(frame) = &mut output.framing else { unreachable!("as it was made") };
        change(frame);
        output
    };
    let outputs = vec![
        half(PNG),
        half(WEBP),
        framed(|frame| frame.kernel = Kernel::Mitchell),
        framed(|frame| frame.region.left = 0.5),
        framed(|frame| {
            frame.canvas = Some(Canvas { width: 70, height: 45, left: 5, top: 0, background: [255; 4] });
        }),
    ];
    assert_eq!(work(png(120, 90), outputs), [1, 4, 0, 5]);
}

#[test]
fn operated_pixels_are_shared_and_their_operations_counted_once() {
    let flipped = [Operation::Flip(Flip)];
    let inverted = [Operation::Flip(Flip), Operation::Invert(Invert)];
    let outputs = vec![
        half(PNG),
        with_operations(&flipped, PNG),
        with_operations(&inverted, PNG),
        with_operations(&inverted, WEBP),
    ];
    assert_eq!(work(png(120, 90), outputs.clone()), [1, 1, 3, 4]);
    let outcome = run(&batch(vec![source(png(120, 90), outputs.clone())], 2));
    for (shared, output) in bytes(&outcome).iter().zip(&outputs) {
        assert!(*shared == alone(&png(120, 90), output), "{:?}", output.operations);
    }
}

#[test]
fn operations_are_done_after_the_resize_and_may_change_the_size() {
    let turned = with_operations(&[Operation::Rotate(Rotate { degrees: 90.0, background: [0; 4] })], PNG);
    assert_eq!(turned.size(), Some((45, 60)));
    let outcome = run(&batch(vec![source(png(120, 90), vec![turned])], 1));
    let rendition = outcome.sources[0].outputs[0].as_ref().unwrap();
    assert_eq!((rendition.width, rendition.height), (45, 60));
    let header = probe_bytes(rendition.data.as_ref().unwrap(), &Limits::UNBOUNDED).unwrap();
    assert_eq!((header.width, header.height), (45, 60));
}

#[test]
fn operations_out_of_order_are_refused_before_anything_is_read() {
    let bad = with_operations(&[Operation::Invert(Invert), Operation::Flip(Flip)], PNG);
    let outcome = run(&batch(vec![source(png(120, 90), vec![bad]), source(png(120, 90), vec![half(PNG)])], 2));
    assert_eq!(outcome.sources[0].outputs[0].as_ref().unwrap_err().code, ErrorCode::InvalidRequest);
    assert_eq!((outcome.counts.decodes, outcome.sources[1].outputs[0].is_ok()), (1, true));
}

#[test]
fn colours_that_no_profile_would_tell_are_refused() {
    let gif = half(lazy_image_engine::Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 }));
    let base = Base { colour_space: TargetColours::DisplayP3, ..gif.base };
    let outcome = run(&batch(vec![source(png(120, 90), vec![Output { base, ..gif }])], 1));
    let error = outcome.sources[0].outputs[0].as_ref().unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidRequest);
    assert!(error.to_string().contains("GIF") && error.to_string().contains("DisplayP3"), "{error}");
}

#[test]
fn an_output_of_eight_bits_is_the_same_beside_one_of_sixteen() {
    let wide = png_sixteen(120, 90);
    let outputs = [half(PNG), half(WEBP), half(PNG_SIXTEEN)];
    let outcome = run(&batch(vec![source(wide.clone(), outputs.to_vec())], 2));
    // The two depths are resized each in its own.
    assert_eq!((outcome.counts.decodes, outcome.counts.resizes), (1, 2));
    for (beside, output) in bytes(&outcome).iter().zip(&outputs) {
        assert!(*beside == alone(&wide, output), "{:?}", output.encoding);
    }
}

/// One of every operation, each with a neighbourhood or a picture's worth of pixels to look at.
const EVERY_OPERATION: [Operation; 13] = [
    Operation::Rotate(Rotate { degrees: 17.0, background: [9, 8, 7, 100] }),
    Operation::Flip(Flip),
    Operation::Flop(Flop),
    Operation::Blur(Blur { sigma: 1.5 }),
    Operation::Sharpen(Sharpen { sigma: 1.0 }),
    Operation::Median(Median { size: 5 }),
    Operation::Modulate(Modulate { brightness: 1.1, saturation: 1.3, hue: 40.0 }),
    Operation::Contrast(Contrast { factor: 1.2 }),
    Operation::Tint(Tint { colour: [200, 120, 30] }),
    Operation::Grayscale(Grayscale),
    Operation::Invert(Invert),
    Operation::Normalize(Normalize),
    Operation::Flatten(Flatten { background: [1, 2, 3] }),
];

fn in_every_way() -> Vec<Output> {
    let one_each = EVERY_OPERATION.iter().map(|operation| with_operations(&[*operation], PNG));
    let wide = EVERY_OPERATION.iter().map(|operation| with_operations(&[*operation], PNG_SIXTEEN));
    let request = FrameRequest { width: Some(40.0), height: Some(40.0), ..NOTHING };
    let searched = [Strategy::Entropy, Strategy::Attention].map(|strategy| {
        let position = Position::Found(strategy);
        Output { framing: Framing::Fixed(geometry(120, 90, &FrameRequest { position, ..request })), ..half(PNG) }
    });
    let trimmed = Output { framing: Framing::Trimmed { threshold: 20.0, request }, ..half(PNG) };
    one_each.chain(wide).chain(searched).chain([with_operations(&EVERY_OPERATION, PNG), trimmed]).collect()
}

#[test]
fn operations_and_searches_give_the_same_bytes_on_any_number_of_threads() {
    let of = |concurrency| {
        let sources = vec![source(png_sixteen(120, 90), in_every_way()), source(jpeg(120, 90), in_every_way())];
        bytes(&run(&batch(sources, concurrency)))
    };
    let alone = of(1);
    for concurrency in [2, 8] {
        assert!(of(concurrency) == alone, "concurrency {concurrency}");
    }
}

#[test]
fn every_operation_can_be_asked_for_at_once_and_is_counted() {
    assert_eq!(work(png(120, 90), vec![with_operations(&EVERY_OPERATION, PNG)]), [1, 1, 13, 1]);
}

#[test]
fn every_pair_of_operations_is_refused_in_the_wrong_order() {
    for (index, later) in EVERY_OPERATION.iter().enumerate() {
        for earlier in &EVERY_OPERATION[..index] {
            let bad = with_operations(&[*later, *earlier], PNG);
            let outcome = run(&batch(vec![source(png(120, 90), vec![bad])], 1));
            let error = outcome.sources[0].outputs[0].as_ref().unwrap_err();
            assert_eq!((error.code, outcome.counts.decodes), (ErrorCode::InvalidRequest, 0), "{later:?}, {earlier:?}");
        }
    }
}
