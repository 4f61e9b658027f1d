//! HDR gain maps of phones and of the reference library: found, and carried along through resizing, cutting and turning.
//! What other readers make of the outputs, `scripts/check-gain-maps.mjs` tells.

mod fixtures_folder;
mod pictures;
mod requests;

use fixtures_folder::fixture;
use lazy_image_engine::{
    Base, Cancel, Channels, ColourProfile, Encoding, Fit, Flip, Flop, FrameRequest, Framing, GainMap, GainMapHeader,
    Grayscale, ImageHeader, Invert, KeepMetadata, Limits, Operand, Operation, Output, Png, Raster, Region, Rendition,
    Rotate, Sharpen, TargetColours, encode_with_gain_map, gain_map_of, geometry, probe_bytes,
};
use requests::{AVIF, JPEG, NOTHING, batch, output, run, source};

const FILES: [&str; 5] = ["seine.jpg", "paris.jpg", "libultrahdr-gray.jpg", "libultrahdr-rgb.jpg", "seine.avif"];

fn file(name: &str) -> Vec<u8> {
    fixture(&format!("gain-maps/{name}"))
}

fn header(bytes: &[u8]) -> ImageHeader {
    probe_bytes(bytes, &Limits::UNBOUNDED).unwrap()
}

fn gain_map(bytes: &[u8]) -> GainMapHeader {
    header(bytes).gain_map.expect("a gain map")
}

fn keep(bytes: &[u8], width: u32, height: u32, encoding: Encoding) -> Output {
    Output { keep_gain_map: true, ..output(header(bytes).upright_size(), width, height, encoding) }
}

fn made(bytes: &[u8], asked: Output) -> Rendition {
    let outcome = run(&batch(vec![source(bytes.to_vec(), vec![asked])], 1));
    outcome.sources.into_iter().next().unwrap().outputs.remove(0).unwrap()
}

fn data(rendition: &Rendition) -> &[u8] {
    rendition.data.as_deref().unwrap()
}

/// Why maps were left out.
fn dropped(rendition: &Rendition) -> Vec<String> {
    rendition.warnings.iter().filter_map(|warning| warning.operand("why")).map(Operand::to_string).collect()
}

#[test]
fn the_header_tells_size_channels_and_headroom() {
    for (name, size, channels, headroom) in [
        ("seine.jpg", (400, 300), 3, 1.3),
        ("paris.jpg", (512, 384), 1, 3.5),
        ("libultrahdr-gray.jpg", (40, 30), 1, 2.300_448_894_500_732_4),
        ("libultrahdr-rgb.jpg", (80, 60), 3, 2.300_448_894_500_732_4),
        ("seine.avif", (400, 300), 3, 1.3),
    ] {
        let map = gain_map(&file(name));
        assert_eq!(((map.width, map.height), map.channels), (size, channels), "{name}");
        assert!((map.metadata.alternate_headroom.value() - headroom).abs() < 1e-6, "{name}: {:?}", map.metadata);
        assert_eq!(map.metadata.base_headroom.value(), 0.0, "{name}");
    }
}

#[test]
fn a_map_is_left_behind_unless_it_is_asked_for() {
    for name in FILES {
        let bytes = file(name);
        let (width, height) = header(&bytes).upright_size();
        for encoding in [JPEG, AVIF] {
            for metadata in [KeepMetadata::None, KeepMetadata::All] {
                let plain = made(&bytes, Output { metadata, ..output((width, height), width, height, encoding) });
                assert_eq!(header(data(&plain)).gain_map, None, "{name}");
                let says = |word: &[u8]| data(&plain).windows(word.len()).any(|window| window == word);
                assert!(!says(b"hdrgm:Version") && !says(b"Container:Directory") && !says(b"tmap"), "{name}");
            }
        }
    }
}

#[test]
fn a_kept_map_has_the_picture_s_share_of_the_size_and_the_source_s_metadata() {
    for name in FILES {
        let bytes = file(name);
        let before = gain_map(&bytes);
        let (width, height) = header(&bytes).upright_size();
        for encoding in [JPEG, AVIF] {
            for (divisor, metadata) in [(1, KeepMetadata::None), (2, KeepMetadata::All), (3, KeepMetadata::None)] {
                let asked = keep(&bytes, width / divisor, height / divisor, encoding);
                let kept = made(&bytes, Output { metadata, ..asked });
                assert_eq!(dropped(&kept), [""; 0], "{name}");
                assert_eq!(kept.bytes, data(&kept).len() as u64);
                let after = gain_map(data(&kept));
                for (side, of_source) in [(after.width, before.width), (after.height, before.height)] {
                    let share = f64::from(of_source) / f64::from(divisor);
                    assert!((f64::from(side) - share).abs() <= 1.0, "{name}: {side} of {of_source} by {divisor}");
                }
                assert_eq!(after.channels, before.channels, "{name}");
                assert_eq!(after.metadata.max, before.metadata.max, "{name}");
                assert_eq!(after.metadata.min, before.metadata.min, "{name}");
                assert_eq!(after.metadata.alternate_headroom, before.metadata.alternate_headroom, "{name}");
            }
        }
    }
}

