//! JPEG segments (ITU-T T.81, annex B): APP1 holds EXIF and XMP, APP2 the profile in numbered parts.

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::jpeg::long_xmp::{self, XMP};
use crate::formats::jpeg::segments::{
    APP0, APP1, APP2, APP13, APP14, APP15, COMMENT, END_OF_IMAGE, MOST_IN_SEGMENT, START_OF_IMAGE, START_OF_SCAN,
    pieces, push_segment,
};
use crate::metadata::{Blocks, Found, exif, iptc};

const EXIF: &[u8] = b"Exif\0\0";
pub const ICC: &[u8] = b"ICC_PROFILE\0";
const JFIF: &[u8] = b"JFIF\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// Behind JFIF and EXIF, which want to be first.
pub fn after_own_segments(bytes: &[u8]) -> usize {
    let own = pieces(bytes).into_iter().flatten().take_while(|piece| {
        piece.marker == Some(APP0) || piece.marker == Some(APP1) && exif_block(piece.body()).is_some()
    });
    START_OF_IMAGE.len() + own.map(|piece| piece.all.len()).sum::<usize>()
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
            long_xmp::push(&mut segments, packet, <[u8]>::to_vec);
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
