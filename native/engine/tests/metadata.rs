//! What outputs say beside their pixels: nothing of a source's holder or place unless it is asked for, and colours that
//! look the same whatever they are stored in.

mod pictures;
mod requests;
mod shared;

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Reader, Tag, Value};
use lazy_image_engine::{
    Avif, AvifEffort, Base, Chroma, ColourProfile, Encoding, Gif, Grayscale, ImageHeader, Jpeg, JpegEffort,
    KeepMetadata, Limits, Orientation, Output, Quality, SourceInput, TargetColours, Tiff, TiffCompression, probe_bytes,
    probe_path,
};
use pictures::{jpeg, png, stored_as};
use requests::{JPEG, PNG, WEBP, batch, bytes, output, run, source};

const AVIF: Encoding =
    Encoding::Avif(Avif { quality: Quality::Number(50), effort: AvifEffort::Draft, depth: 8, chroma: Chroma::Yuv444 });
const PROGRESSIVE: Encoding = Encoding::Jpeg(Jpeg {
    quality: Quality::Number(80),
    progressive: true,
    effort: JpegEffort::Default,
    chroma: Some(Chroma::Yuv444),
    background: [0; 3],
});
const TIFF: Encoding = Encoding::Tiff(Tiff { compression: TiffCompression::Deflate, depth: 8 });

/// Containers that hold EXIF.
const LABELLED: [Encoding; 5] = [JPEG, PROGRESSIVE, PNG, WEBP, AVIF];

/// A photograph of a phone: where, when, by whom, and a preview.
fn phone_photograph() -> Vec<u8> {
    let exif = phone_exif();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta tiff:Orientation=\"6\" secret=\"home\"/>";
    let segment = |name: &[u8], body: &[u8]| {
        let length = (2 + name.len() + body.len()) as u16;
        [&[0xFF, 0xE1], &length.to_be_bytes()[..], name, body].concat()
    };
    let jpeg = jpeg(48, 36);
    [&jpeg[..2], &segment(b"Exif\0\0", &exif), &segment(b"", xmp), &jpeg[2..]].concat()
}

fn phone_exif() -> Vec<u8> {
    let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let degrees = [(48, 1), (12, 1), (3000, 100)].map(|(num, denom)| Rational { num, denom });
    let fields: Vec<Field> = [
        (Tag::Artist, text("Jane Doe")),
        (Tag::Copyright, text("(c) Jane Doe")),
        (Tag::Make, text("Camera")),
        (Tag::Orientation, Value::Short(vec![6])),
        (Tag::MakerNote, Value::Undefined(b"Camera's own".to_vec(), 0)),
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, Value::Rational(degrees.to_vec())),
    ]
    .into_iter()
    .map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value })
    .collect();
    let preview = jpeg(16, 12);
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    writer.set_jpeg(&preview, In::THUMBNAIL);
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, true).unwrap();
    out.into_inner()
}

fn keeping(size: (u32, u32), encoding: Encoding, metadata: KeepMetadata) -> Output {
    Output { metadata, ..output(size, size.0, size.1, encoding) }
}

fn made(bytes_of_source: &[u8], output: Output) -> Vec<u8> {
    bytes(&run(&batch(vec![source(bytes_of_source.to_vec(), vec![output])], 1))).remove(0)
}

fn header(encoded: &[u8]) -> ImageHeader {
    probe_bytes(encoded, &Limits::UNBOUNDED).unwrap()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The EXIF block of any container: it begins with a TIFF header, and nothing else here does.
fn exif_of(encoded: &[u8]) -> Option<exif::Exif> {
    encoded
        .windows(4)
        .enumerate()
        .filter(|(_, window)| matches!(*window, b"II*\0" | b"MM\0*"))
        .find_map(|(at, _)| Reader::new().read_raw(encoded[at..].to_vec()).ok())
}

#[test]
fn nothing_of_the_holder_or_the_place_is_in_an_output_by_default() {
    for encoding in LABELLED.into_iter().chain([TIFF, Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 })]) {
        let out = made(&phone_photograph(), keeping((36, 48), encoding, KeepMetadata::None));
        for secret in [&b"Exif"[..], b"Jane", b"Camera", b"secret", b"xmpmeta"] {
            assert!(!contains(&out, secret), "{encoding:?}: {}", String::from_utf8_lossy(secret));
        }
    }
}

