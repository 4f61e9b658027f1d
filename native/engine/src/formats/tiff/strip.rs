//! A TIFF without what it says beside its pixels: entries and their values are overwritten, and nothing changes its place.

use std::ops::RangeInclusive;

use crate::allocate::copy_of;
use crate::metadata::directories::Endian;
use crate::metadata::erase::{Erased, erase_directory, remove_entry};

/// Names and texts, dates, makers; XMP, IPTC, Photoshop's resources; Windows' own.
const SAID: [RangeInclusive<u16>; 15] = [
    0x010D..=0x0110,
    0x011D..=0x011D,
    0x0129..=0x0129,
    0x0131..=0x0132,
    0x013B..=0x013C,
    0x02BC..=0x02BC,
    0x4746..=0x4749,
    0x8298..=0x8298,
    0x83BB..=0x83BB,
    0x8649..=0x8649,
    0x8769..=0x8769,
    0x8825..=0x8825,
    0x935C..=0x935C,
    0x9C9B..=0x9C9F,
    0xC4A5..=0xC4A5,
];
/// What points to directories of its own.
const DIRECTORIES: [u16; 2] = [0x8769, 0x8825];
const INTEROPERABILITY: u16 = 0xA005;
const PROFILE: u16 = 0x8773;
const MOST_PAGES: usize = 1000;

/// `None` for what is no TIFF of offsets in four bytes, or is damaged.
pub fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let endian = Endian::of(bytes)?;
    let mut out = copy_of(bytes, "bytes of a TIFF").ok()?;
    let mut erased = Erased::default();
    let mut next = endian.first_directory(&out);
    for _ in 0..MOST_PAGES {
        let Some(page) = next else {
            erased.cut_end(&mut out);
            return Some(out);
        };
        let is_said = |tag: u16| SAID.iter().any(|tags| tags.contains(&tag)) || tag == PROFILE && !keeps_profile;
        loop {
            let mut entries = endian.entries(&out, page);
            let Some(entry) = entries.find(|entry| endian.u16(&out, *entry).is_some_and(is_said)) else { break };
            let tag = endian.u16(&out, entry)?;
            if DIRECTORIES.contains(&tag) {
                let directory = endian.u32(&out, entry + 8)? as usize;
                erase_all(endian, &mut out, directory, &mut erased)?;
            } else if let Some((start, length)) = endian.value_elsewhere(&out, entry) {
                erased.erase(&mut out, start, length);
            }
            remove_entry(endian, &mut out, page, entry)?;
        }
        next = endian.next_directory(&out, page);
    }
    None
}

/// A directory and the one within it.
fn erase_all(endian: Endian, out: &mut [u8], directory: usize, erased: &mut Erased) -> Option<()> {
    let inner = endian.entries_of(out, directory, INTEROPERABILITY).next();
    if let Some(inner) = inner.and_then(|entry| endian.number(out, entry)) {
        erase_directory(endian, out, inner as usize, erased)?;
    }
    erase_directory(endian, out, directory, erased)
}
