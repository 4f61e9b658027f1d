//! Damaged, lying and exploding gain maps: the picture comes out as it does without one, and a warning says what became of
//! the map; never an error, a crash or a runaway allocation.

mod counting_allocator;
mod fixtures_folder;
mod pictures;
mod requests;

use counting_allocator::{CountingAllocator, peak_of};
use fixtures_folder::fixture;
use lazy_image_engine::{
    Cancel, Channels, ColourProfile, Encoding, GainMap, GainMapMetadata, KeepMetadata, Limits, Output, Rendition,
    encode_with_gain_map, probe_bytes, process_batch,
};
use requests::{AVIF, JPEG, batch, output, source};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const LIMITS: Limits =
    Limits { pixels: 1 << 16, side: 1000, file_bytes: 1 << 20, metadata_bytes: 1 << 16, ..Limits::UNBOUNDED };

/// Of Rust's allocator, for pictures of 160×120 at most.
const MOST_BYTES: usize = 8 << 20;

fn with_map(encoding: &Encoding, metadata: GainMapMetadata, side: u32) -> Vec<u8> {
    let base = pictures::still(pictures::pixels(48, 40, Channels::Rgb));
    let pixels = pictures::pixels(side, side, Channels::Gray).into();
    let map = GainMap { pixels, metadata, alternate_colours: ColourProfile::Unspecified };
    encode_with_gain_map(&base, map, encoding, &Cancel::new()).unwrap()
}

/// A small JPEG out of a file, with its map kept where it can be.
fn keep(bytes: &[u8]) -> Result<Rendition, lazy_image_engine::EngineError> {
    let header = probe_bytes(bytes, &LIMITS)?;
    let asked = Output { keep_gain_map: true, ..output((header.width, header.height), 24, 20, JPEG) };
    let batch = lazy_image_engine::Batch { limits: LIMITS, ..batch(vec![source(bytes.to_vec(), vec![asked])], 1) };
    let mut outcome = process_batch(&batch, &Cancel::new(), &|_| {}).unwrap();
    outcome.sources.remove(0).outputs.remove(0)
}

fn has_map(rendition: &Rendition) -> bool {
    probe_bytes(rendition.data.as_deref().unwrap(), &Limits::UNBOUNDED).unwrap().gain_map.is_some()
}

/// Kept, or dropped for this reason; in no case an error.
fn dropped(bytes: &[u8]) -> Option<String> {
    let rendition = keep(bytes).unwrap();
    let why =
        rendition.warnings.iter().find_map(|warning| warning.operand("why")).map(lazy_image_engine::Operand::to_string);
    assert_eq!(why.is_none(), has_map(&rendition), "{why:?}");
    why
}

fn place_of(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).position(|window| window == word).unwrap()
}

fn changed(bytes: &[u8], at: usize, to: &[u8]) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed[at..at + to.len()].copy_from_slice(to);
    changed
}

/// Where the second picture of a JPEG begins.
fn map_start(bytes: &[u8]) -> usize {
    bytes.windows(3).rposition(|window| window == [0xFF, 0xD8, 0xFF]).unwrap()
}

#[test]
fn whatever_byte_of_a_map_is_wrong_the_picture_is_made() {
    let files = [fixture("gain-maps/libultrahdr-gray.jpg"), with_map(&JPEG, pictures::FROM_HALF_TO_EIGHT, 12)];
    for bytes in files {
        let picture = output((160, 120), 1, 1, JPEG);
        assert_eq!(picture.metadata, KeepMetadata::None);
        let start = map_start(&bytes);
        let head = place_of(&bytes, b"MPF\0");
        for at in (start..bytes.len()).step_by(5).chain(head + 4..head + 86) {
            for value in [0, 0xFF, bytes[at] ^ 0x10] {
                dropped(&changed(&bytes, at, &[value]));
            }
        }
        for length in (start..bytes.len()).step_by(37) {
            assert!(dropped(&bytes[..length]).is_some(), "{length} of {}", bytes.len());
        }
    }
}

#[test]
fn whatever_byte_of_an_avif_s_items_is_wrong_nothing_panics() {
    let bytes = with_map(&AVIF, pictures::FROM_HALF_TO_EIGHT, 12);
    let end = place_of(&bytes, b"mdat");
    let mut kept = 0;
    for at in 0..end {
        for value in [0, 0xFF, bytes[at] ^ 0x10] {
            let damaged = changed(&bytes, at, &[value]);
            let (result, peak) = peak_of(|| keep(&damaged));
            assert!(peak < MOST_BYTES, "{peak} bytes at {at}");
            kept += usize::from(result.is_ok_and(|rendition| has_map(&rendition)));
        }
    }
    assert!(kept > end / 4, "{kept} of {end}");
    for length in (0..bytes.len()).step_by(11) {
        let _ = keep(&bytes[..length]);
    }
}

