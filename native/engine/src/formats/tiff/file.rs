//! What is done to a TIFF file before its pixels are read.

use std::io::{Cursor, Read, Result as IoResult, Seek, SeekFrom};

use tiff::decoder::{ChunkType, Decoder};
use tiff::tags::Tag;

use crate::asked::limits::Limits;
use crate::error::{EngineError, Result};
use crate::formats::jpeg;
use crate::formats::tiff::probe::{decoding_error, metadata_limits};

pub fn open<'a>(file: PatchedFile<'a>, limits: &Limits) -> Result<Decoder<PatchedFile<'a>>> {
    Ok(Decoder::new(file).map_err(decoding_error)?.with_limits(metadata_limits(limits)))
}

/// A file in memory, two bytes of which read differently.
pub struct PatchedFile<'a> {
    file: Cursor<&'a [u8]>,
    patch: Option<(u64, [u8; 2])>,
}

impl<'a> PatchedFile<'a> {
    pub fn unchanged(bytes: &'a [u8]) -> Self {
        Self { file: Cursor::new(bytes), patch: None }
    }

    /// The file with the samples of its first directory declared as grey, black being zero.
    pub fn as_gray(bytes: &'a [u8]) -> Result<Self> {
        const PHOTOMETRIC: u16 = 262;
        const BLACK_IS_ZERO: u16 = 1;
        let file = Structure { bytes, little_endian: bytes.starts_with(b"II") };
        let position =
            file.value_position(PHOTOMETRIC).ok_or_else(|| EngineError::corrupt("TIFF: no colour model is said"))?;
        let value = if file.little_endian { BLACK_IS_ZERO.to_le_bytes() } else { BLACK_IS_ZERO.to_be_bytes() };
        Ok(Self { file: Cursor::new(bytes), patch: Some((position as u64, value)) })
    }
}

impl Read for PatchedFile<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let start = self.file.position();
        let count = self.file.read(buffer)?;
        if let Some((position, value)) = self.patch {
            for (at, byte) in (position..).zip(value) {
                if (start..start + count as u64).contains(&at) {
                    buffer[(at - start) as usize] = byte;
                }
            }
        }
        Ok(count)
    }
}

impl Seek for PatchedFile<'_> {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        self.file.seek(to)
    }
}

/// The first directory, in classic TIFF and in BigTIFF.
struct Structure<'a> {
    bytes: &'a [u8],
    little_endian: bool,
}

impl Structure<'_> {
    /// Where the value of a tag lies that fits into its entry.
    fn value_position(&self, tag: u16) -> Option<usize> {
        let is_big = self.number(2, 2)? == 43;
        let (directory, count_bytes, entry_bytes, value_at) =
            if is_big { (self.number(8, 8)?, 8, 20, 12) } else { (self.number(4, 4)?, 2, 12, 8) };
        let directory = usize::try_from(directory).ok()?;
        let count = usize::try_from(self.number(directory, count_bytes)?).ok()?;
        (0..count)
            .map_while(|index| directory.checked_add(count_bytes)?.checked_add(index.checked_mul(entry_bytes)?))
            .take_while(|entry| entry + entry_bytes <= self.bytes.len())
            .find(|entry| self.number(*entry, 2) == Some(tag.into()))
            .map(|entry| entry + value_at)
    }

    fn number(&self, at: usize, length: usize) -> Option<u64> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        let join = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(if self.little_endian { bytes.iter().rev().fold(0, join) } else { bytes.iter().fold(0, join) })
    }
}

/// A JPEG inside a strip has a size of its own, which its decoder allocates for: it must be the strip's.
pub fn check_jpeg_chunks<R: Read + Seek>(decoder: &mut Decoder<R>, bytes: &[u8], limits: &Limits) -> Result<()> {
    let (offsets, lengths) = match decoder.get_chunk_type() {
        ChunkType::Strip => (Tag::StripOffsets, Tag::StripByteCounts),
        ChunkType::Tile => (Tag::TileOffsets, Tag::TileByteCounts),
    };
    let offsets = decoder.get_tag_u64_vec(offsets).map_err(decoding_error)?;
    let lengths = decoder.get_tag_u64_vec(lengths).map_err(decoding_error)?;
    let (width, height) = decoder.chunk_dimensions();
    for (offset, length) in offsets.into_iter().zip(lengths) {
        let range = usize::try_from(offset).ok().zip(usize::try_from(offset.saturating_add(length)).ok());
        let chunk = range
            .and_then(|(start, end)| bytes.get(start..end))
            .ok_or_else(|| EngineError::truncated("the TIFF ends before its image data does"))?;
        let header = jpeg::probe::probe(&mut Cursor::new(chunk), limits)?;
        limits.check_dimensions(header.width, header.height)?;
        if header.width > width || header.height > height {
            return Err(EngineError::corrupt(format!(
                "TIFF: a strip or tile of {width}×{height} holds a JPEG of {}×{}",
                header.width, header.height
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patched_value_is_read_whatever_the_reads_look_like() {
        // Little-endian, a directory at 8 with one entry: tag 262, short, one value, 3.
        let mut bytes = b"II*\0\x08\0\0\0\x01\0".to_vec();
        bytes.extend([6, 1, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0]);
        for step in 1..bytes.len() {
            let mut file = PatchedFile::as_gray(&bytes).unwrap();
            let mut seen = Vec::new();
            let mut buffer = vec![0; step];
            loop {
                let count = file.read(&mut buffer).unwrap();
                if count == 0 {
                    break;
                }
                seen.extend_from_slice(&buffer[..count]);
            }
            assert_eq!(seen[18..20], [1, 0], "reads of {step} bytes");
            assert_eq!(seen[..18], bytes[..18]);
        }
    }

    #[test]
    fn a_directory_outside_the_file_has_no_colour_model() {
        assert!(PatchedFile::as_gray(b"II*\0\xFF\xFF\xFF\xFF").is_err());
        assert!(PatchedFile::as_gray(b"MM\0+\0\x08\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF").is_err());
    }
}
