//! PNG chunks (PNG specification, third edition): iCCP, eXIf and an iTXt of XMP, between the header and the pixels.

mod raw_profile;

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::metadata::exif_orientation::without_prefix;
use crate::metadata::{Blocks, Found};
use raw_profile::RawProfiles;

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
const XMP: &[u8] = b"XML:com.adobe.xmp";
/// Length, type and checksum.
pub const FRAME: usize = 12;

/// What pixels need to be shown as they are: the critical chunks, transparency, colours, animation.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"acTL", b"fcTL", b"fdAT",
];

const COLOURS: [&[u8; 4]; 4] = [b"gAMA", b"cHRM", b"iCCP", b"cICP"];

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
    let mut profiles = RawProfiles::default();
    for Chunk { name, body, .. } in chunks(bytes).into_iter().flatten() {
        match name {
            b"eXIf" if !body.is_empty() => {
                found.exif.get_or_insert_with(|| without_prefix(body).to_vec());
            }
            b"tEXt" | b"zTXt" | b"iTXt" => match text_of(name, body, limits) {
                Some((XMP, text)) => {
                    found.xmp.get_or_insert(text);
                }
                Some((keyword, text)) => profiles.add(keyword, &text),
                None => {}
            },
            _ => {}
        }
    }
    // What has a place of its own goes before what is hidden in a text.
    Found { exif: found.exif.or(profiles.exif), xmp: found.xmp.or(profiles.xmp), iptc: profiles.iptc }
}

/// The keyword and the text of a chunk, when it is one of those that hold metadata.
fn text_of<'a>(name: &[u8], body: &'a [u8], limits: &Limits) -> Option<(&'a [u8], Vec<u8>)> {
    let keyword = body.split(|byte| *byte == 0).next()?;
    if keyword != XMP && !raw_profile::is_named(keyword) {
        return None;
    }
    let rest = body.get(keyword.len() + 1..)?;
    // A profile has two digits a byte, and lines.
    let room = if keyword == XMP { 0 } else { limits.metadata_bytes.saturating_add(limits.metadata_bytes / 8) };
    let most = limits.metadata_bytes.saturating_add(room);
    let text = match name {
        b"zTXt" => inflate(rest.get(1..)?, most)?,
        b"iTXt" => {
            // A flag, a method, a language, a translated keyword, the text.
            let mut parts = rest.get(2..)?.splitn(3, |byte| *byte == 0);
            let text = parts.nth(2)?;
            if rest[0] == 0 { text.to_vec() } else { inflate(text, most)? }
        }
        _ => rest.to_vec(),
    };
    Some((keyword, text))
}

/// One byte more than is allowed tells that there is more.
fn inflate(text: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    ZlibDecoder::new(text).take(most.saturating_add(1)).read_to_end(&mut whole).ok()?;
    Some(whole)
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
        push_chunk(&mut added, b"iTXt", &[XMP, &[0; 5], xmp]);
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

/// Without text, times, EXIF and whatever else says nothing about how the pixels look. Without its profile a file is
/// sRGB: then nothing else may say something of its colours.
pub fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let mut out = SIGNATURE.to_vec();
    let mut ended = false;
    for Chunk { name, all, .. } in chunks(bytes)? {
        ended = name == b"IEND";
        let is_kept = |chunks: &[&[u8; 4]]| chunks.iter().any(|kept| kept[..] == *name);
        if is_kept(&KEPT) && (keeps_profile || !is_kept(&COLOURS)) {
            out.extend_from_slice(all);
        }
    }
    ended.then_some(out)
}

#[cfg(test)]
mod tests;