#[test]
fn extents_that_overlap_without_end_are_not_put_together() {
    let avif = with_map(&AVIF, pictures::FROM_HALF_TO_EIGHT, 12);
    // The places of items are moved behind the file's own boxes, where there is room for as many as can be counted.
    let place = place_of(&avif, b"iloc");
    let items = u16::from_be_bytes([avif[place + 10], avif[place + 11]]);
    let mut extents = vec![0, 0, 0, 0, 0x44, 0, 0, 1];
    extents.extend([items.to_be_bytes(), [0; 2], [0xFF; 2]].concat());
    extents.extend([[0, 0, 0, 0], (avif.len() as u32).to_be_bytes()].concat().repeat(0xFFFF));
    let whole = [&(8 + extents.len() as u32).to_be_bytes()[..], b"iloc", &extents].concat();
    let own = u32::from_be_bytes(avif[place - 4..place].try_into().unwrap()) as usize;
    let meta = place_of(&avif, b"meta") - 4;
    let length = u32::from_be_bytes(avif[meta..meta + 4].try_into().unwrap()) + (whole.len() - own) as u32;
    let lies =
        [&avif[..meta], &length.to_be_bytes(), &avif[meta + 4..place - 4], &whole, &avif[place - 4 + own..]].concat();
    let (result, peak) = peak_of(|| keep(&lies).is_ok());
    assert!(peak < MOST_BYTES, "{peak} bytes, {result}");
}

#[test]
fn each_lie_is_named() {
    let jpeg = with_map(&JPEG, pictures::FROM_HALF_TO_EIGHT, 12);
    assert_eq!(dropped(&jpeg), None);
    let index = place_of(&jpeg, b"MPF\0") + 4;
    let iso = map_start(&jpeg) + place_of(&jpeg[map_start(&jpeg)..], b"21496:-1\0") + 9;
    // Both say where the map lies: the index, and the directory in XMP.
    let length = place_of(&jpeg, b"Item:Length=\"") + 13;
    let lies_in_xmp = changed(&jpeg, length, b"999");
    let cases: [(&str, Vec<u8>); 9] = [
        ("beyond-file", changed(&lies_in_xmp, index + 50 + 16 + 4, &[0x7F; 4])),
        ("beyond-file", changed(&lies_in_xmp, index + 50 + 16 + 8, &[0x7F; 4])),
        ("metadata", changed(&jpeg, iso + 9, &[0; 4])),
        ("metadata", changed(&jpeg, iso + 17, &[0; 4])),
        ("metadata", changed(&jpeg, iso + 21, &[0x7F, 0, 0, 0])),
        ("metadata", changed(&jpeg, iso + 37, &[0; 4])),
        ("version", changed(&jpeg, iso, &[0, 7])),
        ("base-is-hdr", changed(&jpeg, iso + 5, &[0, 0, 0, 9])),
        ("too-large", with_map(&JPEG, pictures::FROM_HALF_TO_EIGHT, 1200)),
    ];
    for (why, bytes) in cases {
        let (said, peak) = peak_of(|| dropped(&bytes));
        assert_eq!(said.as_deref(), Some(why));
        assert!(peak < MOST_BYTES, "{why}: {peak} bytes");
    }
    let long = with_map(&JPEG, pictures::FROM_HALF_TO_EIGHT, 96);
    let scan = long.len() - 80;
    let torn = [&long[..scan], &[0xFF, 0xD9], &[0; 78]].concat();
    assert_eq!(dropped(&torn).as_deref(), Some("picture"));
    let missing = [&jpeg[..map_start(&jpeg)], &vec![0; jpeg.len() - map_start(&jpeg)]].concat();
    assert_eq!(dropped(&missing).as_deref(), Some("missing"));
}

#[test]
fn each_lie_of_an_avif_is_named() {
    let avif = with_map(&AVIF, pictures::FROM_HALF_TO_EIGHT, 12);
    assert_eq!(dropped(&avif), None);
    let group = place_of(&avif, b"altr");
    let payload = place_of(&avif, &[0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0]);
    let brand = place_of(&avif, b"tmap");
    for (why, bytes) in [
        ("metadata", changed(&avif, brand, b"tpam")),
        ("metadata", changed(&avif, group + 16, &avif[group + 20..group + 24])),
        ("metadata", changed(&avif, payload + 10, &[0; 4])),
        ("version", changed(&avif, payload, &[1])),
        ("version", changed(&avif, payload + 1, &[1])),
        ("too-large", with_map(&AVIF, pictures::FROM_HALF_TO_EIGHT, 1200)),
    ] {
        assert_eq!(dropped(&bytes).as_deref(), Some(why));
    }
}
