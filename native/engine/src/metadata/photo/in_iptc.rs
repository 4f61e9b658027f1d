//! IPTC's Information Interchange Model (IIM 4.2): records of data sets.

use super::photo_metadata::PhotoMetadata;
use super::{date, words};

const MARK: u8 = 0x1C;
/// What describes the picture; the envelope before it names an encoding, which is seen from the texts themselves.
const APPLICATION: u8 = 2;
const TITLE: u8 = 5;
const KEYWORD: u8 = 25;
const DATE_CREATED: u8 = 55;
const TIME_CREATED: u8 = 60;
const CREATOR: u8 = 80;
const COPYRIGHT: u8 = 116;
const CAPTION: u8 = 120;

pub fn read(block: &[u8]) -> PhotoMetadata {
    let sets: Vec<(u8, String)> = data_sets(block).map(|(number, value)| (number, words::decoded(value))).collect();
    let all = |number| sets.iter().filter(move |(set, _)| *set == number).map(|(_, text)| text.as_str());
    let first = |number| all(number).next();
    PhotoMetadata {
        date: first(DATE_CREATED).and_then(|day| date::of_iptc(day, first(TIME_CREATED))),
        title: first(TITLE).and_then(words::line),
        caption: first(CAPTION).and_then(words::text),
        creators: words::list(all(CREATOR)),
        copyright: first(COPYRIGHT).and_then(words::line),
        keywords: words::list(all(KEYWORD)),
        ..PhotoMetadata::default()
    }
}

/// Numbers and values of the application's record, up to the first that is broken.
fn data_sets(mut rest: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    std::iter::from_fn(move || {
        loop {
            let [MARK, record, number, high, low, after @ ..] = rest else { return None };
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            // Longer ones count the bytes of their length: nothing that is read here is as long.
            if length > 0x7FFF {
                return None;
            }
            let value = after.get(..length)?;
            rest = &after[length..];
            if *record == APPLICATION {
                return Some((*number, value));
            }
        }
    })
}