/// A picture whose map is 1 at its top left and 0 elsewhere.
fn marked(width: u32, height: u32) -> Vec<u8> {
    let mut map = Raster::<u8>::allocate(width / 4, height / 4, Channels::Gray).unwrap();
    for (index, sample) in map.samples.iter_mut().enumerate() {
        let (x, y) = (index as u32 % (width / 4), index as u32 / (width / 4));
        *sample = if x < width / 8 && y < height / 8 { 255 } else { 0 };
    }
    let base = pictures::still(pictures::pixels(width, height, Channels::Rgb));
    let gain_map = GainMap {
        pixels: map.into(),
        metadata: pictures::FROM_HALF_TO_EIGHT,
        alternate_colours: ColourProfile::Unspecified,
    };
    encode_with_gain_map(&base, gain_map, &JPEG, &Cancel::new()).unwrap()
}

/// Which of the four quarters of an output's map is bright.
fn bright_quarters(bytes: &[u8]) -> [bool; 4] {
    let map = gain_map_of(bytes, &Limits::UNBOUNDED).unwrap().to_eight().unwrap().into_owned();
    let (width, height, channels) = (map.width as usize, map.height as usize, map.channels.count());
    let at = |x: usize, y: usize| map.samples[(y * width + x) * channels] > 128;
    let (left, right, top, bottom) = (width / 4, width * 3 / 4, height / 4, height * 3 / 4);
    [at(left, top), at(right, top), at(left, bottom), at(right, bottom)]
}

#[test]
fn the_map_is_cut_and_turned_as_its_picture_is() {
    const SIZE: (u32, u32) = (96, 64);
    let bytes = marked(SIZE.0, SIZE.1);
    let turn = |degrees| Operation::Rotate(Rotate { degrees, background: [0, 0, 0, 255] });
    let whole = |encoding| keep(&bytes, SIZE.0, SIZE.1, encoding);
    for encoding in [JPEG, AVIF] {
        for (operations, quarters) in [
            (vec![], [true, false, false, false]),
            (vec![turn(90.0)], [false, true, false, false]),
            (vec![turn(180.0)], [false, false, false, true]),
            (vec![turn(270.0)], [false, false, true, false]),
            (vec![Operation::Flip(Flip)], [false, false, true, false]),
            (vec![Operation::Flop(Flop)], [false, true, false, false]),
            (vec![turn(90.0), Operation::Flip(Flip)], [false, false, false, true]),
            (vec![Operation::Sharpen(Sharpen { sigma: 1.0 })], [true, false, false, false]),
        ] {
            let kept = made(&bytes, Output { operations: operations.clone(), ..whole(encoding) });
            assert_eq!(bright_quarters(data(&kept)), quarters, "{operations:?}");
        }
        for (left, top, quarters) in
            [(0.0, 0.0, [true; 4]), (48.0, 32.0, [false; 4]), (24.0, 16.0, [true, false, false, false])]
        {
            let mut asked = whole(encoding);
            if let Framing::Fixed(frame) = &mut asked.framing {
                frame.region = Region { left, top, width: 48.0, height: 32.0 };
                (frame.width, frame.height) = (36, 24);
            }
            let kept = made(&bytes, asked);
            assert_eq!(bright_quarters(data(&kept)), quarters, "{left},{top}");
            assert_eq!((gain_map(data(&kept)).width, gain_map(data(&kept)).height), (9, 6));
        }
    }
    for (orientation, quarters) in [
        (1, [true, false, false, false]),
        (2, [false, true, false, false]),
        (3, [false, false, false, true]),
        (4, [false, false, true, false]),
        (5, [true, false, false, false]),
        (6, [false, true, false, false]),
        (7, [false, false, false, true]),
        (8, [false, false, true, false]),
    ] {
        let stored = pictures::stored_as(orientation, &bytes);
        let (width, height) = header(&stored).upright_size();
        let kept = made(&stored, keep(&stored, width, height, JPEG));
        assert_eq!(bright_quarters(data(&kept)), quarters, "orientation {orientation}");
        let mut asked = keep(&stored, SIZE.0, SIZE.1, JPEG);
        asked.base = Base { auto_orient: false, ..asked.base };
        if let Framing::Fixed(frame) = &mut asked.framing {
            frame.region = Region { left: 0.0, top: 0.0, width: SIZE.0.into(), height: SIZE.1.into() };
        }
        assert_eq!(bright_quarters(data(&made(&stored, asked))), [true, false, false, false], "as it is stored");
    }
}

