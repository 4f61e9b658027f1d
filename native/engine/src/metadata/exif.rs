//! EXIF blocks: what of them an output keeps.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Exif, Field, In, Reader, Tag};

const ORIENTATION: u16 = 0x0112;
const BYTE: u16 = 1;
const SHORT: u16 = 3;
const LONG: u16 = 4;
/// A TIFF header ends here, so that no directory lies before.
const LEAST_OFFSET: usize = 8;
/// Bytes of an entry of a directory.
pub(super) const ENTRY: usize = 12;

/// What is sound of a block. `None` when nothing is.
pub fn parse(block: Vec<u8>) -> Option<Exif> {
    let parsed = Reader::new().continue_on_error(true).read_raw(block);
    parsed.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

/// A new block with the artist and the copyright; `None` when the source names neither.
pub fn copyright(block: &[u8]) -> Option<Vec<u8>> {
    let parsed = parse(block.to_vec())?;
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
        let mut directory = endian.first_directory(&block)?;
        // The picture's directory and its thumbnail's; a chain that never ends is a hostile one.
        for _ in 0..2 {
            let Some(next) = endian.set_upright(&mut block, directory) else { break };
            directory = next;
        }
    }
    Some(block)
}

#[derive(Debug, Clone, Copy)]
pub enum Endian {
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

    /// Where the picture's directory is.
    pub fn first_directory(self, block: &[u8]) -> Option<usize> {
        self.u32(block, 4).map(|at| at as usize).filter(|at| *at >= LEAST_OFFSET)
    }

    /// Where a directory says how the picture lies; more than once in some files.
    pub fn orientations(self, block: &[u8], directory: usize) -> impl Iterator<Item = OrientationPlace> {
        let (first, entries) = self.entries(block, directory).unwrap_or((directory, 0));
        (0..entries)
            .map(move |index| first + index * ENTRY)
            .take_while(|entry| entry + ENTRY <= block.len())
            .filter(move |entry| self.u16(block, *entry) == Some(ORIENTATION))
            .filter_map(move |entry| OrientationPlace::of(self, block, entry))
    }

    /// Sets the orientation in one directory, and tells where the next one is.
    fn set_upright(self, block: &mut [u8], directory: usize) -> Option<usize> {
        let places: Vec<OrientationPlace> = self.orientations(block, directory).collect();
        for place in places {
            place.set_upright(self, block);
        }
        self.next_directory(block, directory)
    }
}

/// An entry that holds one unsigned number.
#[derive(Debug, Clone, Copy)]
pub struct OrientationPlace {
    /// BYTE, SHORT or LONG: the standard has the second alone, and cameras write them all.
    kind: u16,
    value: usize,
}

impl OrientationPlace {
    fn of(endian: Endian, block: &[u8], entry: usize) -> Option<Self> {
        let kind = endian.u16(block, entry + 2).filter(|kind| matches!(*kind, BYTE | SHORT | LONG))?;
        (endian.u32(block, entry + 4)? == 1).then_some(Self { kind, value: entry + 8 })
    }

    /// 1 to 8.
    pub fn value(self, endian: Endian, block: &[u8]) -> Option<u32> {
        let value = match self.kind {
            BYTE => block.get(self.value).copied().map(u32::from),
            SHORT => endian.u16(block, self.value).map(u32::from),
            _ => endian.u32(block, self.value),
        };
        value.filter(|value| (1..=8).contains(value))
    }

    fn set_upright(self, endian: Endian, block: &mut [u8]) {
        let (bytes, length): ([u8; 4], usize) = match (self.kind, endian) {
            (BYTE, _) => ([1, 0, 0, 0], 1),
            (SHORT, Endian::Little) => ([1, 0, 0, 0], 2),
            (SHORT, Endian::Big) => ([0, 1, 0, 0], 2),
            (_, Endian::Little) => ([1, 0, 0, 0], 4),
            (_, Endian::Big) => ([0, 0, 0, 1], 4),
        };
        if let Some(value) = block.get_mut(self.value..self.value + length) {
            value.copy_from_slice(&bytes[..length]);
        }
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
    fn an_orientation_of_any_unsigned_type_is_reset_wherever_it_stands() {
        for (endian, header) in [(Endian::Little, b"II*\0\x08\0\0\0"), (Endian::Big, b"MM\0*\0\0\0\x08")] {
            let u16 = |value: u16| endian.bytes_of_u16(value);
            let mut block = [&header[..], &u16(4)].concat();
            for (kind, value) in
                [(BYTE, [6, 0, 0, 0]), (SHORT, [6, 6, 0, 0]), (LONG, [6, 6, 6, 6]), (SHORT, [8, 8, 0, 0])]
            {
                let one = if matches!(endian, Endian::Little) { [1, 0, 0, 0] } else { [0, 0, 0, 1] };
                block.extend([&u16(ORIENTATION)[..], &u16(kind), &one, &value].concat());
            }
            block.extend([0; 4]);
            let after = whole(&block, true).unwrap();
            let values: Vec<_> = endian.orientations(&after, 8).map(|place| place.value(endian, &after)).collect();
            assert_eq!(values, [Some(1); 4]);
        }
    }

    #[test]
    fn names_are_kept_of_a_block_that_is_broken_elsewhere() {
        let mut broken = holiday(true);
        // The maker's note, counted beyond the end.
        let note = broken.windows(4).position(|entry| entry == [0x7C, 0x92, 7, 0]).unwrap();
        broken[note + 4..note + 8].fill(0x7F);
        assert!(Reader::new().read_raw(broken.clone()).is_err(), "it is broken");
        assert_eq!(tags(&copyright(&broken).unwrap()), [Tag::Artist, Tag::Copyright]);
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
