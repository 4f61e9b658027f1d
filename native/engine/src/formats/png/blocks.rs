//! PNG chunks (PNG specification, third edition): iCCP, eXIf and an iTXt of XMP, between the header and the pixels.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::metadata::{Blocks, Found};

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
const XMP: &[u8] = b"XML:com.adobe.xmp\0";
/// Length, type and checksum.
pub const FRAME: usize = 12;

/// What pixels need to be shown as they are: the critical chunks, transparency, colours, animation.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"acTL", b"fcTL", b"fdAT",
];

struct Chunk<'a> {
    name: &'a [u8],
    body: &'a [u8],
    /// With its length and checksum.
    all: &'a [u8],
}

/// Chunks up to and with IEND.
struct Chunks<'a>(&'a [u8]);

fn chunks(bytes: &[u8]) -> Option<Chunks<'_>> {
    bytes.strip_prefix(SIGNATURE).map(Chunks)
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        let length = u32::from_be_bytes(self.0.get(..4)?.try_into().ok()?) as usize;
        let all = self.0.get(..length.checked_add(FRAME)?)?;
        let name = &all[4..8];
        self.0 = if name == b"IEND" { &[] } else { &self.0[all.len()..] };
        Some(Chunk { name, body: &all[8..8 + length], all })
    }
}

pub fn find(bytes: &[u8], limits: &Limits) -> Found {
    let mut found = Found::default();
    for Chunk { name, body, .. } in chunks(bytes).into_iter().flatten() {
        match name {
            b"eXIf" => {
                found.exif.get_or_insert_with(|| body.to_vec());
            }
            b"iTXt" if found.xmp.is_none() => found.xmp = body.strip_prefix(XMP).and_then(|text| packet(text, limits)),
            _ => {}
        }
    }
    found
}

/// The text of an iTXt behind its keyword: a flag, a method, a language, a translated keyword, the text.
fn packet(text: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    let (&compressed, rest) = text.split_first()?;
    let mut parts = rest.get(1..)?.splitn(3, |byte| *byte == 0);
    let body = parts.nth(2)?;
    if compressed == 0 {
        return Some(body.to_vec());
    }
    let mut packet = Vec::new();
    // One byte more than is allowed tells that there is more.
    let most = limits.metadata_bytes.saturating_add(1);
    ZlibDecoder::new(body).take(most).read_to_end(&mut packet).ok()?;
    Some(packet)
}

pub fn embed(bytes: &[u8], blocks: &Blocks) -> Result<Vec<u8>> {
    let header = chunks(bytes).and_then(|mut chunks| chunks.next()).map_or(0, |chunk| chunk.all.len());
    let (before, after) = bytes.split_at(SIGNATURE.len() + header);
    let mut added = Vec::new();
    if let Some(icc) = &blocks.icc {
        push_chunk(&mut added, b"iCCP", &[b"ICC profile\0\0", &compress(icc)?]);
    }
    if let Some(exif) = &blocks.exif {
        push_chunk(&mut added, b"eXIf", &[exif]);
    }
    if let Some(xmp) = &blocks.xmp {
        push_chunk(&mut added, b"iTXt", &[XMP, &[0; 4], xmp]);
    }
    let mut out = Vec::new();
    out.try_reserve_exact(bytes.len() + added.len())
        .map_err(|_| EngineError::new(ErrorCode::OutOfMemory, "no memory for a PNG with its metadata"))?;
    [before, &added, after].iter().for_each(|part| out.extend_from_slice(part));
    Ok(out)
}

fn compress(icc: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(9));
    encoder.write_all(icc).and_then(|()| encoder.finish()).map_err(|error| EngineError::engine("zlib", error))
}

