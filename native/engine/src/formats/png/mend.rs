//! A PNG that is damaged around its image data, put right.

use super::blocks::{FRAME, SIGNATURE, push_chunk};
use crate::error::{EngineError, Result};

/// A file that a strict decoder reads, and what had been wrong with it.
pub struct Mended {
    pub bytes: Vec<u8>,
    pub faults: Vec<EngineError>,
}

/// Ends the file where it stops, and gives image data the checksums that it should have: whether the data is whole is
/// for its decoder to find. `None` when there is nothing to put right.
pub fn mend(bytes: &[u8]) -> Result<Option<Mended>> {
    let mut mended = Vec::new();
    mended.try_reserve_exact(bytes.len() + 2 * FRAME).map_err(|_| EngineError::out_of_memory("a damaged PNG"))?;
    let Some(mut rest) = bytes.strip_prefix(SIGNATURE) else { return Ok(None) };
    mended.extend_from_slice(SIGNATURE);
    let (mut ended, mut wrong_data) = (false, false);
    // Of an animation: frames that are promised and that are there.
    let (mut promised, mut frames) = (0, 0);
    while let Some(chunk) = Piece::of(rest).filter(|_| !ended) {
        rest = &rest[chunk.length..];
        match chunk.name {
            b"IDAT" | b"fdAT" if chunk.is_right() => mended.extend_from_slice(chunk.all),
            b"IDAT" | b"fdAT" => {
                wrong_data |= chunk.is_whole();
                push_chunk(&mut mended, chunk.name, &[chunk.body]);
            }
            b"IEND" => ended = chunk.is_right(),
            // A chunk that is cut says nothing; one with a wrong checksum is for the decoder to skip or to refuse.
            _ if !chunk.is_whole() => {}
            _ => mended.extend_from_slice(chunk.all),
        }
        match chunk.name {
            b"acTL" => promised = chunk.body.first_chunk().map_or(0, |count| u32::from_be_bytes(*count)),
            b"fcTL" | b"fdAT" | b"IDAT" if !chunk.has_all_data() => frames = 0,
            b"fcTL" => frames += 1,
            _ => {}
        }
    }
    push_chunk(&mut mended, b"IEND", &[]);
    let mut faults = Vec::new();
    if !ended {
        faults.push(EngineError::repaired("png-end"));
        if frames < promised {
            faults.push(EngineError::truncated("the PNG ends before its image data does"));
        }
    }
    if wrong_data {
        faults.push(EngineError::corrupt("PNG: the checksum of its image data is wrong"));
    }
    Ok((!faults.is_empty()).then_some(Mended { bytes: mended, faults }))
}

/// A chunk, or what there is of the last one.
struct Piece<'a> {
    name: &'a [u8; 4],
    body: &'a [u8],
    all: &'a [u8],
    /// Bytes of the file that it takes.
    length: usize,
    promised: usize,
}

impl<'a> Piece<'a> {
    /// `None` when not even a name is there.
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let promised = u32::from_be_bytes(*bytes.first_chunk()?) as usize;
        let name = bytes.get(4..)?.first_chunk()?;
        let length = bytes.len().min(promised.saturating_add(FRAME));
        let body = &bytes[8..bytes.len().min(promised.saturating_add(8))];
        Some(Self { name, body, all: &bytes[..length], length, promised })
    }

    fn has_all_data(&self) -> bool {
        self.body.len() == self.promised
    }

    fn is_whole(&self) -> bool {
        self.length == self.promised.saturating_add(FRAME)
    }

    fn is_right(&self) -> bool {
        let checksum = self.all.last_chunk().map(|bytes| u32::from_be_bytes(*bytes));
        self.is_whole() && checksum == Some(crc32fast::hash(&self.all[4..self.length - 4]))
    }
}
