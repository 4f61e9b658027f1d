//! Parts of a block overwritten with zeros, so that nothing else changes its place.

use std::ops::Range;

use super::directories::{ENTRY, Endian};

/// What has been overwritten.
#[derive(Default)]
pub struct Erased(Vec<Range<usize>>);

impl Erased {
    pub fn erase(&mut self, block: &mut [u8], start: usize, length: usize) {
        let end = start.saturating_add(length).min(block.len());
        if let Some(part) = block.get_mut(start..end) {
            part.fill(0);
            self.0.push(start..end);
        }
    }

    /// Whether any of these parts was overwritten, in whole or in part.
    pub fn touches(&self, parts: &[Range<usize>]) -> bool {
        let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        self.0.iter().any(|erased| parts.iter().any(|part| overlaps(erased, part)))
    }

    /// Cuts off what was overwritten at the end. A byte before an even place may be padding.
    pub fn cut_end(mut self, block: &mut Vec<u8>) {
        self.0.sort_by_key(|range| range.end);
        while let Some(range) = self.0.pop() {
            let is_end = range.end == block.len() || range.end + 1 == block.len() && block.last() == Some(&0);
            if is_end && !range.is_empty() {
                block.truncate(range.start);
            }
        }
    }
}

/// Overwrites a directory and the values that it points to. `None` when it is not all in the block: then its values
/// may lie anywhere.
pub fn erase_directory(endian: Endian, block: &mut [u8], directory: usize, erased: &mut Erased) -> Option<()> {
    let count = usize::from(endian.u16(block, directory)?);
    let entries: Vec<usize> = endian.entries(block, directory).collect();
    if entries.len() < count {
        return None;
    }
    for entry in entries {
        if let Some((start, length)) = endian.value_elsewhere(block, entry) {
            erased.erase(block, start, length);
        }
    }
    erased.erase(block, directory, 2 + count * ENTRY + 4);
    Some(())
}

/// Moves what follows in the directory up by one entry.
pub fn remove_entry(endian: Endian, block: &mut [u8], directory: usize, entry: usize) -> Option<()> {
    let entries = endian.u16(block, directory)?;
    let end = directory + 2 + usize::from(entries) * ENTRY + 4;
    // What was wiped may have been this directory.
    block.get(entry + ENTRY..end)?;
    block.copy_within(entry + ENTRY..end, entry);
    block[end - ENTRY..end].fill(0);
    let fewer = endian.bytes_of_u16(entries.checked_sub(1)?);
    block[directory..directory + 2].copy_from_slice(&fewer);
    Some(())
}
