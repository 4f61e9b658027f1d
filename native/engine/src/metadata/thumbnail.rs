//! The small copy of the picture that cameras put into an EXIF block: it shows what was cropped away, and is no copy of
//! what an output shows.

use super::directories::Endian;
use super::erase::{Erased, erase_directory};

/// Where a thumbnail's bytes lie and how many they are, as JPEG or as strips.
const BYTES: [(u16, u16); 2] = [(0x0201, 0x0202), (0x0111, 0x0117)];
/// A chain that never ends is a hostile one.
const MOST_DIRECTORIES: usize = 8;

/// Takes out every directory behind the picture's, with what it points to. All else stays where it is; what was the
/// block's end is cut off.
pub fn remove(endian: Endian, block: &mut Vec<u8>) {
    let Some(picture) = endian.first_directory(block) else { return };
    let Some(link) = endian.link_behind(block, picture) else { return };
    let mut next = endian.next_directory(block, picture);
    if let Some(place) = block.get_mut(link..link.saturating_add(4)) {
        place.fill(0);
    }
    let mut erased = Erased::default();
    for _ in 0..MOST_DIRECTORIES {
        let Some(directory) = next.filter(|at| *at != picture) else { break };
        next = endian.next_directory(block, directory);
        for (start, length) in BYTES {
            let number = |tag| {
                let entry = endian.entries_of(block, directory, tag).next()?;
                endian.number(block, entry).map(|number| number as usize)
            };
            if let (Some(start), Some(length)) = (number(start), number(length)) {
                erased.erase(block, start, length);
            }
        }
        if erase_directory(endian, block, directory, &mut erased).is_none() {
            break;
        }
    }
    erased.cut_end(block);
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use exif::experimental::Writer;
    use exif::{Field, In, Reader, Tag, Value};

    use super::*;

    fn with_thumbnail(little: bool) -> (Vec<u8>, Vec<u8>) {
        let make =
            Field { tag: Tag::Make, ifd_num: In::PRIMARY, value: Value::Ascii(vec![b"Camera of long name".to_vec()]) };
        let written = |thumbnail: bool| {
            let mut writer = Writer::new();
            writer.push_field(&make);
            if thumbnail {
                writer.set_jpeg(b"\xFF\xD8 small copy \xFF\xD9", In::THUMBNAIL);
            }
            let mut out = Cursor::new(Vec::new());
            writer.write(&mut out, little).unwrap();
            out.into_inner()
        };
        (written(true), written(false))
    }

    #[test]
    fn nothing_of_it_is_left_and_the_block_is_as_short_as_one_without() {
        for little in [false, true] {
            let (mut block, without) = with_thumbnail(little);
            assert!(block.len() > without.len() + 40);
            remove(Endian::of(&block).unwrap(), &mut block);
            assert!(block.len() <= without.len() + 1, "{} {}", block.len(), without.len());
            assert!(!block.windows(5).any(|window| window == b"small"));
            let read = Reader::new().read_raw(block).unwrap();
            assert_eq!(read.fields().map(|field| field.tag).collect::<Vec<_>>(), [Tag::Make]);
        }
    }

    #[test]
    fn a_chain_of_directories_ends() {
        let (whole, _) = with_thumbnail(true);
        for at in 0..whole.len() {
            for value in [0, 8, 0x7F, 0xFF] {
                let mut bad = whole.clone();
                bad[at] = value;
                if let Some(endian) = Endian::of(&bad) {
                    remove(endian, &mut bad);
                }
            }
        }
    }
}
