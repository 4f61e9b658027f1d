//! A file out of filtered rows.

use libdeflater::{CompressionLvl, Compressor};
use png::{BitDepth, ColorType};

use crate::allocate::{room_for, zeros};
use crate::error::{EngineError, Result};
use crate::formats::png::blocks::push_chunk;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// A chunk's length has 31 bits.
const MOST_IN_A_CHUNK: usize = 1 << 30;

/// Signature, header, end, and the frames of chunks.
const AROUND: usize = 128;

/// What the header says.
#[derive(Clone, Copy)]
pub struct Head {
    pub width: u32,
    pub height: u32,
    pub colour: ColorType,
    pub depth: BitDepth,
}

/// libdeflate compresses photographs in six tenths of the time that zlib takes, to the same size, and graphics to less:
/// it sees the whole picture at once.
pub fn deflate(filtered: &[u8], level: i32) -> Result<Vec<u8>> {
    let level = CompressionLvl::new(level).map_err(|error| EngineError::engine("libdeflate", format!("{error:?}")))?;
    let mut compressor = Compressor::new(level);
    let most = compressor.zlib_compress_bound(filtered.len());
    // Nothing but noise stays as large as it is: room for that is taken where it is needed.
    let usual = most.min(filtered.len() / 3 * 2 + AROUND);
    for room in [usual, most] {
        let mut out = zeros(room, "bytes of a PNG")?;
        if let Ok(length) = compressor.zlib_compress(filtered, &mut out) {
            out.truncate(length);
            return Ok(out);
        }
    }
    Err(EngineError::engine("libdeflate", "no room in what it asked for"))
}

/// The whole file. `palette` holds the bodies of its chunks: colours, and alpha where there is some.
pub fn assemble(head: Head, palette: Option<(&[u8], &[u8])>, deflated: &[u8]) -> Result<Vec<u8>> {
    let listed = palette.map_or(0, |(colours, alpha)| colours.len() + alpha.len());
    let frames = 12 * (deflated.len() / MOST_IN_A_CHUNK + 1);
    let mut out = room_for(AROUND + listed + frames + deflated.len(), "bytes of a PNG")?;
    out.extend_from_slice(SIGNATURE);
    // Deflate, the five filters, no interlacing.
    let about = [head.depth as u8, head.colour as u8, 0, 0, 0];
    push_chunk(&mut out, b"IHDR", &[&head.width.to_be_bytes(), &head.height.to_be_bytes(), &about]);
    if let Some((colours, alpha)) = palette {
        push_chunk(&mut out, b"PLTE", &[colours]);
        if !alpha.is_empty() {
            push_chunk(&mut out, b"tRNS", &[alpha]);
        }
    }
    for part in deflated.chunks(MOST_IN_A_CHUNK) {
        push_chunk(&mut out, b"IDAT", &[part]);
    }
    push_chunk(&mut out, b"IEND", &[]);
    Ok(out)
}
