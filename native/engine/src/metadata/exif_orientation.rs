//! The one EXIF value that changes the picture. It is read by itself: a camera's note, a thumbnail or a position that is
//! broken elsewhere in the block must not leave the picture on its side.

use super::directories::{Endian, ORIENTATION};
use crate::orientation::Orientation;

/// What containers of JPEG's kind write before the block; its last byte is padding, and not zero in some files.
const PREFIX: &[u8] = b"Exif\0";

/// The block behind the prefix that some containers write.
pub fn without_prefix(block: &[u8]) -> &[u8] {
    block.strip_prefix(PREFIX).and_then(|rest| rest.get(1..)).unwrap_or(block)
}

/// Orientation from a raw EXIF block (a TIFF header and its directories): the first sound value of the first directory.
/// Where there is none, the picture is shown as stored.
pub fn orientation(block: &[u8]) -> Orientation {
    let value = || {
        let endian = Endian::of(block)?;
        let directory = endian.first_directory(block)?;
        let mut numbers = endian.entries_of(block, directory, ORIENTATION).map(|entry| endian.number(block, entry));
        numbers.find_map(|number| number.filter(|value| (1..=8).contains(value)))
    };
    value().map_or(Orientation::Upright, Orientation::from_exif)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of one entry more than the orientation, little-endian.
    fn block(kind: u16, count: u32, value: u32, other: [u32; 2]) -> Vec<u8> {
        let mut block = b"II*\0\x08\0\0\0\x02\0".to_vec();
        for (tag, kind, count, value) in [(0x010F, 2, other[0], other[1]), (0x0112, kind, count, value)] {
            block.extend([u16::to_le_bytes(tag), u16::to_le_bytes(kind)].concat());
            block.extend([u32::to_le_bytes(count), u32::to_le_bytes(value)].concat());
        }
        [block, vec![0; 4]].concat()
    }

    #[test]
    fn one_value_of_any_unsigned_type_is_read() {
        for kind in [1, 3, 4] {
            assert_eq!(orientation(&block(kind, 1, 6, [4, 0])).to_exif(), 6, "type {kind}");
        }
        for (kind, count, value) in
            [(2, 1, 6), (7, 1, 6), (3, 0, 6), (3, 9, 6), (3, u32::MAX, 6), (3, 1, 9), (4, 1, 0x1_0006)]
        {
            assert_eq!(orientation(&block(kind, count, value, [4, 0])).to_exif(), 1, "{kind} {count} {value}");
        }
    }

    #[test]
    fn what_is_broken_beside_it_does_not_matter() {
        for other in [[400, 0x7FFF_FFFF], [u32::MAX, 0x20]] {
            assert_eq!(orientation(&block(3, 1, 6, other)).to_exif(), 6);
        }
        let whole = block(3, 1, 6, [4, 0]);
        assert_eq!(orientation(&whole[..whole.len() - 4]).to_exif(), 6, "cut behind its entry");
        assert_eq!(orientation(without_prefix(&[b"Exif\0\xFF", &whole[..]].concat())).to_exif(), 6, "another padding");
        let mut many = whole.clone();
        many[8..10].fill(0xFF);
        assert_eq!(orientation(&many).to_exif(), 6, "more entries than there are");
    }

    #[test]
    fn no_block_panics() {
        let whole = block(3, 1, 6, [4, 0]);
        for length in 0..whole.len() {
            let _ = orientation(&whole[..length]);
        }
        for at in 0..whole.len() {
            for value in [0, 0x7F, 0xFF] {
                let mut bad = whole.clone();
                bad[at] = value;
                let _ = orientation(&bad);
            }
        }
    }
}
