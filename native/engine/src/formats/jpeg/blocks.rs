//! JPEG segments (ITU-T T.81, annex B): APP1 holds EXIF and XMP, APP2 the profile in numbered parts.

use crate::error::{EngineError, ErrorCode, Result};
use crate::metadata::{Blocks, Found};

const EXIF: &[u8] = b"Exif\0\0";
pub const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
pub const ICC: &[u8] = b"ICC_PROFILE\0";
const JFIF: &[u8] = b"JFIF\0";

pub const START_OF_IMAGE: [u8; 2] = [0xFF, 0xD8];
const END_OF_IMAGE: u8 = 0xD9;
pub const START_OF_SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const APP0: u8 = 0xE0;
pub const APP1: u8 = 0xE1;
pub const APP2: u8 = 0xE2;
/// Adobe's, which says whether three channels are YCbCr and four are inverted.
pub const APP14: u8 = 0xEE;
pub const APP15: u8 = 0xEF;

/// What a segment's length can count, its own two bytes not included.
pub const MOST_IN_SEGMENT: usize = 65_533;

/// A piece of the file: a marker with its length and body, or a scan's coded data.
struct Piece<'a> {
    /// `None` for coded data.
    marker: Option<u8>,
    /// From the marker's FF to the piece's end.
    all: &'a [u8],
}

impl<'a> Piece<'a> {
    fn body(&self) -> &'a [u8] {
        self.all.get(4..).unwrap_or_default()
    }
}

/// Pieces after SOI, up to and with the end of the first image.
struct Pieces<'a> {
    rest: &'a [u8],
    in_scan: bool,
}

fn pieces(bytes: &[u8]) -> Option<Pieces<'_>> {
    Some(Pieces { rest: bytes.strip_prefix(&START_OF_IMAGE)?, in_scan: false })
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.in_scan {
            self.in_scan = false;
            return Some(Piece { marker: None, all: self.take(length_of_coded_data(self.rest)) });
        }
        // Fill bytes before a marker belong to nothing.
        while let [0xFF, 0xFF, ..] = self.rest {
            self.rest = &self.rest[1..];
        }
        let [0xFF, marker, ..] = *self.rest else { return None };
        let length = match marker {
            END_OF_IMAGE => 2,
            0x01 | 0xD0..=0xD8 => 2,
            _ => 2 + usize::from(u16::from_be_bytes([*self.rest.get(2)?, *self.rest.get(3)?])),
        };
        if length > self.rest.len() {
            return None;
        }
        self.in_scan = marker == START_OF_SCAN;
        let all = self.take(length);
        if marker == END_OF_IMAGE {
            // What follows is another image (a preview, a gain map) or nothing.
            self.rest = &[];
        }
        Some(Piece { marker: Some(marker), all })
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

/// In coded data FF is followed by 00 or by a restart's number; anything else is the next marker.
fn length_of_coded_data(bytes: &[u8]) -> usize {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))
        .unwrap_or(bytes.len())
}

/// An APP1 or APP2 segment before the first scan.
pub struct Segment<'a> {
    pub body: &'a [u8],
    /// Where in the file the body begins.
    pub start: usize,
}

pub fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let before_scans = pieces(bytes).into_iter().flatten().take_while(|piece| piece.marker != Some(START_OF_SCAN));
    before_scans.filter(|piece| matches!(piece.marker, Some(APP1 | APP2))).map(|piece| {
        let body = piece.body();
        Segment { body, start: body.as_ptr() as usize - bytes.as_ptr() as usize }
    })
}

/// Behind JFIF and EXIF, which want to be first.
pub fn after_own_segments(bytes: &[u8]) -> usize {
    let own = pieces(bytes).into_iter().flatten().take_while(|piece| {
        piece.marker == Some(APP0) || piece.marker == Some(APP1) && exif_block(piece.body()).is_some()
    });
    START_OF_IMAGE.len() + own.map(|piece| piece.all.len()).sum::<usize>()
}

pub fn find(bytes: &[u8]) -> Found {
    let mut found = Found::default();
    let before_scans = pieces(bytes).into_iter().flatten().take_while(|piece| piece.marker != Some(START_OF_SCAN));
    for piece in before_scans.filter(|piece| piece.marker == Some(APP1)) {
        if let Some(block) = exif_block(piece.body()) {
            found.exif.get_or_insert_with(|| block.to_vec());
        } else if let Some(packet) = piece.body().strip_prefix(XMP) {
            found.xmp.get_or_insert_with(|| packet.to_vec());
        }
    }
    found
}

/// The EXIF of a segment's body: one byte of padding follows the name, which is zero in most files.
fn exif_block(body: &[u8]) -> Option<&[u8]> {
    let (name, padding) = EXIF.split_at(EXIF.len() - 1);
    body.strip_prefix(name).and_then(|rest| rest.get(padding.len()..))
}

