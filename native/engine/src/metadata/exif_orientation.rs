//! The one EXIF value that changes the picture.

use exif::{In, Reader, Tag};

use crate::orientation::Orientation;

/// Orientation from a raw EXIF block (a TIFF header and its directories, without a container's prefix).
/// A damaged block counts as absent: cameras write them, and every viewer shows such pictures as stored.
pub fn orientation(block: &[u8]) -> Orientation {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let Ok(parsed) = Reader::new().read_raw(block.to_vec()) else {
        return Orientation::Upright;
    };
    parsed
        .get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .map_or(Orientation::Upright, Orientation::from_exif)
}
