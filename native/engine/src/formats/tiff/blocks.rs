//! A TIFF is its own EXIF block; what describes the file's own pixels is left behind.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Context, Field, In, Tag, Value};

use crate::allocate::copy_of;
use crate::metadata::Found;
use crate::metadata::fields::parse;
use crate::metadata::iptc;

/// The packet of an XMP and the fields that say something about the picture, not about how it is stored here.
const XMP: Tag = Tag(Context::Tiff, 0x02BC);
const IPTC: Tag = Tag(Context::Tiff, 0x83BB);
/// Photoshop's image resources.
const RESOURCES: Tag = Tag(Context::Tiff, 0x8649);
const DESCRIPTIVE: [Tag; 17] = [
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
    // Windows' rating, title, comment, author, keywords, subject.
    Tag(Context::Tiff, 0x4746),
    Tag(Context::Tiff, 0x9C9B),
    Tag(Context::Tiff, 0x9C9C),
    Tag(Context::Tiff, 0x9C9D),
    Tag(Context::Tiff, 0x9C9E),
    Tag(Context::Tiff, 0x9C9F),
];

pub fn find(bytes: &[u8]) -> Found {
    let Ok(copy) = copy_of(bytes, "bytes of a TIFF") else { return Found::default() };
    let Some(parsed) = parse(copy) else { return Found::default() };
    let bytes_of = |tag| match &parsed.get_field(tag, In::PRIMARY)?.value {
        Value::Byte(bytes) | Value::Undefined(bytes, _) => Some(bytes.clone()),
        // Old programs count in four bytes what are bytes.
        Value::Long(numbers) => Some(
            numbers
                .iter()
                .flat_map(|number| match parsed.little_endian() {
                    true => number.to_le_bytes(),
                    false => number.to_be_bytes(),
                })
                .collect(),
        ),
        _ => None,
    };
    let iptc = bytes_of(IPTC).or_else(|| bytes_of(RESOURCES).and_then(|resources| iptc::of_resources(&resources)));
    let kept: Vec<&Field> = parsed.fields().filter(|field| field.ifd_num == In::PRIMARY && is_kept(field)).collect();
    let mut writer = Writer::new();
    kept.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    let exif = (!kept.is_empty() && writer.write(&mut out, parsed.little_endian()).is_ok()).then(|| out.into_inner());
    Found { exif, xmp: bytes_of(XMP), iptc }
}

/// Maker's notes point to data by its place in the file, which is another one now.
fn is_kept(field: &Field) -> bool {
    match field.tag.context() {
        _ if matches!(field.value, Value::Unknown(..)) => false,
        Context::Tiff => DESCRIPTIVE.contains(&field.tag),
        _ => field.tag != Tag::MakerNote,
    }
}
