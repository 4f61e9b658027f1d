//! Boxes of ISO base media files (ISO/IEC 14496-12), as far as still pictures need them.

use std::ops::Range;

/// A box by its places in the file.
#[derive(Debug, Clone)]
pub struct FileBox {
    pub name: [u8; 4],
    /// Its length field, which has four bytes.
    pub start: usize,
    pub body: Range<usize>,
}

/// Boxes within a part of the file. `None` when one is broken, or longer than four bytes count.
pub fn boxes(bytes: &[u8], within: Range<usize>) -> Option<Vec<FileBox>> {
    let mut boxes = Vec::new();
    let mut start = within.start;
    while start < within.end {
        let length = number(bytes, start, 4)?;
        let end = start.checked_add(length)?;
        if length < 8 || end > within.end {
            return None;
        }
        let name = bytes.get(start + 4..start + 8)?.try_into().ok()?;
        boxes.push(FileBox { name, start, body: start + 8..end });
        start = end;
    }
    Some(boxes)
}

/// The one box of a name.
pub fn one<'a>(boxes: &'a [FileBox], name: &[u8; 4]) -> Option<&'a FileBox> {
    let mut named = boxes.iter().filter(|found| found.name == *name);
    named.next().filter(|_| named.next().is_none())
}

/// An unsigned number of up to eight bytes; none of no bytes.
pub fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    digits.iter().try_fold(0usize, |sum, digit| sum.checked_mul(256)?.checked_add(usize::from(*digit)))
}

/// Writes a number back in as many bytes as it had.
pub fn set_number(bytes: &mut [u8], at: usize, length: usize, value: usize) -> Option<()> {
    let place = bytes.get_mut(at..at.checked_add(length)?)?;
    let digits = (value as u64).to_be_bytes();
    let (unseen, seen) = digits.split_at(8usize.checked_sub(length)?);
    place.copy_from_slice(seen);
    unseen.iter().all(|digit| *digit == 0).then_some(())
}