#[test]
fn an_avif_with_alpha_and_a_map_has_both() {
    let base = pictures::still(pictures::pixels(48, 40, Channels::Rgba));
    let pixels = pictures::pixels(12, 10, Channels::Rgb).into();
    let map = GainMap { pixels, metadata: pictures::FROM_HALF_TO_EIGHT, alternate_colours: ColourProfile::Unspecified };
    let bytes = encode_with_gain_map(&base, map, &AVIF, &Cancel::new()).unwrap();
    let header = header(&bytes);
    assert!(header.has_alpha && header.faults.is_empty());
    assert_eq!(header.gain_map.map(|map| (map.width, map.height, map.channels)), Some((12, 10, 3)));
    let kept = made(&bytes, keep(&bytes, 24, 20, AVIF));
    assert_eq!(gain_map(data(&kept)).width, 6);
}

#[test]
fn what_a_canvas_adds_has_a_gain_of_one_and_a_turned_picture_s_corners_too() {
    let bytes = marked(96, 64);
    let request = FrameRequest { width: Some(96.0), height: Some(96.0), fit: Fit::Contain, ..NOTHING };
    let framing = Framing::Fixed(geometry(96, 64, &request));
    let kept = made(&bytes, Output { framing, ..keep(&bytes, 96, 96, JPEG) });
    let map = gain_map_of(data(&kept), &Limits::UNBOUNDED).unwrap();
    assert_eq!((map.width(), map.height()), (24, 24));
    // The map of `marked` stands for 2⁻¹ to 2³.
    let map = map.to_eight().unwrap().into_owned();
    for y in [0, 1, 22, 23] {
        assert!(map.samples[y * 24..][..24].iter().all(|sample| sample.abs_diff(64) < 12), "row {y}: {map:?}");
    }
    let turned = Operation::Rotate(Rotate { degrees: 45.0, background: [0, 0, 0, 255] });
    let kept = made(&bytes, Output { operations: vec![turned], ..keep(&bytes, 96, 64, JPEG) });
    let map = gain_map_of(data(&kept), &Limits::UNBOUNDED).unwrap().to_eight().unwrap().into_owned();
    assert!(map.samples[0].abs_diff(64) < 12, "{}", map.samples[0]);
}

#[test]
fn an_operation_on_colours_leaves_the_map_out_and_says_so() {
    let bytes = file("libultrahdr-gray.jpg");
    for (operation, name) in [(Operation::Grayscale(Grayscale), "grayscale"), (Operation::Invert(Invert), "invert")] {
        let kept = made(&bytes, Output { operations: vec![operation], ..keep(&bytes, 80, 60, JPEG) });
        assert_eq!(dropped(&kept), ["operation"]);
        let said = kept.warnings.iter().find_map(|warning| warning.operand("operation")).unwrap();
        assert_eq!(said.to_string(), name);
        assert_eq!(header(data(&kept)).gain_map, None);
    }
}

#[test]
fn gains_of_one_channel_fit_any_colours_and_others_name_those_that_they_are_of() {
    let to = |name: &str, colour_space| {
        let bytes = file(name);
        let mut asked = keep(&bytes, 80, 60, JPEG);
        asked.base = Base { colour_space, ..asked.base };
        let kept = made(&bytes, asked);
        let says_xmp = data(&kept).windows(13).any(|window| window == b"hdrgm:Version");
        (gain_map(data(&kept)).metadata.in_base_colours, says_xmp)
    };
    // Both are of Display P3.
    for (name, colour_space, expected) in [
        ("libultrahdr-gray.jpg", TargetColours::Srgb, true),
        ("libultrahdr-gray.jpg", TargetColours::DisplayP3, true),
        ("libultrahdr-rgb.jpg", TargetColours::Srgb, false),
        ("libultrahdr-rgb.jpg", TargetColours::DisplayP3, true),
        ("libultrahdr-rgb.jpg", TargetColours::Source, true),
        // Of sRGB, by a profile.
        ("seine.jpg", TargetColours::Srgb, true),
        ("seine.jpg", TargetColours::DisplayP3, false),
    ] {
        assert_eq!(to(name, colour_space), (expected, expected), "{name} {colour_space:?}");
    }
}

