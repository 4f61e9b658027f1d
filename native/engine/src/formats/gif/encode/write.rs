//! The blocks of a file that hold no indices.

use super::sequence::Shown;
use crate::formats::gif::blocks::{APPLICATION, CONTROL, EXTENSION, IMAGE, TRAILER, colours_length};

const HAS_COLOURS: u8 = 0x80;
const KEEP: u8 = 1 << 2;
const CLEAR: u8 = 2 << 2;
const IS_TRANSPARENT: u8 = 1;

/// Where a frame says whether it has a list of its own: behind its control block and its place.
const FLAGS: usize = 8 + 9;

/// Signature, canvas, and the list of colours that frames share, which may be empty.
pub fn header(width: u32, height: u32, colours: &[[u8; 3]]) -> Vec<u8> {
    let mut out = b"GIF89a".to_vec();
    out.extend_from_slice(&(width as u16).to_le_bytes());
    out.extend_from_slice(&(height as u16).to_le_bytes());
    let size = size_flag(colours.len());
    let flags = if colours.is_empty() { 0 } else { HAS_COLOURS | size << 4 | size };
    // Of the background's colour nobody takes notice, nor of the shape of pixels.
    out.extend_from_slice(&[flags, 0, 0]);
    write_colours(&mut out, colours);
    out
}

/// How often it plays, 0 being for ever: the block counts repetitions, and there is none without them.
pub fn write_plays(out: &mut Vec<u8>, plays: u32) {
    let repetitions = match plays {
        0 => 0,
        1 => return,
        _ => u16::try_from(plays - 1).unwrap_or(u16::MAX),
    };
    out.extend_from_slice(&[EXTENSION, APPLICATION, 11]);
    out.extend_from_slice(b"NETSCAPE2.0");
    out.extend_from_slice(&[3, 1]);
    out.extend_from_slice(&repetitions.to_le_bytes());
    out.push(0);
}

/// All of a frame but its indices. A list of its own may be empty.
pub fn frame(shown: &Shown, transparent: Option<u8>, own: &[[u8; 3]]) -> Vec<u8> {
    let dispose = if shown.clears { CLEAR } else { KEEP };
    let transparency = if transparent.is_some() { IS_TRANSPARENT } else { 0 };
    let mut out = vec![EXTENSION, CONTROL, 4, dispose | transparency];
    out.extend_from_slice(&shown.delay.to_le_bytes());
    out.extend_from_slice(&[transparent.unwrap_or(0), 0, IMAGE]);
    let place = shown.place;
    for side in [place.left, place.top, place.width, place.height] {
        out.extend_from_slice(&(side as u16).to_le_bytes());
    }
    out.push(if own.is_empty() { 0 } else { HAS_COLOURS | size_flag(own.len()) });
    write_colours(&mut out, own);
    out
}

/// Of a frame as it is written here.
pub fn has_own_colours(frame: &[u8]) -> bool {
    frame[FLAGS] & HAS_COLOURS != 0
}

/// Takes a frame's own list out of it.
pub fn take_colours(frame: &mut Vec<u8>) -> Vec<[u8; 3]> {
    let length = colours_length(frame[FLAGS]);
    frame[FLAGS] = 0;
    let colours: Vec<u8> = frame.drain(FLAGS + 1..FLAGS + 1 + length).collect();
    colours.as_chunks::<3>().0.to_vec()
}

pub fn write_end(out: &mut Vec<u8>) {
    out.push(TRAILER);
}

/// Bits of an index: two at least, and enough for what is transparent.
pub fn index_bits(colours: usize, transparent: Option<u8>) -> u32 {
    let most = colours.max(transparent.map_or(0, |index| usize::from(index) + 1));
    most.next_power_of_two().trailing_zeros().max(2)
}

/// A list has 2, 4, 8 … 256 colours.
fn size_flag(colours: usize) -> u8 {
    (colours.next_power_of_two().trailing_zeros().max(1) - 1) as u8
}

fn write_colours(out: &mut Vec<u8>, colours: &[[u8; 3]]) {
    if colours.is_empty() {
        return;
    }
    out.extend(colours.iter().flatten());
    let missing = (2 << size_flag(colours.len())) - colours.len();
    out.extend(std::iter::repeat_n(0, missing * 3));
}
