//! Derived encodings share decode, frame and operations with pictures, and are encodes like these.

mod pictures;
mod requests;

use lazy_image_engine::{
    Base, BlurHash, Colour, Derived, Destination, Encoding, ErrorCode, Invert, Operation, Output, Palette, Statistics,
    TargetColours, ThumbHash,
};
use pictures::{jpeg, pixels, png};
use requests::{PNG, batch, bytes, output, run, source};

const SIZE: (u32, u32) = (120, 90);

const ALL: [Derived; 5] = [
    Derived::ThumbHash(ThumbHash),
    Derived::BlurHash(BlurHash { x: 4, y: 3 }),
    Derived::Colour(Colour),
    Derived::Palette(Palette { colours: 5 }),
    Derived::Statistics(Statistics),
];

fn small(encoding: Encoding) -> Output {
    output(SIZE, 60, 45, encoding)
}

#[test]
fn they_cost_no_decode_no_resize_and_no_operation_of_their_own() {
    let inverted = |encoding| Output { operations: vec![Operation::Invert(Invert)], ..small(encoding) };
    let outputs = [PNG].into_iter().chain(ALL.map(Encoding::Derived)).map(inverted).collect();
    let outcome = run(&batch(vec![source(jpeg(120, 90), outputs)], 2));
    let counts = outcome.counts;
    assert_eq!((counts.decodes, counts.resizes, counts.operations, counts.encodes), (1, 1, 1, 6));
    let made = bytes(&outcome);
    assert_eq!(counts.bytes_out, made.iter().map(|data| data.len() as u64).sum::<u64>());
    for rendition in &outcome.sources[0].outputs {
        let rendition = rendition.as_ref().unwrap();
        assert_eq!((rendition.width, rendition.height), (60, 45));
    }
}

#[test]
fn they_tell_of_the_picture_as_it_is_after_all_operations() {
    let colour = |operations: Vec<Operation>| {
        let output = Output { operations, ..output(SIZE, 120, 90, Encoding::Derived(Derived::Colour(Colour))) };
        bytes(&run(&batch(vec![source(png(120, 90), vec![output])], 1))).remove(0)
    };
    let plain = colour(Vec::new());
    let inverted = colour(vec![Operation::Invert(Invert)]);
    assert!(
        plain
            .iter()
            .zip(&inverted)
            .all(|(plain, inverted)| (254..=256).contains(&(i32::from(*plain) + i32::from(*inverted))))
    );
    let raster = pixels(120, 90, lazy_image_engine::Channels::Rgb);
    for (channel, found) in plain.iter().enumerate() {
        let mean = raster.pixels().map(|pixel| f64::from(pixel[channel])).sum::<f64>() / f64::from(120 * 90);
        assert!((f64::from(*found) - mean).abs() <= 0.5, "{channel}: {found} for {mean}");
    }
}

#[test]
fn they_are_written_to_files_like_pictures() {
    let folder = std::env::temp_dir().join(format!("lazy-image-derived-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (index, derived) in ALL.into_iter().enumerate() {
        let path = folder.join(index.to_string());
        let to_file = Output { destination: Destination::File(path.clone()), ..small(Encoding::Derived(derived)) };
        let outcome = run(&batch(vec![source(png(120, 90), vec![to_file, small(Encoding::Derived(derived))])], 1));
        let held = outcome.sources[0].outputs[1].as_ref().unwrap().data.clone().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), held, "{derived:?}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn numbers_out_of_range_and_colours_that_none_of_them_can_tell_are_refused() {
    let base = Base { colour_space: TargetColours::DisplayP3, ..small(PNG).base };
    let bad = [
        small(Encoding::Derived(Derived::BlurHash(BlurHash { x: 0, y: 3 }))),
        small(Encoding::Derived(Derived::BlurHash(BlurHash { x: 3, y: 10 }))),
        small(Encoding::Derived(Derived::Palette(Palette { colours: 0 }))),
        small(Encoding::Derived(Derived::Palette(Palette { colours: 17 }))),
        Output { base, ..small(Encoding::Derived(Derived::Colour(Colour))) },
    ];
    for output in bad {
        let outcome = run(&batch(vec![source(png(120, 90), vec![output.clone()])], 1));
        let error = outcome.sources[0].outputs[0].as_ref().unwrap_err();
        assert_eq!((error.code, outcome.counts.decodes), (ErrorCode::InvalidRequest, 0), "{output:?}");
    }
}
