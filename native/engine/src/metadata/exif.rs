//! EXIF blocks: what of them an output keeps.

use exif::{Field, In, Reader, Tag, Value};

use super::directories::{Endian, LONG, ORIENTATION, SHORT, Stored};
use super::fields::{is_movable, parse, rebuilt, write};
use super::{position, thumbnail};

const EXIF_DIRECTORY: u16 = 0x8769;
/// Sides as the picture's directory and EXIF's own count them: width, height.
const SIDES: [u16; 2] = [0x0100, 0x0101];
const EXIF_SIDES: [u16; 2] = [0xA002, 0xA003];

/// A new block with the artist and the copyright; `None` when the source names neither.
pub fn copyright(block: &[u8]) -> Option<Vec<u8>> {
    let parsed = parse(block.to_vec())?;
    let kept = [Tag::Artist, Tag::Copyright].iter().filter_map(|tag| parsed.get_field(*tag, In::PRIMARY));
    write(kept, false)
}

/// The block with all that it says about the picture, which is stored as told, and without its thumbnail: in place,
/// because maker's notes point to their own data by its distance from the start. `None` when nothing of it is sound.
pub fn whole(block: &[u8], stored: &Stored) -> Option<Vec<u8>> {
    let endian = Endian::of(block)?;
    let mut kept = block.to_vec();
    correct(endian, &mut kept, stored);
    thumbnail::remove(endian, &mut kept);
    if Reader::new().read_raw(kept.clone()).is_ok() { Some(kept) } else { sound(block, stored) }
}

/// The same without the position.
pub fn without_position(block: &[u8], stored: &Stored) -> Option<Vec<u8>> {
    whole(block, stored).and_then(position::removed)
}

/// A new block without maker's notes, which are most of a long one.
pub fn without_notes(block: &[u8]) -> Option<Vec<u8>> {
    let parsed = parse(block.to_vec())?;
    rebuilt(parsed.fields().filter(|field| is_movable(field)), parsed.little_endian())
}

/// Makes what is said of orientation and size true of the output.
fn correct(endian: Endian, block: &mut [u8], stored: &Stored) {
    let Some(directory) = endian.first_directory(block) else { return };
    set_all(endian, block, directory, ORIENTATION, SHORT, stored.orientation.to_exif().into());
    for (tag, side) in SIDES.into_iter().zip([stored.width, stored.height]) {
        set_all(endian, block, directory, tag, LONG, side);
    }
    let pointer = endian.entries_of(block, directory, EXIF_DIRECTORY).next();
    let Some(directory) = pointer.and_then(|entry| endian.number(block, entry)) else { return };
    for (tag, side) in EXIF_SIDES.into_iter().zip([stored.width, stored.height]) {
        set_all(endian, block, directory as usize, tag, LONG, side);
    }
}

fn set_all(endian: Endian, block: &mut [u8], directory: usize, tag: u16, kind: u16, value: u32) {
    let entries: Vec<usize> = endian.entries_of(block, directory, tag).collect();
    entries.into_iter().for_each(|entry| endian.set_number(block, entry, kind, value));
}

/// A new block of what is sound in a damaged one. Maker's notes would point to data that lies elsewhere now.
fn sound(block: &[u8], stored: &Stored) -> Option<Vec<u8>> {
    let orientation = super::exif_orientation::orientation(block);
    let parsed = parse(block.to_vec())?;
    let is_said = |tag| parsed.get_field(tag, In::PRIMARY).is_some();
    let said = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let mut own = Vec::new();
    if orientation.to_exif() != 1 || is_said(Tag::Orientation) {
        own.push(said(Tag::Orientation, Value::Short(vec![stored.orientation.to_exif().into()])));
    }
    for (tag, side) in [(Tag::PixelXDimension, stored.width), (Tag::PixelYDimension, stored.height)] {
        if is_said(tag) {
            own.push(said(tag, Value::Long(vec![side])));
        }
    }
    let rest = parsed.fields().filter(|field| is_movable(field) && own.iter().all(|ours| ours.tag != field.tag));
    rebuilt(rest.chain(&own), parsed.little_endian())
}

#[cfg(test)]
pub(super) mod tests;