#[test]
fn a_copyright_is_names_alone() {
    for encoding in LABELLED {
        let out = made(&phone_photograph(), keeping((36, 48), encoding, KeepMetadata::Copyright));
        let exif = exif_of(&out).expect("an EXIF block");
        let mut tags: Vec<Tag> = exif.fields().map(|field| field.tag).collect();
        tags.sort();
        assert_eq!(tags, [Tag::Artist, Tag::Copyright], "{encoding:?}");
        assert!(contains(&out, b"Jane") && !contains(&out, b"Camera") && !contains(&out, b"secret"), "{encoding:?}");
    }
}

#[test]
fn a_place_is_kept_only_with_everything() {
    for encoding in LABELLED {
        let all =
            [KeepMetadata::None, KeepMetadata::Icc, KeepMetadata::Copyright, KeepMetadata::Exif, KeepMetadata::All];
        for keep in all {
            let out = made(&phone_photograph(), keeping((36, 48), encoding, keep));
            let place = exif_of(&out).and_then(|exif| exif.get_field(Tag::GPSLatitude, In::PRIMARY).cloned());
            assert_eq!(place.is_some(), keep == KeepMetadata::All, "{encoding:?} {keep:?}");
            assert_eq!(contains(&out, b"secret"), keep == KeepMetadata::All, "{encoding:?} {keep:?}");
            let whole = matches!(keep, KeepMetadata::Exif | KeepMetadata::All);
            assert_eq!(contains(&out, b"Camera's own"), whole, "{encoding:?} {keep:?}");
        }
    }
}

#[test]
fn a_picture_that_was_turned_says_that_it_is_upright() {
    for encoding in LABELLED {
        let out = made(&phone_photograph(), keeping((36, 48), encoding, KeepMetadata::All));
        let header = header(&out);
        assert_eq!((header.orientation, header.width, header.height), (Orientation::Upright, 36, 48), "{encoding:?}");
        let exif = exif_of(&out).unwrap();
        assert_eq!(exif.get_field(Tag::Orientation, In::PRIMARY).unwrap().value.get_uint(0), Some(1), "{encoding:?}");
        assert!(contains(&out, b"tiff:Orientation=\"1\""), "{encoding:?}");
    }
}

#[test]
fn a_picture_that_was_not_turned_still_says_how_it_is_stored() {
    for encoding in LABELLED {
        let asked = keeping((48, 36), encoding, KeepMetadata::All);
        let base = Base { auto_orient: false, ..asked.base };
        let out = made(&phone_photograph(), Output { base, ..asked });
        assert_eq!(header(&out).orientation, Orientation::Rotate90, "{encoding:?}");
    }
}

#[test]
fn sources_of_every_container_give_their_blocks() {
    for through in [JPEG, PNG, WEBP, AVIF] {
        let kept = made(&phone_photograph(), keeping((36, 48), through, KeepMetadata::All));
        let out = made(&kept, keeping((36, 48), PNG, KeepMetadata::All));
        assert!(contains(&out, b"Jane") && contains(&out, b"secret"), "{through:?}");
    }
}

#[test]
fn wide_colours_carry_their_profile_and_come_back() {
    for encoding in [JPEG, PROGRESSIVE, PNG, WEBP, AVIF] {
        let asked = output((60, 40), 60, 40, encoding);
        let base = Base { colour_space: TargetColours::DisplayP3, ..asked.base };
        let wide = made(&png(60, 40), Output { base, ..asked.clone() });
        assert!(matches!(header(&wide).profile, ColourProfile::Icc(_)), "{encoding:?}");
        let narrow = made(&png(60, 40), asked);
        let difference = mean_difference(&to_srgb(&wide), &to_srgb(&narrow));
        let unlabelled = mean_difference(&as_stored(&wide), &to_srgb(&narrow));
        assert!(difference < 4.0, "{encoding:?}: {difference}");
        assert!(unlabelled > difference + 2.0, "{encoding:?}: {unlabelled} without its profile, {difference} with it");
    }
}

#[test]
fn a_source_s_own_colours_keep_its_own_profile() {
    let Some(corpus) = shared::corpus() else { return };
    for file in ["formats/display-p3.jpg", "formats/display-p3.png"] {
        let path = corpus.path(file);
        let before = probe_path(&path, &Limits::UNBOUNDED).unwrap();
        for encoding in [JPEG, PNG, WEBP, AVIF] {
            let asked = output((before.width, before.height), 90, 60, encoding);
            let base = Base { colour_space: TargetColours::Source, ..asked.base };
            let mut wanted = source(Vec::new(), vec![Output { base, ..asked }]);
            wanted.input = SourceInput::Path(path.clone());
            let out = bytes(&run(&batch(vec![wanted], 1))).remove(0);
            assert_eq!(header(&out).profile, before.profile, "{file} {encoding:?}");
        }
    }
}

