//! Where a picture was taken, taken out of an EXIF block.

use exif::{Context, Reader};

use super::directories::Endian;
use super::erase::{Erased, erase_directory, remove_entry};
use super::fields::{is_movable, parse, rebuilt};

/// The tag whose value is where the position's directory lies.
const GPS_DIRECTORY: u16 = 0x8825;

/// The block without its position. `None` when nothing sound is left.
pub fn removed(block: Vec<u8>) -> Option<Vec<u8>> {
    wiped(block.clone()).or_else(|| without(block))
}

/// The directory and what it points to are overwritten in place, because maker's notes point to their own data by its
/// distance from the start. `None` when that cannot be done for certain.
fn wiped(mut block: Vec<u8>) -> Option<Vec<u8>> {
    let endian = Endian::of(&block)?;
    let directory = endian.first_directory(&block)?;
    loop {
        let found = endian.entries_of(&block, directory, GPS_DIRECTORY).next();
        let Some(entry) = found else { break };
        let gps = endian.u32(&block, entry + 8)? as usize;
        erase_directory(endian, &mut block, gps, &mut Erased::default())?;
        remove_entry(endian, &mut block, directory, entry)?;
    }
    // A block whose directories overlap may have come out as anything.
    let read = Reader::new().read_raw(block.clone()).ok()?;
    let is_gone = read.fields().all(|field| field.tag.context() != Context::Gps);
    is_gone.then_some(block)
}

/// A new block of what is sound in a damaged one.
fn without(block: Vec<u8>) -> Option<Vec<u8>> {
    let parsed = parse(block)?;
    let kept = parsed.fields().filter(|field| is_movable(field) && field.tag.context() != Context::Gps);
    rebuilt(kept, parsed.little_endian())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use exif::experimental::Writer;
    use exif::{Field, In, Rational, Tag, Value};

    use super::*;

    const LATITUDE: [u8; 4] = 4_321_987_u32.to_le_bytes();

    fn holiday(little: bool) -> Vec<u8> {
        let degrees = [(48, 1), (12, 1), (4_321_987, 1000)].map(|(num, denom)| Rational { num, denom });
        let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
        let fields = [
            (Tag::Make, text("Camera")),
            (Tag::Orientation, Value::Short(vec![1])),
            (Tag::ExposureTime, Value::Rational(vec![Rational { num: 1, denom: 250 }])),
            (Tag::MakerNote, Value::Undefined(b"of its own".to_vec(), 0)),
            (Tag::GPSLatitudeRef, text("N")),
            (Tag::GPSLatitude, Value::Rational(degrees.to_vec())),
            (Tag::GPSProcessingMethod, Value::Undefined(b"fused, at home".to_vec(), 0)),
        ]
        .map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value });
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut out = Cursor::new(Vec::new());
        writer.write(&mut out, little).unwrap();
        out.into_inner()
    }

    fn fields(block: &[u8]) -> Vec<(Tag, String)> {
        let read = Reader::new().read_raw(block.to_vec()).unwrap();
        read.fields().map(|field| (field.tag, field.display_value().to_string())).collect()
    }

    #[test]
    fn the_position_goes_and_everything_else_stays() {
        for little in [false, true] {
            let before = holiday(little);
            let after = removed(before.clone()).unwrap();
            let others: Vec<_> = fields(&before).into_iter().filter(|(tag, _)| tag.context() != Context::Gps).collect();
            assert_eq!(others.len(), 4);
            assert_eq!(fields(&after), others);
            assert_eq!(after.len(), before.len(), "what points into the block still does");
        }
    }

    #[test]
    fn no_byte_of_it_is_left() {
        let holds = |block: &[u8], part: &[u8]| block.windows(part.len()).any(|window| window == part);
        let before = holiday(true);
        let after = removed(before.clone()).unwrap();
        for part in [&LATITUDE[..], b"at home"] {
            assert!(holds(&before, part) && !holds(&after, part), "{part:?}");
        }
        assert!(holds(&after, b"of its own"));
    }

    #[test]
    fn a_block_without_a_position_stays_as_it_is() {
        let without = removed(holiday(true)).unwrap();
        assert_eq!(removed(without.clone()), Some(without));
        assert_eq!(removed(b"no exif".to_vec()), None);
    }

    #[test]
    fn of_a_damaged_block_what_is_sound_is_kept_without_the_position() {
        let mut broken = holiday(true);
        let note = broken.windows(4).position(|entry| entry == [0x7C, 0x92, 7, 0]).unwrap();
        broken[note + 4..note + 8].fill(0x7F);
        let after = removed(broken).unwrap();
        let tags: Vec<Tag> = fields(&after).into_iter().map(|(tag, _)| tag).collect();
        assert_eq!(tags, [Tag::Make, Tag::Orientation, Tag::ExposureTime]);
        assert!(!after.windows(LATITUDE.len()).any(|window| window == LATITUDE));
    }

    #[test]
    fn of_a_hostile_block_nothing_is_left_rather_than_a_position() {
        let good = holiday(true);
        let check = |bad: Vec<u8>| {
            let Some(after) = removed(bad) else { return };
            let read = Reader::new().read_raw(after).unwrap();
            assert!(read.fields().all(|field| field.tag.context() != Context::Gps));
        };
        (0..good.len()).for_each(|length| check(good[..length].to_vec()));
        for at in 0..good.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut bad = good.clone();
                bad[at] = value;
                check(bad);
            }
        }
    }
}
