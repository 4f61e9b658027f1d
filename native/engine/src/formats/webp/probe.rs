//! WebP's RIFF chunks (WebP container specification), walked without reading image data.

use std::io::{BufRead, Read, Seek, SeekFrom};

use crate::asked::limits::Limits;
use crate::error::{EngineError, Result};
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::metadata::exif_orientation;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

const RIFF_HEADER: u64 = 12;

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let file_length = reader.seek(SeekFrom::End(0))?;
    let mut header = None;
    let mut profile = ColourProfile::Unspecified;
    let mut orientation = None;
    let mut animation_frames = 0;
    let mut loops = 0;

    let mut at = RIFF_HEADER;
    while at + 8 <= file_length {
        reader.seek(SeekFrom::Start(at))?;
        let mut head = [0; 8];
        reader.read_exact(&mut head)?;
        let length = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        match &head[..4] {
            b"VP8X" if header.is_none() => header = Some(read_extended(reader)?),
            b"VP8 " if header.is_none() => header = Some(read_lossy(reader)?),
            b"VP8L" if header.is_none() => header = Some(read_lossless(reader)?),
            b"ICCP" => {
                limits.check_metadata_bytes("ICC", length)?;
                profile = ColourProfile::Icc(read_chunk(reader, length)?);
            }
            b"EXIF" if orientation.is_none() => {
                limits.check_metadata_bytes("EXIF", length)?;
                let block = read_chunk(reader, length)?;
                orientation = Some(exif_orientation::orientation(exif_orientation::without_prefix(&block)));
            }
            b"ANIM" => loops = read_loops(reader)?,
            b"ANMF" => animation_frames += 1,
            _ => {}
        }
        // Chunks are padded to an even length.
        at += 8 + length + length % 2;
    }

    let Size { width, height, has_alpha } =
        header.ok_or_else(|| EngineError::corrupt("a WebP without an image chunk"))?;
    Ok(ImageHeader {
        format: SourceFormat::Webp,
        width,
        height,
        orientation: orientation.unwrap_or(Orientation::Upright),
        colour_space: ColourSpace::Rgb,
        has_alpha,
        bit_depth: 8,
        is_progressive: false,
        frames: animation_frames.max(1),
        loops,
        profile,
        quality: None,
        gain_map: None,
        faults: Vec::new(),
    })
}

struct Size {
    width: u32,
    height: u32,
    has_alpha: bool,
}

fn read_extended(reader: &mut impl Read) -> Result<Size> {
    const ALPHA_FLAG: u8 = 0x10;
    let body: [u8; 10] = read_array(reader)?;
    let u24 = |at: usize| u32::from_le_bytes([body[at], body[at + 1], body[at + 2], 0]);
    Ok(Size { width: u24(4) + 1, height: u24(7) + 1, has_alpha: body[0] & ALPHA_FLAG != 0 })
}

/// How often an animation plays, 0 being for ever; it follows the background colour.
fn read_loops(reader: &mut impl Read) -> Result<u32> {
    let body: [u8; 6] = read_array(reader)?;
    Ok(u16::from_le_bytes([body[4], body[5]]).into())
}

fn read_lossy(reader: &mut impl Read) -> Result<Size> {
    let body: [u8; 10] = read_array(reader)?;
    if body[3..6] != [0x9D, 0x01, 0x2A] {
        return Err(EngineError::corrupt("a lossy WebP frame without its start code"));
    }
    let u14 = |at: usize| u32::from(u16::from_le_bytes([body[at], body[at + 1]]) & 0x3FFF);
    Ok(Size { width: u14(6), height: u14(8), has_alpha: false })
}

fn read_lossless(reader: &mut impl Read) -> Result<Size> {
    let body: [u8; 5] = read_array(reader)?;
    if body[0] != 0x2F {
        return Err(EngineError::corrupt("a lossless WebP frame without its signature"));
    }
    let bits = u32::from_le_bytes([body[1], body[2], body[3], body[4]]);
    Ok(Size { width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1, has_alpha: bits >> 28 & 1 == 1 })
}

fn read_array<const N: usize>(reader: &mut impl Read) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Grows with what is really there, so that a lying length allocates nothing.
fn read_chunk(reader: &mut impl Read, length: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
