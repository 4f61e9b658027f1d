use super::*;
use crate::orientation::Orientation;

const UPRIGHT: Stored = Stored { width: 40, height: 30, orientation: Orientation::Upright };

fn packet(inside: &str) -> String {
    let spaces = "xmlns:x=\"adobe:ns:meta/\" xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\" \
        xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"";
    format!("<?xpacket begin=\"\u{FEFF}\"?><x:xmpmeta {spaces}>{inside}</x:xmpmeta>\n<?xpacket end=\"w\"?>")
}

fn kept(packet: &[u8]) -> String {
    String::from_utf8(whole(packet, &UPRIGHT).unwrap()).unwrap()
}

#[test]
fn orientation_is_reset_in_both_spellings_and_nowhere_else() {
    for (before, after) in [
        ("<a tiff:Orientation=\"6\" x=\"6\"/>", "<a tiff:Orientation=\"1\" x=\"6\"/>"),
        ("<a><tiff:Orientation>8</tiff:Orientation>8</a>", "<a><tiff:Orientation>1</tiff:Orientation>8</a>"),
        ("<tiff:Orientation= >", "<tiff:Orientation= >"),
    ] {
        assert_eq!(kept(before.as_bytes()), after);
        assert_eq!(kept(packet(before).as_bytes()), packet(after));
    }
    let turned = Stored { orientation: Orientation::Rotate90, ..UPRIGHT };
    let said = packet("<a tiff:Orientation=\"6\"/>");
    assert_eq!(whole(said.as_bytes(), &turned).unwrap(), said.as_bytes());
    assert_eq!(whole(b"", &UPRIGHT), Some(Vec::new()));
}

#[test]
fn another_prefix_is_understood_and_another_namespace_is_not() {
    let own = "<a xmlns:t=\"http://ns.adobe.com/tiff/1.0/\" t:Orientation=\"6\" xmlns:tiff=\"urn:x\" tiff:Orientation=\"6\"/>";
    assert!(kept(own.as_bytes()).contains("t:Orientation=\"1\" xmlns:tiff=\"urn:x\" tiff:Orientation=\"6\""));
}

#[test]
fn sides_are_those_of_the_output_and_thumbnails_go() {
    let before = packet(
        "<a tiff:ImageWidth=\"4000\" exif:PixelYDimension='3000'><exif:PixelXDimension>4000</exif:PixelXDimension>\
         <xmp:Thumbnails><b tiff:Orientation=\"6\"/></xmp:Thumbnails><tiff:ImageLength>3000</tiff:ImageLength></a>",
    );
    let after = packet(
        "<a tiff:ImageWidth=\"40\" exif:PixelYDimension='30'><exif:PixelXDimension>40</exif:PixelXDimension>\
         <tiff:ImageLength>30</tiff:ImageLength></a>",
    );
    assert_eq!(kept(before.as_bytes()), after);
}

#[test]
fn every_encoding_is_kept_as_utf_8() {
    let said = packet("<a xmp:Label=\"Grüße 漢字\"/>");
    let wide = |unit: fn(u16) -> [u8; 2]| said.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
    for written in [
        said.clone().into_bytes(),
        [&[0xEF, 0xBB, 0xBF], said.as_bytes()].concat(),
        [said.as_bytes(), &[0; 9]].concat(),
        [&b"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n"[..], said.as_bytes()].concat(),
        [&[0xFF, 0xFE][..], &little].concat(),
        [&[0xFE, 0xFF][..], &big].concat(),
        little,
        big,
    ] {
        assert_eq!(kept(&written), said);
    }
    assert_eq!(whole(&[b'<', 0xC3, 0x28], &UPRIGHT), None);
}

#[test]
fn room_that_editors_leave_is_left_out() {
    let said = packet("<a/>");
    let roomy = said.replace("\n<?xpacket", &format!("{}<?xpacket", " ".repeat(2000)));
    assert_eq!(kept(roomy.as_bytes()), said);
}
