//! JPEG segments (ITU-T T.81, annex B): APP1 holds EXIF and XMP, APP2 the profile in numbered parts.

mod long_xmp;

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::metadata::{Blocks, Found, exif, iptc};

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
const JFIF: &[u8] = b"JFIF\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

const START_OF_IMAGE: [u8; 2] = [0xFF, 0xD8];
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP13: u8 = 0xED;
/// Adobe's, which says whether three channels are YCbCr and four are inverted.
const APP14: u8 = 0xEE;
const APP15: u8 = 0xEF;

/// What a segment's length can count, its own two bytes not included.
const MOST_IN_SEGMENT: usize = 65_533;

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

pub fn find(bytes: &[u8], limits: &Limits) -> Found {
    let mut found = Found::default();
    let mut extensions = Vec::new();
    let mut resources = Vec::new();
    let before_scans = pieces(bytes).into_iter().flatten().take_while(|piece| piece.marker != Some(START_OF_SCAN));
    for piece in before_scans {
        let body = piece.body();
        if piece.marker == Some(APP1) {
            if let Some(block) = exif_block(body) {
                found.exif.get_or_insert_with(|| block.to_vec());
            } else if let Some(packet) = body.strip_prefix(XMP) {
                found.xmp.get_or_insert_with(|| packet.to_vec());
            } else {
                extensions.extend(long_xmp::Part::of(body));
            }
        } else if piece.marker == Some(APP13) {
            resources.extend_from_slice(body.strip_prefix(PHOTOSHOP).unwrap_or_default());
        }
    }
    if !extensions.is_empty() {
        found.xmp = found.xmp.map(|packet| long_xmp::joined(packet, &extensions, limits));
    }
    found.iptc = iptc::of_resources(&resources);
    found
}

/// The EXIF of a segment's body: one byte of padding follows the name, which is zero in most files.
fn exif_block(body: &[u8]) -> Option<&[u8]> {
    let (name, padding) = EXIF.split_at(EXIF.len() - 1);
    body.strip_prefix(name).and_then(|rest| rest.get(padding.len()..)).filter(|block| !block.is_empty())
}

pub fn embed(bytes: &[u8], blocks: &Blocks) -> Result<Vec<u8>> {
    // Behind JFIF, which wants to be first.
    let jfif = pieces(bytes).and_then(|mut pieces| pieces.next()).filter(|piece| piece.marker == Some(APP0));
    let split = START_OF_IMAGE.len() + jfif.map_or(0, |piece| piece.all.len());
    let mut segments = Vec::new();
    if let Some(block) = &blocks.exif {
        let most = MOST_IN_SEGMENT - EXIF.len();
        // Of a block that no segment holds, what a camera adds for itself is left out.
        let short = if block.len() > most { exif::without_notes(block) } else { None };
        let block = short.as_ref().unwrap_or(block);
        if block.len() <= most {
            push_segment(&mut segments, APP1, &[EXIF, block]);
        }
    }
    if let Some(packet) = &blocks.xmp {
        if XMP.len() + packet.len() <= MOST_IN_SEGMENT {
            push_segment(&mut segments, APP1, &[XMP, packet]);
        } else {
            long_xmp::push(&mut segments, packet);
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
fn push_profile(segments: &mut Vec<u8>, icc: &[u8]) {
    let parts = icc.chunks(MOST_IN_SEGMENT - ICC.len() - 2);
    let Ok(count) = u8::try_from(parts.len()) else { return };
    for (number, part) in (1..).zip(parts) {
        push_segment(segments, APP2, &[ICC, &[number, count], part]);
    }
}

fn push_segment(out: &mut Vec<u8>, marker: u8, body: &[&[u8]]) {
    let length = 2 + body.iter().map(|part| part.len()).sum::<usize>() as u16;
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    body.iter().for_each(|part| out.extend_from_slice(part));
}

/// Without application segments and comments, but for JFIF, Adobe's and the profile where it is kept; without what
/// follows the image.
pub fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let mut out = START_OF_IMAGE.to_vec();
    let mut ended = false;
    for piece in pieces(bytes)? {
        ended = piece.marker == Some(END_OF_IMAGE);
        let kept = match piece.marker {
            Some(APP0) => piece.body().starts_with(JFIF),
            Some(APP2) => keeps_profile && piece.body().starts_with(ICC),
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
mod tests;
