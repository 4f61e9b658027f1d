//! Directories of a TIFF structure, read and changed where they lie.

use crate::orientation::Orientation;

pub const ORIENTATION: u16 = 0x0112;
pub const BYTE: u16 = 1;
pub const SHORT: u16 = 3;
pub const LONG: u16 = 4;
/// A TIFF header ends here, so that no directory lies before.
const LEAST_OFFSET: usize = 8;
/// Bytes of an entry of a directory.
pub const ENTRY: usize = 12;

/// How an output is stored: what kept metadata has to say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
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

    pub fn bytes_of_u32(self, value: u32) -> [u8; 4] {
        match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        }
    }

    /// Where a directory's entries lie, as far as they lie in the block.
    pub fn entries(self, block: &[u8], directory: usize) -> impl Iterator<Item = usize> + use<> {
        let count = self.u16(block, directory).map_or(0, usize::from);
        let (first, length) = (directory.saturating_add(2), block.len());
        (0..count)
            .map(move |index| first.saturating_add(index * ENTRY))
            .take_while(move |entry| entry.checked_add(ENTRY).is_some_and(|end| end <= length))
    }

    /// Where a directory has a tag; more than once in some files.
    pub fn entries_of(self, block: &[u8], directory: usize, tag: u16) -> impl Iterator<Item = usize> {
        self.entries(block, directory).filter(move |entry| self.u16(block, *entry) == Some(tag))
    }

    /// Where a directory says where the one after it is.
    pub fn link_behind(self, block: &[u8], directory: usize) -> Option<usize> {
        let count = usize::from(self.u16(block, directory)?);
        directory.checked_add(2 + count * ENTRY)
    }

    /// Where the directory after one is.
    pub fn next_directory(self, block: &[u8], directory: usize) -> Option<usize> {
        let link = self.link_behind(block, directory)?;
        self.u32(block, link).filter(|next| *next != 0).map(|next| next as usize)
    }

    /// Where the picture's directory is.
    pub fn first_directory(self, block: &[u8]) -> Option<usize> {
        self.u32(block, 4).map(|at| at as usize).filter(|at| *at >= LEAST_OFFSET)
    }

    /// The one unsigned number that an entry holds. The standard has a SHORT for most, and cameras write them all.
    pub fn number(self, block: &[u8], entry: usize) -> Option<u32> {
        if self.u32(block, entry + 4)? != 1 {
            return None;
        }
        match self.u16(block, entry + 2)? {
            BYTE => block.get(entry + 8).copied().map(u32::from),
            SHORT => self.u16(block, entry + 8).map(u32::from),
            LONG => self.u32(block, entry + 8),
            _ => None,
        }
    }

    /// Makes an entry say one number.
    pub fn set_number(self, block: &mut [u8], entry: usize, kind: u16, value: u32) {
        let mut written = [0; ENTRY - 2];
        written[..2].copy_from_slice(&self.bytes_of_u16(kind));
        written[2..6].copy_from_slice(&self.bytes_of_u32(1));
        if kind == SHORT {
            written[6..8].copy_from_slice(&self.bytes_of_u16(value as u16));
        } else {
            written[6..].copy_from_slice(&self.bytes_of_u32(value));
        }
        if let Some(place) = block.get_mut(entry + 2..entry + ENTRY) {
            place.copy_from_slice(&written);
        }
    }

    /// Where the value of an entry lies when it is too long for the entry itself.
    pub fn value_elsewhere(self, block: &[u8], entry: usize) -> Option<(usize, usize)> {
        let size: usize = match self.u16(block, entry + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = size.saturating_mul(self.u32(block, entry + 4)? as usize);
        let start = self.u32(block, entry + 8)? as usize;
        (length > 4).then_some((start, length))
    }
}
