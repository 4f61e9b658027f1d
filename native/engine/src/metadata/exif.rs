//! EXIF blocks: what of them an output keeps.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Reader, Tag};

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;
/// Bytes of an entry of a directory.
pub(super) const ENTRY: usize = 12;

/// A new block with the artist and the copyright; `None` when the source names neither.
pub fn copyright(block: &[u8]) -> Option<Vec<u8>> {
    let parsed = Reader::new().read_raw(block.to_vec()).ok()?;
    let kept: Vec<&Field> =
        [Tag::Artist, Tag::Copyright].iter().filter_map(|tag| parsed.get_field(*tag, In::PRIMARY)).collect();
    if kept.is_empty() {
        return None;
    }
    let mut writer = Writer::new();
    for field in kept {
        writer.push_field(field);
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).ok()?;
    Some(out.into_inner())
}

/// The whole block. Where the picture has been turned upright, it says so: in place, because maker's notes point to
/// their own data by its distance from the start. `None` when it is no EXIF block.
pub fn whole(block: &[u8], turned: bool) -> Option<Vec<u8>> {
    let endian = Endian::of(block)?;
    let mut block = block.to_vec();
    if turned {
        let mut directory = endian.u32(&block, 4)? as usize;
        // The picture's directory and its thumbnail's; a chain that never ends is a hostile one.
        for _ in 0..2 {
            let Some(next) = endian.set_upright(&mut block, directory) else { break };
            directory = next;
        }
    }
    Some(block)
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Endian {
    Little,
    Big,
}

impl Endian {
    pub fn of(block: &[u8]) -> Option<Self> {
        match block.get(..4)? {
            b"II*\0" => Some(Self::Little),
            b"MM\0*" => Some(Self::Big),
            _ => None,
        }
    }

    pub fn u16(self, block: &[u8], at: usize) -> Option<u16> {
        let bytes = block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        })
    }

    pub fn u32(self, block: &[u8], at: usize) -> Option<u32> {
        let bytes = block.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        })
    }

    pub fn bytes_of_u16(self, value: u16) -> [u8; 2] {
        match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        }
    }

    /// Where a directory's entries begin and how many they are.
    fn entries(self, block: &[u8], directory: usize) -> Option<(usize, usize)> {
        Some((directory.checked_add(2)?, self.u16(block, directory)?.into()))
    }

    /// Where a directory has a tag.
    pub fn entry_of(self, block: &[u8], directory: usize, tag: u16) -> Option<usize> {
        let (first, entries) = self.entries(block, directory)?;
        (0..entries).map(|index| first + index * ENTRY).find(|entry| self.u16(block, *entry) == Some(tag))
    }

    /// Where the directory after one is.
    pub fn next_directory(self, block: &[u8], directory: usize) -> Option<usize> {
        let (first, entries) = self.entries(block, directory)?;
        self.u32(block, first + entries * ENTRY).filter(|next| *next != 0).map(|next| next as usize)
    }

    /// Sets the orientation in one directory, and tells where the next one is.
    fn set_upright(self, block: &mut [u8], directory: usize) -> Option<usize> {
        if let Some(entry) = self.entry_of(block, directory, ORIENTATION)
            && self.u16(block, entry + 2)? == SHORT
        {
            block.get_mut(entry + 8..entry + 10)?.copy_from_slice(&self.bytes_of_u16(1));
        }
        self.next_directory(block, directory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exif::Value;

    fn block(fields: &[(Tag, Value)], little: bool) -> Vec<u8> {
        let fields: Vec<Field> =
            fields.iter().map(|(tag, value)| Field { tag: *tag, ifd_num: In::PRIMARY, value: value.clone() }).collect();
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut out = Cursor::new(Vec::new());
        writer.write(&mut out, little).unwrap();
        out.into_inner()
    }

    fn text(text: &str) -> Value {
        Value::Ascii(vec![text.as_bytes().to_vec()])
    }

    fn holiday(little: bool) -> Vec<u8> {
        block(
            &[
                (Tag::Artist, text("A. Photographer")),
                (Tag::Copyright, text("(c) 2024")),
                (Tag::Make, text("Camera")),
                (Tag::Orientation, Value::Short(vec![6])),
                (Tag::GPSLatitudeRef, text("N")),
                (Tag::MakerNote, Value::Undefined(vec![1, 2, 3, 4, 5], 0)),
            ],
            little,
        )
    }

    fn tags(block: &[u8]) -> Vec<Tag> {
        Reader::new().read_raw(block.to_vec()).unwrap().fields().map(|field| field.tag).collect()
    }

    #[test]
    fn of_a_copyright_nothing_but_names_is_kept() {
        for little in [false, true] {
            assert_eq!(tags(&copyright(&holiday(little)).unwrap()), [Tag::Artist, Tag::Copyright]);
        }
        assert_eq!(copyright(&block(&[(Tag::Make, text("Camera"))], true)), None);
        assert_eq!(copyright(b"no exif"), None);
    }

    #[test]
    fn a_whole_block_keeps_every_byte_but_its_orientation() {
        for little in [false, true] {
            let before = holiday(little);
            let after = whole(&before, true).unwrap();
            assert_eq!(before.iter().zip(&after).filter(|(a, b)| a != b).count(), 1);
            let parsed = Reader::new().read_raw(after.clone()).unwrap();
            let orientation = parsed.get_field(Tag::Orientation, In::PRIMARY).unwrap();
            assert_eq!(orientation.value.get_uint(0), Some(1));
            assert!(tags(&after).contains(&Tag::GPSLatitudeRef));
            assert_eq!(whole(&before, false), Some(before));
        }
    }

    #[test]
    fn hostile_blocks_neither_panic_nor_loop() {
        let good = holiday(true);
        for length in 0..good.len() {
            let _ = (copyright(&good[..length]), whole(&good[..length], true));
        }
        for at in 0..good.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut bad = good.clone();
                bad[at] = value;
                let _ = (copyright(&bad), whole(&bad, true));
            }
        }
        // A directory whose next is itself.
        let mut circle = b"II*\0\x08\0\0\0\0\0\x08\0\0\0".to_vec();
        assert!(whole(&circle, true).is_some());
        circle[8] = 0xFF;
        circle[9] = 0xFF;
        assert!(whole(&circle, true).is_some());
    }
}
