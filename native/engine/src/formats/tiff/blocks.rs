//! A TIFF is its own EXIF block; what describes the file's own pixels is left behind.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Context, Field, In, Tag};

use crate::allocate::copy_of;
use crate::metadata::Found;
use crate::metadata::exif::parse;

/// The packet of an XMP and the fields that say something about the picture, not about how it is stored here.
const XMP: Tag = Tag(Context::Tiff, 0x02BC);
const DESCRIPTIVE: [Tag; 11] = [
    Tag::ImageDescription,
    Tag::Make,
    Tag::Model,
    Tag::Orientation,
    Tag::XResolution,
    Tag::YResolution,
    Tag::ResolutionUnit,
    Tag::Software,
    Tag::DateTime,
    Tag::Artist,
    Tag::Copyright,
];

pub fn find(bytes: &[u8]) -> Found {
    let Ok(copy) = copy_of(bytes, "bytes of a TIFF") else { return Found::default() };
    let Some(parsed) = parse(copy) else { return Found::default() };
    let xmp = parsed.get_field(XMP, In::PRIMARY).and_then(|field| match &field.value {
        exif::Value::Byte(packet) | exif::Value::Undefined(packet, _) => Some(packet.clone()),
        _ => None,
    });
    let kept: Vec<&Field> =
        parsed.fields().filter(|field| field.ifd_num == In::PRIMARY && is_kept(field.tag)).collect();
    let mut writer = Writer::new();
    kept.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    let exif = (!kept.is_empty() && writer.write(&mut out, parsed.little_endian()).is_ok()).then(|| out.into_inner());
    Found { exif, xmp }
}

/// Maker's notes point to data by its place in the file, which is another one now.
fn is_kept(tag: Tag) -> bool {
    match tag.context() {
        Context::Tiff => DESCRIPTIVE.contains(&tag),
        _ => tag != Tag::MakerNote,
    }
}
