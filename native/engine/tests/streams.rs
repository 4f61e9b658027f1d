//! Rows that go straight from the decoder into frames come to what the whole picture would come to.

mod pictures;
mod requests;

use lazy_image_engine::{
    Base, Cancel, Canvas, Encoded, Encoding, FrameRequest, Framing, Limits, Needs, Orientation, Output, Picture,
    Preparation, TargetColours, decode, encode, frame_picture, geometry, prepare, probe_bytes,
};
use pictures::{jpeg, stored_as};
use requests::{JPEG, NOTHING, PNG, batch, bytes, output, run, source};

const SIZE: (u32, u32) = (301, 203);

fn made(file: &[u8], outputs: &[Output]) -> Vec<Vec<u8>> {
    bytes(&run(&batch(vec![source(file.to_vec(), outputs.to_vec())], 2)))
}

/// The base of an output, decoded whole.
fn whole(file: &[u8], base: Base) -> Picture {
    let limits = Limits::UNBOUNDED;
    let header = probe_bytes(file, &limits).unwrap();
    let needs = Needs { scale: 1.0, all_frames: false, wide: false, bases: vec![base] };
    let source = Encoded { bytes: file, header: &header, limits: &limits };
    let decoded = decode(&source, &needs, &Cancel::new()).unwrap();
    prepare(decoded.picture, header.orientation, Preparation { base, wide: false }).unwrap()
}

fn from_whole(file: &[u8], output: &Output) -> Vec<u8> {
    let picture = whole(file, output.base);
    let framed = frame_picture(&output.framing, &picture, 1.0, &Limits::UNBOUNDED).unwrap();
    encode(framed.picture.as_ref().unwrap_or(&picture), &output.encoding, &Cancel::new()).unwrap()
}

fn framed(encoding: Encoding, request: FrameRequest) -> Output {
    Output { framing: Framing::Fixed(geometry(SIZE.0, SIZE.1, &request)), ..output(SIZE, 1, 1, encoding) }
}

/// Whole and part, smaller and larger, on a canvas, and in other colours.
fn frames() -> Vec<Output> {
    let mut outputs = vec![
        output(SIZE, 150, 101, PNG),
        output(SIZE, 301, 203, PNG),
        output(SIZE, 37, 25, JPEG),
        output(SIZE, 400, 270, PNG),
        framed(PNG, FrameRequest { width: Some(50.0), height: Some(50.0), ..NOTHING }),
        framed(PNG, FrameRequest { width: Some(301.0), height: Some(100.0), ..NOTHING }),
    ];
    let Framing::Fixed(mut fixed) = outputs[0].framing else { unreachable!("as it was made") };
    fixed.canvas = Some(Canvas { width: 160, height: 120, left: 3, top: 4, background: [9, 8, 7, 255] });
    outputs.push(Output { framing: Framing::Fixed(fixed), ..outputs[0].clone() });
    outputs.push(in_display_p3(&outputs[0]));
    outputs
}

fn in_display_p3(output: &Output) -> Output {
    Output { base: Base { colour_space: TargetColours::DisplayP3, ..output.base }, ..output.clone() }
}

#[test]
fn an_upright_picture_comes_to_the_bytes_that_it_would_come_to_whole() {
    let file = jpeg(SIZE.0, SIZE.1);
    let outputs = frames();
    for ((index, streamed), output) in made(&file, &outputs).iter().enumerate().zip(&outputs) {
        assert!(*streamed == from_whole(&file, output), "output {index}");
    }
}

#[test]
fn no_output_depends_on_what_else_is_made_of_the_rows() {
    let trimmed = Framing::Trimmed { threshold: 5.0, request: FrameRequest { width: Some(40.0), ..NOTHING } };
    let trimmed = Output { framing: trimmed, ..output(SIZE, 1, 1, PNG) };
    for orientation in 1..=8 {
        let file = stored_as(orientation, &jpeg(SIZE.0, SIZE.1));
        let size = Orientation::from_exif(orientation.into()).upright_size(SIZE.0, SIZE.1);
        let stored = output(SIZE, 60, 40, PNG);
        let mut outputs = vec![
            output(size, 80, 77, PNG),
            in_display_p3(&output(size, 80, 77, PNG)),
            output(size, 33, 31, JPEG),
            Output { base: Base { auto_orient: false, ..stored.base }, ..stored },
            trimmed.clone(),
        ];
        for (together, output) in made(&file, &outputs).iter().zip(&outputs) {
            assert!(*together == made(&file, std::slice::from_ref(output))[0], "{orientation}: {:?}", output.framing);
        }
        let one_way = made(&file, &outputs);
        outputs.reverse();
        assert!(one_way.iter().rev().eq(&made(&file, &outputs)), "{orientation}");
    }
}

#[test]
fn a_picture_stored_on_its_side_is_the_same_but_for_rounding() {
    for orientation in 2..=8 {
        let file = stored_as(orientation, &jpeg(SIZE.0, SIZE.1));
        let size = Orientation::from_exif(orientation.into()).upright_size(SIZE.0, SIZE.1);
        let output = output(size, 80, 77, PNG);
        let streamed = whole(&made(&file, std::slice::from_ref(&output))[0], output.base);
        let expected = whole(&from_whole(&file, &output), output.base);
        let [streamed, expected] = [&streamed, &expected].map(|picture| picture.first().to_eight().unwrap());
        assert_eq!((streamed.width, streamed.height), (expected.width, expected.height));
        let most = streamed.samples.iter().zip(&expected.samples).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(most <= Some(1), "orientation {orientation}: {most:?}");
    }
}