#[test]
fn srgb_is_said_only_where_a_profile_was_and_is_to_be_kept() {
    let asked = output((60, 40), 60, 40, PNG);
    let base = Base { colour_space: TargetColours::DisplayP3, ..asked.base };
    let profiled = made(&png(60, 40), Output { base, ..asked });
    for encoding in [JPEG, PNG, WEBP, AVIF] {
        for (from, keep, said) in [
            (&profiled, KeepMetadata::None, false),
            (&profiled, KeepMetadata::Icc, true),
            (&profiled, KeepMetadata::All, true),
            (&png(60, 40), KeepMetadata::All, false),
        ] {
            let out = made(from, keeping((60, 40), encoding, keep));
            let label = header(&out).profile;
            assert_eq!(matches!(label, ColourProfile::Icc(_)), said, "{encoding:?} {keep:?}");
            let plain = made(from, keeping((60, 40), encoding, KeepMetadata::None));
            assert!(mean_difference(&to_srgb(&out), &to_srgb(&plain)) < 0.5, "{encoding:?}: a label, not a change");
        }
    }
}

#[test]
fn a_grey_picture_of_a_wide_source_is_not_labelled_as_coloured() {
    for encoding in [JPEG, PNG, AVIF] {
        let asked = output((60, 40), 60, 40, encoding);
        let base = Base { colour_space: TargetColours::DisplayP3, ..asked.base };
        let operations = vec![lazy_image_engine::Operation::Grayscale(Grayscale)];
        let out = made(&png(60, 40), Output { base, operations, ..asked });
        assert_eq!(header(&out).profile, ColourProfile::Unspecified, "{encoding:?}");
    }
}

#[test]
fn damaged_blocks_cost_an_output_nothing_but_themselves() {
    let whole = phone_photograph();
    let plain = made(&whole, keeping((36, 48), PNG, KeepMetadata::None));
    let mut noise = 7u32;
    for _ in 0..200 {
        let mut damaged = whole.clone();
        for _ in 0..6 {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            damaged[12 + (noise >> 8) as usize % 600] = noise as u8;
        }
        let outputs = vec![keeping((36, 48), PNG, KeepMetadata::All), keeping((36, 48), JPEG, KeepMetadata::Copyright)];
        let outcome = run(&batch(vec![source(damaged, outputs)], 1));
        for output in &outcome.sources[0].outputs {
            match output {
                Ok(rendition) => assert!(rendition.width > 0),
                Err(error) => assert_ne!(error.code, lazy_image_engine::ErrorCode::EngineFailure, "{error}"),
            }
        }
    }
    assert_eq!(made(&whole, keeping((36, 48), PNG, KeepMetadata::None)), plain);
}

#[test]
fn metadata_counts_towards_a_number_of_bytes() {
    let bare = made(&phone_photograph(), keeping((36, 48), JPEG, KeepMetadata::None)).len();
    let full = made(&phone_photograph(), keeping((36, 48), JPEG, KeepMetadata::All)).len();
    let asked = keeping((36, 48), JPEG, KeepMetadata::All);
    let most = (full - 20) as u64;
    let fitted = made(&phone_photograph(), Output { max_bytes: Some(most), ..asked });
    assert!(bare < full && fitted.len() as u64 <= most && contains(&fitted, b"Jane"));
}

#[test]
fn an_orientation_beside_nothing_else_is_read_too() {
    let turned = stored_as(6, &jpeg(48, 36));
    let out = made(&turned, keeping((36, 48), WEBP, KeepMetadata::All));
    assert_eq!(header(&out).orientation, Orientation::Upright);
}

fn decoded(encoded: &[u8], colour_space: TargetColours) -> Vec<u8> {
    let header = header(encoded);
    let asked = output((header.width, header.height), header.width, header.height, PNG);
    let base = Base { colour_space, ..asked.base };
    let png = made(encoded, Output { base, ..asked });
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info().unwrap();
    let mut samples = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut samples).unwrap();
    samples
}

fn to_srgb(encoded: &[u8]) -> Vec<u8> {
    decoded(encoded, TargetColours::Srgb)
}

fn as_stored(encoded: &[u8]) -> Vec<u8> {
    decoded(encoded, TargetColours::Source)
}

fn mean_difference(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64
}
