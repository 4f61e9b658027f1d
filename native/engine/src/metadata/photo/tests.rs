use exif::{Context, Rational, Tag, Value};

use super::photo_metadata::Position;
use super::*;
use crate::metadata::exif::tests::{block, text};

fn ratio(num: u32, denom: u32) -> Value {
    Value::Rational(vec![Rational { num, denom }])
}

fn wide(text: &str) -> Value {
    Value::Byte(text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect())
}

fn degrees(parts: [(u32, u32); 3]) -> Value {
    Value::Rational(parts.map(|(num, denom)| Rational { num, denom }).to_vec())
}

fn of_exif(fields: &[(Tag, Value)]) -> PhotoMetadata {
    PhotoMetadata::of(&Found { exif: Some(block(fields, true)), ..Found::default() })
}

fn of_xmp(inside: &str) -> PhotoMetadata {
    PhotoMetadata::of(&Found { xmp: Some(packet(inside).into_bytes()), ..Found::default() })
}

fn packet(inside: &str) -> String {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
         xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' \
         xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:tiff='http://ns.adobe.com/tiff/1.0/' \
         xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>{inside}</rdf:RDF></x:xmpmeta>"
    )
}

fn iptc(sets: &[(u8, &[u8])]) -> Vec<u8> {
    let set =
        |(number, value): &(u8, &[u8])| [&[0x1C, 2, *number][..], &(value.len() as u16).to_be_bytes(), value].concat();
    sets.iter().flat_map(set).collect()
}

fn camera() -> Vec<(Tag, Value)> {
    vec![
        (Tag::Make, text("Canon  ")),
        (Tag::Model, text("Canon EOS 80D")),
        (Tag::DateTimeOriginal, text("2024:05:01 12:30:45")),
        (Tag::OffsetTimeOriginal, text("+02:00")),
        (Tag::SubSecTimeOriginal, text("25")),
        (Tag::LensModel, text("EF50mm f/1.8 STM")),
        (Tag::FocalLength, ratio(50, 1)),
        (Tag::FNumber, ratio(28, 10)),
        (Tag::ExposureTime, ratio(1, 250)),
        (Tag::PhotographicSensitivity, Value::Short(vec![400])),
        (Tag::ImageDescription, text("A bridge")),
        (Tag::Artist, text("Jane Doe; \"Doe, John\"")),
        (Tag::Copyright, Value::Ascii(vec![b" ".to_vec(), b"(c) an editor".to_vec()])),
        (Tag::GPSLatitudeRef, text("S")),
        (Tag::GPSLatitude, degrees([(48, 1), (12, 1), (3000, 100)])),
        (Tag::GPSLongitudeRef, text("E")),
        (Tag::GPSLongitude, degrees([(16, 1), (30, 1), (0, 0)])),
        (Tag::GPSAltitudeRef, Value::Byte(vec![1])),
        (Tag::GPSAltitude, ratio(1234, 10)),
    ]
}

#[test]
fn a_camera_s_fields_are_read_in_both_byte_orders() {
    for little in [false, true] {
        let found = Found { exif: Some(block(&camera(), little)), ..Found::default() };
        let expected = PhotoMetadata {
            date: Some("2024-05-01T12:30:45.25+02:00".into()),
            make: Some("Canon".into()),
            model: Some("Canon EOS 80D".into()),
            lens: Some("EF50mm f/1.8 STM".into()),
            focal_length: Some(50.0),
            aperture: Some(2.8),
            exposure_time: Some(0.004),
            iso: Some(400),
            caption: Some("A bridge".into()),
            creators: vec!["Jane Doe".into(), "\"Doe, John\"".into()],
            copyright: Some("(c) an editor".into()),
            position: Some(Position { latitude: -48.208_333_3, longitude: 16.5, altitude: Some(-123.4) }),
            ..PhotoMetadata::default()
        };
        assert_eq!(PhotoMetadata::of(&found), expected);
    }
}

