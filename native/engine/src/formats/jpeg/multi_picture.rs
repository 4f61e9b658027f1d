//! The index of pictures that follow one another in a JPEG file (CIPA DC-007, the Multi-Picture Format): a TIFF
//! directory in an APP2 segment.

use std::ops::Range;

/// What an APP2 segment's body begins with.
pub const NAME: &[u8] = b"MPF\0";

const VERSION_TAG: u16 = 0xB000;
const COUNT_TAG: u16 = 0xB001;
const ENTRIES_TAG: u16 = 0xB002;
const ENTRY_BYTES: usize = 16;
/// A phone's file has a handful.
const MOST_PICTURES: usize = 100;
/// The attribute of the first picture: a baseline JPEG that stands for the others.
const PRIMARY: u32 = 0x0003_0000;

/// Where the pictures behind the first lie in the file. `index` is the segment's body behind its name, which begins at
/// `start`; what is damaged counts as absent.
pub fn read(index: &[u8], start: u64) -> Vec<Range<u64>> {
    entries(index, start).unwrap_or_default()
}

fn entries(index: &[u8], start: u64) -> Option<Vec<Range<u64>>> {
    let little = match index.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = index.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = index.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = long(4)? as usize;
    let fields = usize::from(short(directory)?);
    let mut fields = (0..fields).map(|field| directory + 2 + 12 * field);
    let field = fields.find(|&field| short(field) == Some(ENTRIES_TAG))?;
    let count = long(field + 4)? as usize / ENTRY_BYTES;
    let first = long(field + 8)? as usize;
    let mut found = Vec::new();
    for entry in (1..count.min(MOST_PICTURES)).map(|entry| first.saturating_add(entry * ENTRY_BYTES)) {
        let (length, offset) = (u64::from(long(entry + 4)?), u64::from(long(entry + 8)?));
        // Offsets count from the TIFF header.
        found.push(start + offset..start + offset + length);
    }
    Some(found)
}

/// Bytes of what [`write`] makes.
pub const BYTES: usize = 82;

/// The index, its name included, of a picture of `first` bytes and one of `second` bytes behind it. The TIFF header lies
/// `at` bytes behind the start of the first.
pub fn write(first: u32, second: u32, at: u32) -> [u8; 4 + BYTES] {
    let mut out = [0; 4 + BYTES];
    let mut length = 0;
    let mut push = |bytes: &[u8]| {
        out[length..length + bytes.len()].copy_from_slice(bytes);
        length += bytes.len();
    };
    push(NAME);
    push(b"MM\0*");
    push(&8u32.to_be_bytes());
    push(&3u16.to_be_bytes());
    let mut field = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        push(&tag.to_be_bytes());
        push(&kind.to_be_bytes());
        push(&count.to_be_bytes());
        push(&value);
    };
    const UNDEFINED: u16 = 7;
    const LONG: u16 = 4;
    field(VERSION_TAG, UNDEFINED, 4, *b"0100");
    field(COUNT_TAG, LONG, 1, 2u32.to_be_bytes());
    field(ENTRIES_TAG, UNDEFINED, 2 * ENTRY_BYTES as u32, 50u32.to_be_bytes());
    // No directory follows.
    push(&0u32.to_be_bytes());
    for (attribute, bytes, offset) in [(PRIMARY, first, 0), (0, second, first - at)] {
        for number in [attribute, bytes, offset] {
            push(&number.to_be_bytes());
        }
        // Depends on no other picture.
        push(&[0; 4]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_damage_is_nothing() {
        let index = write(5000, 700, 120);
        assert_eq!(read(&index[4..], 120), vec![Range { start: 5000, end: 5700 }]);
        // Which pictures depend on others, behind each place, is nobody's business.
        for length in 0..BYTES - 4 {
            let found = read(&index[4..][..length], 120);
            assert!(found.is_empty(), "{length}: {found:?}");
        }
        for place in 0..BYTES {
            let mut damaged = index;
            damaged[4 + place] ^= 0xFF;
            let _ = read(&damaged[4..], u64::MAX / 2);
        }
    }

    #[test]
    fn either_byte_order_is_read() {
        let mut little = b"II*\0\x08\0\0\0\x01\0".to_vec();
        little.extend([0x02, 0xB0, 7, 0, 32, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]);
        little.extend([[0; 16], [0, 0, 0, 0, 9, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0]].concat());
        assert_eq!(read(&little, 10), vec![Range { start: 270, end: 279 }]);
    }
}
