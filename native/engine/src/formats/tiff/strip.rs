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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use tiff::decoder::{Decoder, DecodingResult};
    use tiff::encoder::TiffEncoder;
    use tiff::encoder::colortype::Gray8;
    use tiff::tags::Tag;

    use super::*;

    fn pages() -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut out).unwrap();
        for level in [7, 9] {
            let mut image = encoder.new_image::<Gray8>(4, 2).unwrap();
            image.encoder().write_tag(Tag::Artist, "Jane Doe, photographer").unwrap();
            image.encoder().write_tag(Tag::Unknown(0x02BC), &b"<x:xmpmeta/>"[..]).unwrap();
            image.encoder().write_tag(Tag::IccProfile, &b"a profile of colours"[..]).unwrap();
            image.write_data(&[level; 8]).unwrap();
        }
        out.into_inner()
    }

    #[test]
    fn texts_go_and_pixels_stay_on_every_page() {
        let full = pages();
        for keeps_profile in [true, false] {
            let bare = strip(&full, keeps_profile).unwrap();
            let holds = |part: &[u8]| bare.windows(part.len()).any(|window| window == part);
            assert!(!holds(b"Jane") && !holds(b"xmpmeta"));
            assert_eq!(holds(b"a profile"), keeps_profile);
            let mut decoder = Decoder::new(Cursor::new(&bare)).unwrap();
            for level in [7, 9] {
                assert!(matches!(decoder.read_image().unwrap(), DecodingResult::U8(samples) if samples == [level; 8]));
                assert!(decoder.find_tag(Tag::Artist).unwrap().is_none());
                if decoder.more_images() {
                    decoder.next_image().unwrap();
                }
            }
        }
    }

    #[test]
    fn damaged_files_neither_panic_nor_loop() {
        let full = pages();
        for length in 0..full.len() {
            let _ = strip(&full[..length], false);
        }
        for at in 0..full.len() {
            for value in [0, 8, 0xFF] {
                let mut bad = full.clone();
                bad[at] = value;
                let _ = strip(&bad, true);
            }
        }
    }
}
