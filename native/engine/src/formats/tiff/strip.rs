//! A TIFF without what it says beside its pixels: entries and their values are overwritten, and nothing changes its place.

use std::ops::{Range, RangeInclusive};

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
/// Where strips and tiles lie, and how long they are.
const PIXELS: [(u16, u16); 2] = [(0x0111, 0x0117), (0x0144, 0x0145)];
const MOST_PAGES: usize = 1000;

/// `None` for what is no TIFF of offsets in four bytes, or is damaged: also where what goes lies upon what stays.
pub fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let endian = Endian::of(bytes)?;
    let mut out = copy_of(bytes, "bytes of a TIFF").ok()?;
    let mut erased = Erased::default();
    let mut kept = Vec::new();
    let mut next = endian.first_directory(&out);
    for _ in 0..MOST_PAGES {
        let Some(page) = next else {
            if erased.touches(&kept) {
                return None;
            }
            erased.cut_end(&mut out);
            return Some(out);
        };
        let is_said = |tag: u16| SAID.iter().any(|tags| tags.contains(&tag)) || tag == PROFILE && !keeps_profile;
        kept.extend(pixels_of(endian, bytes, page));
        let values = endian.entries(bytes, page).filter(|entry| !endian.u16(bytes, *entry).is_some_and(is_said));
        kept.extend(
            values
                .filter_map(|entry| endian.value_elsewhere(bytes, entry))
                .map(|(start, length)| start..start.saturating_add(length)),
        );
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

/// Where the pixels of a page lie.
fn pixels_of(endian: Endian, bytes: &[u8], page: usize) -> Vec<Range<usize>> {
    let ranges = |(offsets, lengths): (u16, u16)| {
        let lengths = numbers_of(endian, bytes, page, lengths);
        numbers_of(endian, bytes, page, offsets)
            .into_iter()
            .zip(lengths)
            .map(|(start, length)| start..start.saturating_add(length))
    };
    PIXELS.into_iter().flat_map(ranges).collect()
}

/// The numbers of an entry, as far as they are there.
fn numbers_of(endian: Endian, bytes: &[u8], page: usize, tag: u16) -> Vec<usize> {
    let Some(entry) = endian.entries_of(bytes, page, tag).next() else { return Vec::new() };
    let count = endian.u32(bytes, entry + 4).unwrap_or(0) as usize;
    let start = endian.value_elsewhere(bytes, entry).map_or(entry + 8, |(start, _)| start);
    let is_short = endian.u16(bytes, entry + 2) == Some(3);
    let number = |index: usize| match is_short {
        true => endian.u16(bytes, start.checked_add(index * 2)?).map(usize::from),
        false => endian.u32(bytes, start.checked_add(index * 4)?).map(|number| number as usize),
    };
    (0..count.min(bytes.len())).map_while(number).collect()
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
    fn a_text_that_is_said_to_lie_upon_pixels_does_not_take_them_along() {
        let full = pages();
        let endian = Endian::of(&full).unwrap();
        let page = endian.first_directory(&full).unwrap();
        let artist = endian.entries_of(&full, page, 0x013B).next().unwrap();
        let pixels = numbers_of(endian, &full, page, 0x0111)[0] as u32;
        for (start, length) in [(pixels, 5), (pixels - 3, 5), (pixels + 7, 500)] {
            let mut lying = full.clone();
            lying[artist + 4..artist + 8].copy_from_slice(&endian.bytes_of_u32(length));
            lying[artist + 8..artist + 12].copy_from_slice(&endian.bytes_of_u32(start));
            assert_eq!(strip(&lying, true), None, "{length} bytes from {start}");
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