pub fn push_chunk(out: &mut Vec<u8>, name: &[u8; 4], body: &[&[u8]]) {
    let length: usize = body.iter().map(|part| part.len()).sum();
    out.extend_from_slice(&(length as u32).to_be_bytes());
    let checked = out.len();
    out.extend_from_slice(name);
    body.iter().for_each(|part| out.extend_from_slice(part));
    let checksum = crc32fast::hash(&out[checked..]);
    out.extend_from_slice(&checksum.to_be_bytes());
}

/// Without text, times, EXIF and whatever else says nothing about how the pixels look.
pub fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = SIGNATURE.to_vec();
    let mut ended = false;
    for Chunk { name, all, .. } in chunks(bytes)? {
        ended = name == b"IEND";
        if KEPT.iter().any(|kept| kept[..] == *name) {
            out.extend_from_slice(all);
        }
    }
    ended.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        push_chunk(&mut out, name, &[body]);
        out
    }

    fn plain() -> Vec<u8> {
        [SIGNATURE, &chunk(b"IHDR", &[7; 13]), &chunk(b"tRNS", b"x"), &chunk(b"IDAT", b"data"), &chunk(b"IEND", b"")]
            .concat()
    }

    fn blocks() -> Blocks {
        Blocks { icc: None, exif: Some(b"II*\0exif".to_vec()), xmp: Some(b"<xmp/>".to_vec()), gain_map: None }
    }

    fn find_all(bytes: &[u8]) -> Found {
        find(bytes, &Limits::UNBOUNDED)
    }

    #[test]
    fn what_is_embedded_is_found_and_stripping_takes_it_out() {
        let full = embed(&plain(), &blocks()).unwrap();
        let Blocks { exif, xmp, .. } = blocks();
        assert_eq!(find_all(&full), Found { exif, xmp });
        assert_eq!(strip(&full).unwrap(), plain());
    }

    #[test]
    fn a_profile_is_written_before_the_pixels_and_survives_stripping() {
        let icc: Vec<u8> = (0..9000u32).map(|i| (i / 7) as u8).collect();
        let labelled = embed(&plain(), &Blocks { icc: Some(icc.clone()), ..Blocks::default() }).unwrap();
        assert_eq!(strip(&labelled).unwrap(), labelled);
        let profile = chunks(&labelled).unwrap().nth(1).unwrap();
        let mut back = Vec::new();
        ZlibDecoder::new(profile.body.strip_prefix(b"ICC profile\0\0").unwrap()).read_to_end(&mut back).unwrap();
        assert_eq!((profile.name, back), (b"iCCP".as_slice(), icc));
    }

    #[test]
    fn compressed_xmp_is_found_and_a_bomb_is_cut_off() {
        let packet = vec![b'x'; 100_000];
        let text = [XMP, &[1, 0], b"en\0", b"name\0", &compress(&packet).unwrap()].concat();
        let full = [&plain()[..33], &chunk(b"iTXt", &text), &plain()[33..]].concat();
        assert_eq!(find_all(&full).xmp, Some(packet));
        let cut = find(&full, &Limits { metadata_bytes: 99, ..Limits::UNBOUNDED });
        assert_eq!(cut.xmp.map(|packet| packet.len()), Some(100));
    }

    #[test]
    fn text_and_times_are_stripped_and_what_follows_the_end_too() {
        let noise = [chunk(b"tEXt", b"a\0b"), chunk(b"tIME", &[0; 7]), chunk(b"pHYs", &[0; 9]), chunk(b"prVt", b"?")];
        let full = [&plain()[..33], &noise.concat(), &plain()[33..], b"trailing"].concat();
        assert_eq!(strip(&full).unwrap(), plain());
    }

    #[test]
    fn a_file_that_ends_early_is_not_stripped_and_nothing_panics() {
        let full = embed(&plain(), &blocks()).unwrap();
        for length in 0..full.len() {
            let _ = find_all(&full[..length]);
            assert_eq!(strip(&full[..length]), None);
        }
        let lying = [SIGNATURE, &[0xFF; 40]].concat();
        assert_eq!((find_all(&lying), strip(&lying)), (Found::default(), None));
    }
}
