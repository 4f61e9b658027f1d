//! Boxes of a JPEG XL container (ISO/IEC 18181-2): EXIF and XMP, as they are or compressed with Brotli.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::Decompressor;

use crate::allocate::copy_of;
use crate::asked::limits::Limits;
use crate::error::Result;
use crate::metadata::Found;
use crate::metadata::exif_orientation::without_prefix;

const CONTAINER: &[u8] = b"\0\0\0\x0CJXL ";
const COMPRESSED: &[u8] = b"brob";

struct Box<'a> {
    name: &'a [u8],
    body: &'a [u8],
    /// With its length and name.
    all: &'a [u8],
}

/// Boxes up to the first that is broken.
fn boxes(mut rest: &[u8]) -> impl Iterator<Item = Box<'_>> {
    std::iter::from_fn(move || {
        let short = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let (head, length) = match short {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?),
            _ => (8, short),
        };
        let all = rest.get(..length)?;
        rest = &rest[length..];
        Some(Box { name: all.get(4..8)?, body: all.get(head..)?, all })
    })
}

pub fn find(bytes: &[u8], limits: &Limits) -> Found {
    let mut found = Found::default();
    if !bytes.starts_with(CONTAINER) {
        return found;
    }
    for Box { name, body, .. } in boxes(bytes) {
        let unpacked = if name == COMPRESSED { unpack(body, limits) } else { Some((name, Cow::Borrowed(body))) };
        let Some((name, body)) = unpacked else { continue };
        match name {
            b"Exif" => found.exif = found.exif.take().or_else(|| exif_of(&body)),
            b"xml " => {
                found.xmp.get_or_insert_with(|| body.into_owned());
            }
            _ => {}
        }
    }
    found
}

/// Four bytes count what lies before the TIFF structure.
fn exif_of(body: &[u8]) -> Option<Vec<u8>> {
    let (offset, rest) = body.split_at_checked(4)?;
    let offset = u32::from_be_bytes(offset.try_into().ok()?) as usize;
    Some(without_prefix(rest.get(offset..)?).to_vec())
}

/// The name and the body of a compressed box. One byte more than is allowed tells that there is more.
fn unpack<'a>(body: &'a [u8], limits: &Limits) -> Option<(&'a [u8], Cow<'a, [u8]>)> {
    const BUFFER: usize = 4096;
    let (name, packed) = body.split_at_checked(4)?;
    let mut unpacked = Vec::new();
    let most = limits.metadata_bytes.saturating_add(1);
    Decompressor::new(packed, BUFFER).take(most).read_to_end(&mut unpacked).ok()?;
    Some((name, Cow::Owned(unpacked)))
}

/// The file without its compressed boxes: the decoder would unpack them all, however large they become.
pub fn without_compressed(bytes: &[u8]) -> Result<Cow<'_, [u8]>> {
    let is_compressed = |found: &Box| found.name == COMPRESSED;
    if !bytes.starts_with(CONTAINER) || !boxes(bytes).any(|found| is_compressed(&found)) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut kept = copy_of(bytes, "bytes of a JPEG XL")?;
    kept.clear();
    let mut read = 0;
    for found in boxes(bytes) {
        read += found.all.len();
        if !is_compressed(&found) {
            kept.extend_from_slice(found.all);
        }
    }
    kept.extend_from_slice(&bytes[read..]);
    Ok(Cow::Owned(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
    }

    fn container(boxes: &[Vec<u8>]) -> Vec<u8> {
        [CONTAINER, b"\x0D\x0A\x87\x0A", &boxes.concat()].concat()
    }

    /// `xmp` in Brotli's uncompressed blocks (RFC 7932): a window of 16 bits, one block, an empty last one.
    fn packed(body: &[u8]) -> Vec<u8> {
        // WBITS 0; ISLAST 0, MNIBBLES 00, MLEN - 1 in 16 bits, ISUNCOMPRESSED 1; padded; then ISLAST and ISLASTEMPTY.
        let bits = ((body.len() as u32 - 1) << 4) | 1 << 20;
        [&bits.to_le_bytes()[..3], body, &[3]].concat()
    }

    #[test]
    fn boxes_are_found_plain_and_compressed() {
        let exif = written(b"Exif", b"\0\0\0\x06Exif\0\0II*\0rest");
        let xmp = written(b"brob", &[b"xml ".as_slice(), &packed(b"<xmp/>")].concat());
        let picture = written(b"jxlc", b"\xFF\x0A...");
        let full = container(&[exif.clone(), xmp, picture.clone()]);
        let expected = Found { exif: Some(b"II*\0rest".to_vec()), xmp: Some(b"<xmp/>".to_vec()), iptc: None };
        assert_eq!(find(&full, &Limits::UNBOUNDED), expected);
        assert_eq!(without_compressed(&full).unwrap(), container(&[exif, picture]));
        let short = find(&full, &Limits { metadata_bytes: 3, ..Limits::UNBOUNDED });
        assert_eq!(short.xmp.map(|packet| packet.len()), Some(4));
        for length in 0..full.len() {
            let _ = (find(&full[..length], &Limits::UNBOUNDED), without_compressed(&full[..length]));
        }
    }

    #[test]
    fn lengths_that_lie_end_the_search() {
        for length in [2u32, 7, 9000, u32::MAX] {
            let full = container(&[[&length.to_be_bytes()[..], b"Exif...."].concat()]);
            assert_eq!(find(&full, &Limits::UNBOUNDED), Found::default());
            assert_eq!(without_compressed(&full).unwrap(), full);
        }
    }
}
