//! GIF blocks (GIF89a): comments and application extensions among those that draw.

use crate::metadata::Found;

const XMP: &[u8] = b"XMP DataXMP";
/// What follows a packet so that readers of blocks find their way out of it: 1, then 255 down to 0, and the end.
const XMP_TRAILER: usize = 258;

const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub const EXTENSION: u8 = 0x21;
pub const IMAGE: u8 = 0x2C;
pub const TRAILER: u8 = 0x3B;
pub const CONTROL: u8 = 0xF9;
pub const APPLICATION: u8 = 0xFF;

/// Without comments, text and whatever programs put in, but for the number of plays.
pub fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"GIF8") {
        return None;
    }
    // Signature, screen descriptor, the list of colours that all frames share.
    let mut at = 13 + colours_length(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let kept = match *bytes.get(at)? {
            EXTENSION => {
                let label = *bytes.get(at + 1)?;
                let body = at + 2;
                at = end_of_sub_blocks(bytes, body)?;
                let is_loops = || LOOPS.iter().any(|name| bytes.get(body + 1..body + 12) == Some(*name));
                label == CONTROL || label == APPLICATION && is_loops()
            }
            IMAGE => {
                let flags = *bytes.get(at + 9)?;
                // The descriptor, the frame's own colours, the code size of its data.
                at = end_of_sub_blocks(bytes, at + 10 + colours_length(flags) + 1)?;
                true
            }
            TRAILER => {
                out.push(TRAILER);
                return Some(out);
            }
            _ => return None,
        };
        if kept {
            out.extend_from_slice(bytes.get(start..at)?);
        }
    }
}

pub fn find(bytes: &[u8]) -> Found {
    let packet = || {
        let mut at = 13 + colours_length(*bytes.get(10)?);
        loop {
            let body = at + 2;
            match *bytes.get(at)? {
                EXTENSION => {
                    at = end_of_sub_blocks(bytes, body)?;
                    if bytes.get(body + 1..body + 12) == Some(XMP) {
                        return packet_within(bytes, body + 12, at);
                    }
                }
                IMAGE => at = end_of_sub_blocks(bytes, at + 10 + colours_length(*bytes.get(at + 9)?) + 1)?,
                _ => return None,
            }
        }
    };
    Found { xmp: if bytes.starts_with(b"GIF8") { packet() } else { None }, ..Found::default() }
}

/// A packet stands in the file as it is; some programs write blocks of it, as of anything else.
fn packet_within(bytes: &[u8], start: usize, end: usize) -> Option<Vec<u8>> {
    let whole = bytes.get(start..end)?;
    if whole.first() == Some(&b'<') {
        return whole.get(..whole.len().checked_sub(XMP_TRAILER)?).map(<[u8]>::to_vec);
    }
    let (mut packet, mut rest) = (Vec::new(), whole);
    while let Some((length, after)) = rest.split_first() {
        let (block, behind) = after.split_at_checked(usize::from(*length))?;
        packet.extend_from_slice(block);
        rest = behind;
    }
    Some(packet)
}

/// Disposal methods of the frames, 0–7 as they stand in the file; the decoder tells only those that the format names.
pub struct DisposalMethods<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> DisposalMethods<'a> {
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 13 + bytes.get(10).map_or(0, |flags| colours_length(*flags)) }
    }
}

impl Iterator for DisposalMethods<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let mut method = 0;
        loop {
            let start = self.at;
            match *self.bytes.get(start)? {
                EXTENSION => {
                    if self.bytes.get(start + 1) == Some(&CONTROL) {
                        method = disposal_of(*self.bytes.get(start + 3)?);
                    }
                    self.at = end_of_sub_blocks(self.bytes, start + 2)?;
                }
                IMAGE => {
                    let flags = *self.bytes.get(start + 9)?;
                    self.at = end_of_sub_blocks(self.bytes, start + 10 + colours_length(flags) + 1)?;
                    return Some(method);
                }
                _ => return None,
            }
        }
    }
}

/// In the flags of a graphic control block.
pub fn disposal_of(flags: u8) -> u8 {
    (flags >> 2) & 7
}

/// The format leaves 4 undefined; old encoders wrote it for 3, and browsers read it so.
pub fn is_restored(method: u8) -> bool {
    matches!(method, 3 | 4)
}

pub fn colours_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Behind the empty block that ends a list of them.
fn end_of_sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(noise: &[u8]) -> Vec<u8> {
        let header = [b"GIF89a\x02\0\x01\0\x80\0\0".as_slice(), &[1, 2, 3, 4, 5, 6]].concat();
        let loops = [b"\x21\xFF\x0BNETSCAPE2.0".as_slice(), &[3, 1, 0, 0, 0]].concat();
        let control = [0x21, 0xF9, 4, 0, 10, 0, 0, 0];
        let image = [&[0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0x80, 9, 9, 9, 8, 8, 8, 2][..], &[3, 7, 7, 7, 1, 7, 0]].concat();
        [&header, &loops, noise, &control, &image, noise, &control, &image, &[TRAILER]].concat()
    }

    #[test]
    fn comments_and_programs_notes_go_and_everything_that_draws_stays() {
        let comment = b"\x21\xFE\x05hello\x03you\0";
        let notes = b"\x21\xFF\x0BXMP DataXMP\x04note\0";
        let text = b"\x21\x01\x0C............\x02hi\0";
        let full = [blocks(&[&comment[..], notes, text].concat()), b"trailing".to_vec()].concat();
        assert_eq!(strip(&full).unwrap(), blocks(&[]));
    }

    #[test]
    fn a_file_that_ends_early_is_not_stripped() {
        let full = blocks(b"\x21\xFE\x05hello\0");
        for length in 0..full.len() {
            assert_eq!(strip(&full[..length]), None, "{length}");
        }
    }

    #[test]
    fn a_packet_is_found_however_it_is_written() {
        let trailer: Vec<u8> = [1].into_iter().chain((0..=255).rev()).chain([0]).collect();
        let packet = "<x:xmpmeta>".repeat(40).into_bytes();
        let plain = [&b"\x21\xFF\x0BXMP DataXMP"[..], &packet, &trailer].concat();
        let blocks_of_it: Vec<u8> = packet.chunks(255).flat_map(|part| [&[part.len() as u8], part].concat()).collect();
        let in_blocks = [&b"\x21\xFF\x0BXMP DataXMP"[..], &blocks_of_it, &[0]].concat();
        for notes in [plain, in_blocks] {
            let full = blocks(&notes);
            assert_eq!(find(&full).xmp.as_ref(), Some(&packet));
            for length in 0..full.len() {
                let _ = find(&full[..length]);
            }
        }
        assert_eq!(find(&blocks(&[])), Found::default());
    }
}
