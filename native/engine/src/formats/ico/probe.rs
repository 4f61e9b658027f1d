//! ICO's directory. Its largest entry is the picture; of entries of one size, the one with the most bits a pixel.

use std::io::{BufRead, Cursor, Read, Seek};

use image::codecs::ico::IcoDecoder;

use crate::asked::limits::Limits;
use crate::error::{EngineError, Result};
use crate::formats::bmp::probe::{decoding_error, header};
use crate::formats::png::probe::probe as probe_png;
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;

const DIRECTORY_BYTES: usize = 6;
const ENTRY_BYTES: usize = 16;

/// The encoded picture of an entry.
pub(crate) enum Entry<'a> {
    Png(&'a [u8]),
    /// A bitmap without its file's header, as an icon of its own.
    Bitmap(Vec<u8>),
}

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut bytes = Vec::new();
    reader.take(limits.file_bytes).read_to_end(&mut bytes)?;
    match largest_entry(&bytes)? {
        Entry::Png(picture) => {
            Ok(ImageHeader { format: SourceFormat::Ico, ..probe_png(&mut Cursor::new(picture), limits)? })
        }
        Entry::Bitmap(icon) => {
            let decoder =
                IcoDecoder::new(Cursor::new(&icon[..])).map_err(|error| decoding_error(SourceFormat::Ico, error))?;
            header(SourceFormat::Ico, &decoder, limits)
        }
    }
}

pub(crate) fn largest_entry(bytes: &[u8]) -> Result<Entry<'_>> {
    let truncated = || EngineError::truncated("the ICO ends before its largest picture does");
    let count = usize::from(u16::from_le_bytes(bytes.get(4..6).and_then(|b| b.try_into().ok()).ok_or_else(truncated)?));
    let directory = bytes.get(DIRECTORY_BYTES..DIRECTORY_BYTES + count * ENTRY_BYTES).ok_or_else(truncated)?;
    let (entries, _) = directory.as_chunks::<ENTRY_BYTES>();
    let entry =
        entries.iter().max_by_key(|entry| size_of(entry)).ok_or_else(|| EngineError::corrupt("an empty ICO"))?;
    let number = |at: usize| u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]) as usize;
    let (length, offset) = (number(8), number(12));
    let picture = offset.checked_add(length).and_then(|end| bytes.get(offset..end)).ok_or_else(truncated)?;
    if picture.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Entry::Png(picture));
    }
    let mut icon = vec![0, 0, 1, 0, 1, 0];
    icon.extend_from_slice(&entry[..12]);
    icon.extend_from_slice(&((DIRECTORY_BYTES + ENTRY_BYTES) as u32).to_le_bytes());
    icon.extend_from_slice(picture);
    Ok(Entry::Bitmap(icon))
}

/// Pixels, then bits a pixel. A side of 0 means 256.
fn size_of(entry: &[u8; ENTRY_BYTES]) -> (u32, u16) {
    let side = |byte: u8| if byte == 0 { 256 } else { u32::from(byte) };
    (side(entry[0]) * side(entry[1]), u16::from_le_bytes([entry[6], entry[7]]))
}
