//! Headers without pixels: what an image is, read from as few bytes as its container allows.

use std::fs::File;
use std::io::{BufReader, Cursor, SeekFrom};
use std::path::Path;

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::fail_on::FailOn;
use crate::formats::{identify, name_readable};
use crate::kinds::format::Reader;
use crate::kinds::header::ImageHeader;
use crate::panic::contain_decoder;

/// Reads the header of an encoded image in memory, and refuses one that shows a loss of pixels.
pub fn probe_bytes(bytes: &[u8], limits: &Limits) -> Result<ImageHeader> {
    probe_bytes_as_far_as(FailOn::default(), bytes, limits)
}

/// Reads the header of a file. AVIF, JPEG XL, SVG and ICO, whose headers may lie anywhere, are read whole.
pub fn probe_path(path: &Path, limits: &Limits) -> Result<ImageHeader> {
    probe_path_as_far_as(FailOn::default(), path, limits)
}

/// The same for a caller who says which faults pass.
pub fn probe_bytes_as_far_as(fail_on: FailOn, bytes: &[u8], limits: &Limits) -> Result<ImageHeader> {
    limits.check_file_bytes(bytes.len() as u64)?;
    probe_reader(fail_on, &mut Cursor::new(bytes), limits)
}

/// The same for a caller who says which faults pass.
pub fn probe_path_as_far_as(fail_on: FailOn, path: &Path, limits: &Limits) -> Result<ImageHeader> {
    let (file, bytes) = open(path)?;
    limits.check_file_bytes(bytes)?;
    probe_reader(fail_on, &mut BufReader::new(file), limits)
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
        return Err(EngineError::of(ErrorCode::SourceUnreadable).with("found", "directory"));
    }
    Ok((file, metadata.len()))
}

fn probe_reader(fail_on: FailOn, reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
    let mut probe = || {
        let format = identify(reader)?;
        reader.seek(SeekFrom::Start(0))?;
        contain_decoder(format.title(), || format.probe(reader, limits))
    };
    let header = probe().map_err(name_readable)?;
    limits.check_dimensions(header.width, header.height)?;
    let faults = fail_on.judge(header.faults)?;
    Ok(ImageHeader { faults, ..header })
}
