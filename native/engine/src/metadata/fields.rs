//! Fields of an EXIF block, read as far as they are sound, and written to a new one.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Context, Exif, Field, In, Reader, Value};

/// What is sound of a block. `None` when nothing is.
pub fn parse(block: Vec<u8>) -> Option<Exif> {
    let parsed = Reader::new().continue_on_error(true).read_raw(block);
    parsed.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

/// Whether a field of the picture may be written at another place: not what points to data by its place, nor what
/// describes how pixels are stored.
pub fn is_movable(field: &Field) -> bool {
    const TIED: [u16; 11] = [0x0100, 0x0101, 0x0111, 0x0117, 0x0144, 0x0145, 0x014A, 0x8769, 0x8825, 0xA005, 0x927C];
    let is_written = !matches!(field.value, Value::Unknown(..));
    let is_tied = matches!(field.tag.context(), Context::Tiff | Context::Exif) && TIED.contains(&field.tag.number());
    field.ifd_num == In::PRIMARY && is_written && !is_tied
}

/// A block of fields, when it can be read back.
pub fn rebuilt<'a>(fields: impl Iterator<Item = &'a Field>, little_endian: bool) -> Option<Vec<u8>> {
    write(fields, little_endian).filter(|block| Reader::new().read_raw(block.clone()).is_ok())
}

/// A block of fields; `None` of none.
pub fn write<'a>(fields: impl Iterator<Item = &'a Field>, little_endian: bool) -> Option<Vec<u8>> {
    let mut writer = Writer::new();
    let mut is_empty = true;
    for field in fields {
        is_empty = false;
        writer.push_field(field);
    }
    let mut out = Cursor::new(Vec::new());
    (!is_empty && writer.write(&mut out, little_endian).is_ok()).then(|| out.into_inner())
}
