//! XMP packets (ISO 16684-1): what of them an output keeps.

mod extension;
mod packet;

use std::ops::Range;

use roxmltree::Document;

pub use extension::{extension_of, joined, naming_extension, unwrapped};
pub use packet::{BASIC, EXIF, RDF, TIFF, parse, text_of};

use super::directories::Stored;
use extension::{HAS_EXTENSION, NOTE};

/// The packet with all that it says about the picture, which is stored as told; without thumbnails, and without the room
/// that editors leave at its end. What is no text is left out.
pub fn whole(packet: &[u8], stored: &Stored) -> Option<Vec<u8>> {
    let text = text_of(packet)?;
    let Some(document) = parse(&text) else { return Some(turned(&text, stored).into_bytes()) };
    Some(without_room(&edited(&text, changes(&document, stored))).into_bytes())
}

/// Parts of a packet and what is to stand there.
type Changes = Vec<(Range<usize>, String)>;

fn changes(document: &Document, stored: &Stored) -> Changes {
    let said = |namespace: Option<&str>, name: &str| {
        Some(match (namespace?, name) {
            (TIFF, "Orientation") => stored.orientation.to_exif().to_string(),
            (TIFF, "ImageWidth") | (EXIF, "PixelXDimension") => stored.width.to_string(),
            (TIFF, "ImageLength") | (EXIF, "PixelYDimension") => stored.height.to_string(),
            _ => return None,
        })
    };
    let mut changes = Changes::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        for attribute in node.attributes() {
            if let Some(value) = said(attribute.namespace(), attribute.name()) {
                changes.push((attribute.range_value(), value));
            }
            if (attribute.namespace(), attribute.name()) == (Some(NOTE), HAS_EXTENSION) {
                changes.push((attribute.range(), String::new()));
            }
        }
        let name = (node.tag_name().namespace(), node.tag_name().name());
        if let Some(value) = said(name.0, name.1)
            && let Some(text) = node.first_child().filter(|child| child.is_text())
        {
            changes.push((text.range(), value));
        }
        if matches!(name, (Some(BASIC), "Thumbnails") | (Some(NOTE), HAS_EXTENSION)) {
            changes.push((node.range(), String::new()));
        }
    }
    changes
}

/// What lies in a part that is changed already goes with it.
fn edited(text: &str, mut changes: Changes) -> String {
    changes.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, value) in changes {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&value);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

fn without_room(text: &str) -> String {
    match text.rfind("<?xpacket end") {
        Some(end) => [text[..end].trim_end(), &text[end..]].join("\n"),
        None => text.to_owned(),
    }
}

/// The same for what is no XML: the orientation alone, as an attribute, `="6"`, or as an element, `>6<`.
fn turned(text: &str, stored: &Stored) -> String {
    const NAME: &str = "tiff:Orientation";
    let mut parts = text.split(NAME);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let closes = out.ends_with('/');
        out.push_str(NAME);
        let before = match part.as_bytes() {
            [b'=', b'"' | b'\'', b'1'..=b'8', ..] => 2,
            [b'>', b'1'..=b'8', ..] if !closes => 1,
            _ => {
                out.push_str(part);
                continue;
            }
        };
        out.push_str(&part[..before]);
        out.push_str(&stored.orientation.to_exif().to_string());
        out.push_str(&part[before + 1..]);
    }
    out
}

#[cfg(test)]
mod tests;
