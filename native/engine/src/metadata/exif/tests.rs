use std::io::Cursor;

use exif::experimental::Writer;

use super::*;
use crate::metadata::directories::BYTE;
use crate::orientation::Orientation;

const UPRIGHT: Stored = Stored { width: 40, height: 30, orientation: Orientation::Upright };
const TURNED: Stored = Stored { orientation: Orientation::Rotate90, ..UPRIGHT };

/// An EXIF block of its first directory's fields.
pub(in crate::metadata) fn block(fields: &[(Tag, Value)], little: bool) -> Vec<u8> {
    let fields: Vec<Field> =
        fields.iter().map(|(tag, value)| Field { tag: *tag, ifd_num: In::PRIMARY, value: value.clone() }).collect();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, little).unwrap();
    out.into_inner()
}

pub(in crate::metadata) fn text(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

fn holiday(little: bool) -> Vec<u8> {
    block(
        &[
            (Tag::Artist, text("A. Photographer")),
            (Tag::Copyright, text("(c) 2024")),
            (Tag::Make, text("Camera")),
            (Tag::Orientation, Value::Short(vec![6])),
            (Tag::GPSLatitudeRef, text("N")),
            (Tag::MakerNote, Value::Undefined(vec![1, 2, 3, 4, 5], 0)),
        ],
        little,
    )
}

fn tags(block: &[u8]) -> Vec<Tag> {
    Reader::new().read_raw(block.to_vec()).unwrap().fields().map(|field| field.tag).collect()
}

#[test]
fn of_a_copyright_nothing_but_names_is_kept() {
    for little in [false, true] {
        assert_eq!(tags(&copyright(&holiday(little)).unwrap()), [Tag::Artist, Tag::Copyright]);
    }
    assert_eq!(copyright(&block(&[(Tag::Make, text("Camera"))], true)), None);
    assert_eq!(copyright(b"no exif"), None);
}

#[test]
fn a_whole_block_keeps_every_byte_but_its_orientation() {
    for little in [false, true] {
        let before = holiday(little);
        let after = whole(&before, &UPRIGHT).unwrap();
        assert_eq!(before.iter().zip(&after).filter(|(a, b)| a != b).count(), 1);
        let parsed = Reader::new().read_raw(after.clone()).unwrap();
        let orientation = parsed.get_field(Tag::Orientation, In::PRIMARY).unwrap();
        assert_eq!(orientation.value.get_uint(0), Some(1));
        assert!(tags(&after).contains(&Tag::GPSLatitudeRef));
        assert_eq!(whole(&before, &TURNED), Some(before));
    }
}

#[test]
fn an_orientation_of_any_unsigned_type_is_reset_wherever_it_stands() {
    for (endian, header) in [(Endian::Little, b"II*\0\x08\0\0\0"), (Endian::Big, b"MM\0*\0\0\0\x08")] {
        let u16 = |value: u16| endian.bytes_of_u16(value);
        let mut block = [&header[..], &u16(4)].concat();
        for (kind, value) in [(BYTE, [6, 0, 0, 0]), (SHORT, [6, 6, 0, 0]), (LONG, [6, 6, 6, 6]), (SHORT, [8, 8, 0, 0])]
        {
            let one = if matches!(endian, Endian::Little) { [1, 0, 0, 0] } else { [0, 0, 0, 1] };
            block.extend([&u16(ORIENTATION)[..], &u16(kind), &one, &value].concat());
        }
        block.extend([0; 4]);
        let after = whole(&block, &UPRIGHT).unwrap();
        let values: Vec<_> =
            endian.entries_of(&after, 8, ORIENTATION).map(|entry| endian.number(&after, entry)).collect();
        assert_eq!(values, [Some(1); 4]);
    }
}

#[test]
fn names_are_kept_of_a_block_that_is_broken_elsewhere() {
    let mut broken = holiday(true);
    // The maker's note, counted beyond the end.
    let note = broken.windows(4).position(|entry| entry == [0x7C, 0x92, 7, 0]).unwrap();
    broken[note + 4..note + 8].fill(0x7F);
    assert!(Reader::new().read_raw(broken.clone()).is_err(), "it is broken");
    assert_eq!(tags(&copyright(&broken).unwrap()), [Tag::Artist, Tag::Copyright]);
}

#[test]
fn hostile_blocks_neither_panic_nor_loop() {
    let good = holiday(true);
    for length in 0..good.len() {
        let _ = (copyright(&good[..length]), whole(&good[..length], &UPRIGHT));
    }
    for at in 0..good.len() {
        for value in [0, 1, 0x7F, 0xFF] {
            let mut bad = good.clone();
            bad[at] = value;
            let _ = (copyright(&bad), whole(&bad, &UPRIGHT));
        }
    }
    // A directory whose next is itself, and one that claims more than there is: nothing of them is sound.
    let mut circle = b"II*\0\x08\0\0\0\0\0\x08\0\0\0".to_vec();
    let _ = whole(&circle, &UPRIGHT);
    circle[8] = 0xFF;
    circle[9] = 0xFF;
    assert_eq!(whole(&circle, &UPRIGHT), None);
}

#[test]
fn sides_are_those_of_the_output() {
    let sides = |width, height| {
        [
            (Tag::ImageWidth, Value::Short(vec![width])),
            (Tag::ImageLength, Value::Short(vec![height])),
            (Tag::PixelXDimension, Value::Long(vec![width.into()])),
            (Tag::PixelYDimension, Value::Short(vec![height])),
        ]
    };
    for little in [false, true] {
        let after = whole(&block(&sides(4000, 3000), little), &UPRIGHT).unwrap();
        let read = Reader::new().read_raw(after).unwrap();
        let values: Vec<_> =
            sides(40, 30).iter().map(|(tag, _)| read.get_field(*tag, In::PRIMARY).unwrap().value.get_uint(0)).collect();
        assert_eq!(values, [Some(40), Some(30), Some(40), Some(30)]);
    }
}

#[test]
fn of_a_damaged_block_what_is_sound_is_kept_and_says_how_the_output_lies() {
    let mut broken = holiday(true);
    let note = broken.windows(4).position(|entry| entry == [0x7C, 0x92, 7, 0]).unwrap();
    broken[note + 4..note + 8].fill(0x7F);
    let after = whole(&broken, &UPRIGHT).unwrap();
    assert_eq!(tags(&after), [Tag::Make, Tag::Orientation, Tag::Artist, Tag::Copyright, Tag::GPSLatitudeRef]);
    assert_eq!(crate::metadata::exif_orientation::orientation(&after), Orientation::Upright);
}