#[test]
fn most_bytes_count_the_map() {
    let bytes = file("seine.jpg");
    for encoding in [JPEG, AVIF] {
        let free = made(&bytes, keep(&bytes, 200, 150, encoding));
        let most = free.bytes * 2 / 3;
        let kept = made(&bytes, Output { max_bytes: Some(most), ..keep(&bytes, 200, 150, encoding) });
        assert!(kept.bytes <= most && kept.quality < free.quality, "{} of {most}", kept.bytes);
        gain_map(data(&kept));
    }
}

#[test]
fn apple_s_own_kind_is_named_and_left_out() {
    let bytes = file("iphone.jpg");
    let header = header(&bytes);
    assert_eq!(header.gain_map, None);
    assert_eq!(header.faults[0].operand("why").unwrap().to_string(), "apple");
    let kept = made(&bytes, keep(&bytes, 96, 128, JPEG));
    assert_eq!(dropped(&kept), ["apple"]);
}

#[test]
fn a_format_without_a_place_for_a_map_is_refused() {
    let bytes = file("libultrahdr-gray.jpg");
    let png = Encoding::Png(Png { depth: 8, effort: 1, interlaced: false, palette: None });
    let outcome = run(&batch(vec![source(bytes.clone(), vec![keep(&bytes, 8, 6, png)])], 1));
    assert!(outcome.sources[0].outputs[0].is_err());
}

#[test]
fn metadata_that_are_kept_stand_beside_the_map_s() {
    let bytes = file("seine.jpg");
    let kept = made(&bytes, Output { metadata: KeepMetadata::All, ..keep(&bytes, 100, 75, JPEG) });
    let says = |word: &[u8]| data(&kept).windows(word.len()).filter(|window| *window == word).count();
    assert_eq!(says(b"crs:Version="), 1, "the source's own");
    assert_eq!(says(b"Container:Directory>"), 2, "opened and closed once");
    assert_eq!(says(b"hdrgm:Version="), 2, "in the picture's packet and in the map's");
}

/// With a packet of XMP that no segment holds: one that names its extension, and that in parts.
fn with_long_xmp(jpeg: &[u8], words: &str) -> Vec<u8> {
    let digest = "0123456789ABCDEF0123456789ABCDEF";
    let packet = |inside: &str| {
        format!(
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             {inside}</rdf:RDF></x:xmpmeta>"
        )
    };
    let segment = |body: Vec<u8>| [&[0xFF, 0xE1][..], &(body.len() as u16 + 2).to_be_bytes(), &body].concat();
    let note = "xmlns:n=\"http://ns.adobe.com/xmp/note/\"";
    let first = packet(&format!("<rdf:Description rdf:about=\"\" {note} n:HasExtendedXMP=\"{digest}\"/>"));
    let all =
        packet(&format!("<rdf:Description rdf:about=\"\" xmlns:h=\"urn:h\"><h:all>{words}</h:all></rdf:Description>"));
    let mut segments = segment([b"http://ns.adobe.com/xap/1.0/\0", first.as_bytes()].concat());
    for (offset, part) in (0u32..).step_by(65_000).zip(all.as_bytes().chunks(65_000)) {
        let place = [(all.len() as u32).to_be_bytes(), offset.to_be_bytes()].concat();
        let name = b"http://ns.adobe.com/xmp/extension/\0";
        segments.extend(segment([&name[..], digest.as_bytes(), &place, part].concat()));
    }
    [&jpeg[..2], &segments, &jpeg[2..]].concat()
}

#[test]
fn words_that_no_segment_holds_go_with_a_map_too() {
    let words: String = (0..9000).map(|number| format!("step {number} ")).collect();
    for name in ["libultrahdr-gray.jpg", "libultrahdr-rgb.jpg"] {
        let mut bytes = with_long_xmp(&file(name), &words);
        let (width, height) = header(&bytes).upright_size();
        // An output is a source again.
        for generation in 1..=2 {
            let kept = made(&bytes, Output { metadata: KeepMetadata::All, ..keep(&bytes, width, height, JPEG) });
            assert_eq!(dropped(&kept), [""; 0], "{name}");
            bytes = data(&kept).to_vec();
            assert_eq!(gain_map(&bytes).channels, gain_map(&file(name)).channels, "{name}");
            let text = String::from_utf8_lossy(&bytes);
            for step in [0, 4500, 8999] {
                assert!(text.contains(&format!("step {step} ")), "{name}, generation {generation}: step {step}");
            }
        }
    }
}
