//! A packet as text, and as XML.

use std::borrow::Cow;

use roxmltree::{Document, ParsingOptions};

pub const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
pub const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
pub const BASIC: &str = "http://ns.adobe.com/xap/1.0/";

/// A packet has some hundreds of nodes; with an editor's whole history of a picture, ten thousands.
const MOST_NODES: u32 = 500_000;

/// A packet's text, whatever it is encoded in. `None` when it is none.
pub fn text_of(packet: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    Some(match packet {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(trimmed(std::str::from_utf8(rest).ok()?)),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(trimmed(&wide(rest, u16::from_le_bytes)?).to_owned()),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(trimmed(&wide(rest, u16::from_be_bytes)?).to_owned()),
        [b'<', 0, ..] => Cow::Owned(trimmed(&wide(packet, u16::from_le_bytes)?).to_owned()),
        [0, b'<', ..] => Cow::Owned(trimmed(&wide(packet, u16::from_be_bytes)?).to_owned()),
        _ => Cow::Borrowed(trimmed(std::str::from_utf8(packet).ok()?)),
    })
}

/// Without what follows the last tag, and without a word about an encoding that it no longer has.
fn trimmed(text: &str) -> &str {
    let text = text.trim_start_matches(['\u{FEFF}', '\0']).trim();
    let text = &text[..text.rfind('>').map_or(0, |at| at + 1)];
    match text.strip_prefix("<?xml ").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    }
}

/// `None` for what is no XML, or one that defines its own entities.
pub fn parse(text: &str) -> Option<Document<'_>> {
    Document::parse_with_options(text, ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() }).ok()
}