#[test]
fn xmp_is_read_as_attributes_elements_and_lists() {
    let attributes = "<rdf:Description xmp:Rating='4' tiff:Make='Nikon' exif:DateTimeOriginal='2020-02-03T04:05:06Z' \
        exif:GPSLatitude='48,12.5N' exif:GPSLongitude='16,30,36W' exif:FNumber='28/10'>\
        <dc:title><rdf:Alt><rdf:li xml:lang='de'>Brücke</rdf:li><rdf:li xml:lang='x-default'>Bridge</rdf:li></rdf:Alt></dc:title>\
        <dc:subject><rdf:Bag><rdf:li>river</rdf:li><rdf:li> river </rdf:li><rdf:li>night</rdf:li></rdf:Bag></dc:subject>\
        </rdf:Description>";
    let elements = "<rdf:Description><dc:creator><rdf:Seq><rdf:li>Jane</rdf:li><rdf:li>John</rdf:li></rdf:Seq></dc:creator>\
        <dc:rights><rdf:Alt><rdf:li>&#169; Jane</rdf:li></rdf:Alt></dc:rights><dc:description>one&#xA;two</dc:description>\
        </rdf:Description>";
    let read = of_xmp(&[attributes, elements].concat());
    let expected = PhotoMetadata {
        date: Some("2020-02-03T04:05:06Z".into()),
        make: Some("Nikon".into()),
        aperture: Some(2.8),
        title: Some("Bridge".into()),
        caption: Some("one\ntwo".into()),
        creators: vec!["Jane".into(), "John".into()],
        copyright: Some("© Jane".into()),
        rating: Some(4.0),
        keywords: vec!["river".into(), "night".into()],
        position: Some(Position { latitude: 48.208_333_3, longitude: -16.51, altitude: None }),
        ..PhotoMetadata::default()
    };
    assert_eq!(read, expected);
}

#[test]
fn words_are_xmp_s_then_iptc_s_and_measures_are_the_camera_s() {
    let xmp = packet("<rdf:Description dc:title='X' xmp:CreateDate='1999' tiff:Make='Other'/>");
    let sets: [(u8, &[u8]); 4] = [(5, b"I"), (120, b"caption of I"), (25, b"one"), (25, b"two")];
    let exif = [camera(), vec![(Tag(Context::Tiff, 0x9C9B), wide("E"))]].concat();
    let found = Found { exif: Some(block(&exif, true)), xmp: Some(xmp.into_bytes()), iptc: Some(iptc(&sets)) };
    let all = PhotoMetadata::of(&found);
    assert_eq!((all.title.as_deref(), all.caption.as_deref()), (Some("X"), Some("caption of I")));
    assert_eq!((all.make.as_deref(), all.date.as_deref()), (Some("Canon"), Some("2024-05-01T12:30:45.25+02:00")));
    assert_eq!(all.keywords, ["one", "two"]);
    let without = PhotoMetadata::of(&Found { xmp: None, ..found.clone() });
    assert_eq!(without.title.as_deref(), Some("I"));
    let alone = PhotoMetadata::of(&Found { xmp: None, iptc: None, ..found });
    assert_eq!((alone.title.as_deref(), alone.caption.as_deref()), (Some("E"), Some("A bridge")));
}

