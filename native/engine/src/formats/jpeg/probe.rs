//! JPEG markers up to the first scan (ITU-T T.81, annex B).

use std::io::{BufRead, Cursor, Read, Seek, SeekFrom};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::jpeg::gain_map::Signs;
use crate::formats::jpeg::written_quality::Quantisation;
use crate::kinds::format::Reader;
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::metadata::exif_orientation;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

const START_OF_IMAGE: u8 = 0xD8;
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const QUANTISATION_TABLES: u8 = 0xDB;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
/// One byte of padding follows, which is zero in most files.
const EXIF_PREFIX: &[u8] = b"Exif\0";
const ICC_PREFIX: &[u8] = b"ICC_PROFILE\0";

struct Frame {
    width: u32,
    height: u32,
    bit_depth: u8,
    components: u8,
    is_progressive: bool,
}

pub fn probe(mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
    let mut signs = Signs::default();
    let mut header = read_header(&mut reader, limits, |body, start| signs.see(body, start))?;
    match signs.header(reader, limits, probe_picture) {
        Some(Ok(gain_map)) => header.gain_map = Some(gain_map),
        Some(Err(dropped)) => header.faults.push(dropped.warning()),
        None => {}
    }
    Ok(header)
}

/// The header of a picture that stands alone.
pub fn probe_picture(reader: &mut Cursor<&[u8]>, limits: &Limits) -> Result<ImageHeader> {
    read_header(reader, limits, |_, _| {})
}

/// `see` is shown the body of each APP1 and APP2 segment, and where in the file it begins.
fn read_header(
    reader: &mut (impl BufRead + Seek),
    limits: &Limits,
    mut see: impl FnMut(&[u8], u64),
) -> Result<ImageHeader> {
    let mut frame = None;
    let mut orientation = None;
    let mut icc_parts: Vec<(u8, Vec<u8>)> = Vec::new();
    let mut quantisation = Quantisation::default();

    reader.seek(SeekFrom::Start(2))?;
    loop {
        let marker = next_marker(reader)?;
        if marker == START_OF_SCAN || marker == END_OF_IMAGE {
            break;
        }
        if is_standalone(marker) {
            continue;
        }
        // A length that does not count itself is read as one without a body, as decoders do.
        let body = read_u16(reader)?.saturating_sub(2);
        match marker {
            APP1 => {
                let body = read_body(reader, body, &mut see)?;
                // A name without anything behind it is no EXIF to browsers: another segment may have it.
                if let Some([_padding, block @ ..]) = body.strip_prefix(EXIF_PREFIX)
                    && !block.is_empty()
                    && orientation.is_none()
                {
                    limits.check_metadata_bytes("EXIF", block.len() as u64)?;
                    orientation = Some(exif_orientation::orientation(block));
                }
            }
            APP2 => {
                if let Some([index, _count, data @ ..]) = read_body(reader, body, &mut see)?.strip_prefix(ICC_PREFIX) {
                    icc_parts.push((*index, data.to_vec()));
                    let total: usize = icc_parts.iter().map(|(_, data)| data.len()).sum();
                    limits.check_metadata_bytes("ICC", total as u64)?;
                }
            }
            QUANTISATION_TABLES => quantisation.see_tables(&read_body(reader, body, |_, _| {})?),
            _ if is_start_of_frame(marker) && frame.is_none() => {
                refuse_other_processes(marker)?;
                frame = Some(read_frame(reader, marker, body, &mut quantisation)?);
            }
            _ => {
                reader.seek_relative(i64::from(body))?;
            }
        }
    }

    let frame = frame.ok_or_else(|| EngineError::corrupt("a JPEG without a frame header"))?;
    let colour_space = match frame.components {
        1 => ColourSpace::Gray,
        3 => ColourSpace::Rgb,
        4 => ColourSpace::Cmyk,
        other => {
            return Err(EngineError::new(
                ErrorCode::FeatureUnsupported,
                format!("a JPEG with {other} colour components; 1, 3 and 4 are known"),
            ));
        }
    };
    Ok(ImageHeader {
        format: SourceFormat::Jpeg,
        width: frame.width,
        height: frame.height,
        orientation: orientation.unwrap_or(Orientation::Upright),
        colour_space,
        has_alpha: false,
        bit_depth: frame.bit_depth,
        is_progressive: frame.is_progressive,
        frames: 1,
        loops: 0,
        profile: assemble_profile(icc_parts),
        quality: quantisation.number(),
        gain_map: None,
        faults: Vec::new(),
    })
}

/// Of the processes of T.81, sequential and progressive DCT are what decoders read.
fn refuse_other_processes(marker: u8) -> Result<()> {
    match marker {
        0xC3 | 0xC7 | 0xCB | 0xCF => {
            Err(EngineError::unsupported("a lossless JPEG; baseline and progressive are read"))
        }
        0xC5 | 0xC6 | 0xCD | 0xCE => {
            Err(EngineError::unsupported("a hierarchical JPEG; baseline and progressive are read"))
        }
        _ => Ok(()),
    }
}

/// Profiles above 64 kB come in numbered parts, in any order.
fn assemble_profile(mut parts: Vec<(u8, Vec<u8>)>) -> ColourProfile {
    if parts.is_empty() {
        return ColourProfile::Unspecified;
    }
    parts.sort_by_key(|(index, _)| *index);
    ColourProfile::Icc(parts.into_iter().flat_map(|(_, data)| data).collect())
}

/// Any number of FF bytes may fill the space before a marker; garbage before it is skipped as decoders do.
fn next_marker(reader: &mut impl BufRead) -> Result<u8> {
    while read_u8(reader)? != 0xFF {}
    loop {
        match read_u8(reader)? {
            0xFF => {}
            0 => while read_u8(reader)? != 0xFF {},
            marker => return Ok(marker),
        }
    }
}

fn is_standalone(marker: u8) -> bool {
    matches!(marker, 0x01 | START_OF_IMAGE | 0xD0..=0xD7)
}

/// C4, C8 and CC lie in the same range and are tables, not frames.
fn is_start_of_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

fn read_frame(
    reader: &mut (impl BufRead + Seek),
    marker: u8,
    body: u16,
    quantisation: &mut Quantisation,
) -> Result<Frame> {
    if body < 6 {
        return Err(EngineError::corrupt(format!("a frame header of {body} bytes; 6 are the least")));
    }
    let bit_depth = read_u8(reader)?;
    let height = u32::from(read_u16(reader)?);
    let width = u32::from(read_u16(reader)?);
    let components = read_u8(reader)?;
    quantisation.see_components(&read_body(reader, body - 6, |_, _| {})?);
    Ok(Frame { width, height, bit_depth, components, is_progressive: matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE) })
}

fn read_body(reader: &mut (impl BufRead + Seek), bytes: u16, mut see: impl FnMut(&[u8], u64)) -> Result<Vec<u8>> {
    let start = reader.stream_position()?;
    let mut body = vec![0; usize::from(bytes)];
    reader.read_exact(&mut body)?;
    see(&body, start);
    Ok(body)
}

fn read_u8(reader: &mut impl Read) -> Result<u8> {
    let mut byte = [0];
    reader.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn read_u16(reader: &mut impl Read) -> Result<u16> {
    let mut bytes = [0; 2];
    reader.read_exact(&mut bytes)?;
    Ok(u16::from_be_bytes(bytes))
}