pub fn embed(bytes: &[u8], blocks: &Blocks) -> Result<Vec<u8>> {
    // Behind JFIF, which wants to be first.
    let jfif = pieces(bytes).and_then(|mut pieces| pieces.next()).filter(|piece| piece.marker == Some(APP0));
    let split = START_OF_IMAGE.len() + jfif.map_or(0, |piece| piece.all.len());
    let mut segments = Vec::new();
    for (name, block) in [(EXIF, &blocks.exif), (XMP, &blocks.xmp)] {
        if let Some(block) = block
            && name.len() + block.len() <= MOST_IN_SEGMENT
        {
            push_segment(&mut segments, APP1, &[name, block]);
        }
    }
    if let Some(icc) = &blocks.icc {
        push_profile(&mut segments, icc);
    }
    let mut out = Vec::new();
    out.try_reserve_exact(bytes.len() + segments.len())
        .map_err(|_| EngineError::new(ErrorCode::OutOfMemory, "no memory for a JPEG with its metadata"))?;
    out.extend_from_slice(&bytes[..split]);
    out.extend_from_slice(&segments);
    out.extend_from_slice(&bytes[split..]);
    Ok(out)
}

/// Up to 255 numbered parts.
pub fn push_profile(segments: &mut Vec<u8>, icc: &[u8]) {
    let parts = icc.chunks(MOST_IN_SEGMENT - ICC.len() - 2);
    let Ok(count) = u8::try_from(parts.len()) else { return };
    for (number, part) in (1..).zip(parts) {
        push_segment(segments, APP2, &[ICC, &[number, count], part]);
    }
}

pub fn push_segment(out: &mut Vec<u8>, marker: u8, body: &[&[u8]]) {
    let length = 2 + body.iter().map(|part| part.len()).sum::<usize>() as u16;
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    body.iter().for_each(|part| out.extend_from_slice(part));
}

/// Without application segments and comments, but for JFIF, Adobe's and the profile; without what follows the image.
pub fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = START_OF_IMAGE.to_vec();
    let mut ended = false;
    for piece in pieces(bytes)? {
        ended = piece.marker == Some(END_OF_IMAGE);
        let kept = match piece.marker {
            Some(APP0) => piece.body().starts_with(JFIF),
            Some(APP2) => piece.body().starts_with(ICC),
            Some(APP14) => true,
            Some(APP1..=APP15 | COMMENT) => false,
            _ => true,
        };
        if kept {
            out.extend_from_slice(piece.all);
        }
    }
    ended.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        push_segment(&mut out, marker, &[body]);
        out
    }

    fn plain() -> Vec<u8> {
        let app0 = segment(APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        let scan = [segment(START_OF_SCAN, b"header"), b"coded\xFF\0data\xFF\xD3more".to_vec()].concat();
        [&START_OF_IMAGE[..], &app0, &segment(0xDB, b"tables"), &scan, &scan, &[0xFF, END_OF_IMAGE]].concat()
    }

    fn blocks() -> Blocks {
        let icc = (0..150_000u32).map(|i| i as u8).collect();
        Blocks { icc: Some(icc), exif: Some(b"II*\0exif".to_vec()), xmp: Some(b"<xmp/>".to_vec()), gain_map: None }
    }

    #[test]
    fn what_is_embedded_is_found_and_stripping_takes_it_out() {
        let full = embed(&plain(), &Blocks { icc: None, ..blocks() }).unwrap();
        let Blocks { exif, xmp, .. } = blocks();
        assert_eq!(find(&full), Found { exif, xmp });
        assert_eq!(strip(&full).unwrap(), plain());
        assert_eq!(find(&plain()), Found::default());
    }

    #[test]
    fn a_long_profile_comes_in_numbered_parts_and_survives_stripping() {
        let labelled = embed(&plain(), &blocks()).unwrap();
        let stripped = strip(&labelled).unwrap();
        let parts: Vec<_> = pieces(&stripped).unwrap().filter(|piece| piece.marker == Some(APP2)).collect();
        assert_eq!(parts.len(), 3);
        let joined: Vec<u8> = parts
            .iter()
            .zip(1..)
            .flat_map(|(piece, number)| {
                assert_eq!(piece.body()[ICC.len()..][..2], [number, 3]);
                piece.body()[ICC.len() + 2..].to_vec()
            })
            .collect();
        assert_eq!(Some(joined), blocks().icc);
    }

    #[test]
    fn a_block_too_long_for_a_segment_is_left_out() {
        let long = Blocks { exif: Some(vec![0; 70_000]), ..Blocks::default() };
        assert_eq!(embed(&plain(), &long).unwrap(), plain());
    }

    #[test]
    fn comments_previews_and_trailing_images_are_stripped_and_adobe_s_word_stays() {
        let adobe = segment(APP14, b"Adobe\0d\0\0\0\0\x01");
        let noise =
            [segment(COMMENT, b"hello"), segment(APP2, b"MPF\0"), segment(APP0, b"JFXX\0"), segment(0xED, b"8BIM")];
        let full = [&plain()[..2], &adobe, &noise.concat(), &plain()[2..], b"another image"].concat();
        assert_eq!(strip(&full).unwrap(), [&plain()[..2], &adobe, &plain()[2..]].concat());
    }

    #[test]
    fn a_file_that_ends_early_is_not_stripped_and_nothing_panics() {
        let full = embed(&plain(), &blocks()).unwrap();
        for length in (0..full.len()).step_by(7).chain(full.len() - 40..full.len()) {
            let _ = find(&full[..length]);
            assert_eq!(strip(&full[..length]), None, "{length} of {}", full.len());
        }
        assert_eq!(strip(b"no jpeg"), None);
    }
}