#[test]
fn every_encoding_of_a_text_is_read() {
    let comment = |name: &[u8; 8], text: &[u8]| {
        let read = of_exif(&[(Tag::UserComment, Value::Undefined([name, text].concat(), 0))]);
        read.caption
    };
    let units = |unit: fn(u16) -> [u8; 2]| "Grüße".encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    for (name, bytes) in [
        (b"UNICODE\0", units(u16::to_le_bytes)),
        (b"UNICODE\0", units(u16::to_be_bytes)),
        (b"UNICODE\0", [vec![0xFE, 0xFF], units(u16::to_be_bytes)].concat()),
        (b"ASCII\0\0\0", "Grüße".into()),
        (b"\0\0\0\0\0\0\0\0", b"Gr\xFC\xDFe\0\0".to_vec()),
    ] {
        assert_eq!(comment(name, &bytes).as_deref(), Some("Grüße"), "{name:?} {bytes:?}");
    }
    assert_eq!(comment(b"JIS\0\0\0\0\0", b"\x1B$B"), None);
    assert_eq!(comment(b"ASCII\0\0\0", b"     "), None);
    let latin = Value::Ascii(vec![b"Caf\xE9 \x80".to_vec()]);
    assert_eq!(of_exif(&[(Tag::ImageDescription, latin)]).caption.as_deref(), Some("Café €"));
    let keywords = of_exif(&[(Tag(Context::Tiff, 0x9C9E), wide("river; Fluß;river"))]).keywords;
    assert_eq!(keywords, ["river", "Fluß"]);
}

#[test]
fn words_of_a_stranger_are_bounded_and_clean() {
    let said = |raw: &str| of_exif(&[(Tag::ImageDescription, text(raw))]).caption;
    assert_eq!(said("a\u{7}b\u{1B}[31m\tc\r\nd \u{202E}e").as_deref(), Some("a b [31m c\nd e"));
    assert_eq!(said("\u{FEFF} \n "), None);
    assert_eq!(said(&"ü".repeat(60_000)).map(|text| text.chars().count()), Some(2000));
    let many: String = (0..500).map(|number| format!("<rdf:li>{number}{}</rdf:li>", "x".repeat(900))).collect();
    let keywords =
        of_xmp(&format!("<rdf:Description><dc:subject><rdf:Bag>{many}</rdf:Bag></dc:subject></rdf:Description>"))
            .keywords;
    assert_eq!((keywords.len(), keywords.iter().map(String::len).max()), (100, Some(200)));
}

#[test]
fn measures_that_cannot_be_are_not_said() {
    let odd = [
        (Tag::FocalLength, ratio(0, 0)),
        (Tag::FNumber, ratio(1, 0)),
        (Tag::ExposureTime, ratio(0, 5)),
        (Tag::PhotographicSensitivity, Value::Short(vec![0])),
        (Tag(Context::Tiff, 0x4746), Value::Short(vec![99])),
        (Tag::DateTimeOriginal, text("0000:00:00 00:00:00")),
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, degrees([(95, 1), (0, 1), (0, 1)])),
        (Tag::GPSLongitudeRef, text("E")),
        (Tag::GPSLongitude, degrees([(0, 0), (0, 1), (0, 1)])),
    ];
    assert_eq!(of_exif(&odd), PhotoMetadata::default());
    let odd = "<rdf:Description xmp:Rating='NaN' exif:FNumber='1/0' exif:GPSLatitude='N' exif:GPSLongitude='é' \
        exif:DateTimeOriginal='soon' exif:ISOSpeedRatings='-4'/>";
    assert_eq!(of_xmp(odd), PhotoMetadata::default());
}

#[test]
fn hostile_blocks_end() {
    let exif = block(&camera(), true);
    for at in 0..exif.len() {
        let mut bad = exif.clone();
        bad[at] = 0xFF;
        PhotoMetadata::of(&Found { exif: Some(bad), ..Found::default() });
    }
    let entities = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    let deep = ["<rdf:Description>".repeat(100_000), "</rdf:Description>".repeat(100_000)].concat();
    for xmp in [[entities, &packet("&b;")].concat(), packet(&deep), packet(&"<rdf:Description/>".repeat(600_000))] {
        assert_eq!(
            PhotoMetadata::of(&Found { xmp: Some(xmp.into_bytes()), ..Found::default() }),
            PhotoMetadata::default()
        );
    }
    let iptc = iptc(&[(5, b"title"), (25, b"word")]);
    for length in 0..iptc.len() {
        PhotoMetadata::of(&Found { iptc: Some(iptc[..length].to_vec()), ..Found::default() });
    }
}
