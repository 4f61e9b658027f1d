//! Headers without pixels: what an image is, read from as few bytes as its container allows.
//!
//! A format is a file here with `probe(reader, &Limits) -> Result<ImageHeader>`, a line below, its first bytes in
//! [`signature`], and its twin in [`crate::decode`].

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Seek, SeekFrom};
use std::path::Path;

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::signature::{SourceFormat, identify};
use crate::formats::{avif, bmp, gif, ico, jpeg, jxl, png, svg, tiff, webp};
use crate::kinds::format::ImageHeader;
use crate::panic::contain_decoder;

/// Reads the header of an encoded image in memory.
pub fn probe_bytes(bytes: &[u8], limits: &Limits) -> Result<ImageHeader> {
    limits.check_file_bytes(bytes.len() as u64)?;
    probe_reader(&mut Cursor::new(bytes), limits)
}

/// Reads the header of a file. AVIF, JPEG XL, SVG and ICO, whose headers may lie anywhere, are read whole.
pub fn probe_path(path: &Path, limits: &Limits) -> Result<ImageHeader> {
    let (file, bytes) = open(path)?;
    limits.check_file_bytes(bytes)?;
    probe_reader(&mut BufReader::new(file), limits)
}

/// BLAKE3 of a file's content, in lower-case hex.
pub fn hash_path(path: &Path, limits: &Limits) -> Result<String> {
    let (file, bytes) = open(path)?;
    limits.check_file_bytes(bytes)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// BLAKE3 of a buffer, in lower-case hex.
pub fn hash_bytes(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Opens a regular file for reading and tells its size in bytes.
pub(crate) fn open(path: &Path) -> Result<(File, u64)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(EngineError::new(ErrorCode::SourceUnreadable, "the path is a directory, not an image file"));
    }
    Ok((file, metadata.len()))
}

fn probe_reader(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let format = identify(reader)?;
    reader.seek(SeekFrom::Start(0))?;
    let header = contain_decoder(format.name(), || match format {
        SourceFormat::Jpeg => jpeg::probe::probe(reader, limits),
        SourceFormat::Png => png::probe::probe(reader, limits),
        SourceFormat::Webp => webp::probe::probe(reader, limits),
        SourceFormat::Avif => avif::probe::probe(reader, limits),
        SourceFormat::Gif => gif::probe::probe(reader, limits),
        SourceFormat::Tiff => tiff::probe::probe(reader, limits),
        SourceFormat::Svg => svg::probe::probe(reader, limits),
        SourceFormat::Jxl => jxl::probe::probe(reader, limits),
        SourceFormat::Bmp => bmp::probe::probe(reader, limits),
        SourceFormat::Ico => ico::probe::probe(reader, limits),
    })?;
    limits.check_dimensions(header.width, header.height)?;
    Ok(header)
}
