//! Headers without pixels: what an image is, read from as few bytes as its container allows.
//!
//! A format is a file here with `probe(reader, &Limits) -> Result<ImageHeader>`, a line below, its first bytes in
//! [`signature`], and its twin in [`crate::decode`].

mod avif;
pub(crate) mod bmp;
mod exif;
pub(crate) mod gif;
pub(crate) mod ico;
pub(crate) mod jpeg;
pub(crate) mod jxl;
pub(crate) mod png;
mod signature;
pub(crate) mod svg;
mod svg_text;
pub(crate) mod tiff;
mod webp;

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Seek, SeekFrom};
use std::path::Path;

use crate::error::{EngineError, ErrorCode, Result};
use crate::limits::Limits;
use crate::orientation::Orientation;
use crate::panic::contain_decoder;

pub use signature::SourceFormat;

/// The colour model of the stored samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourSpace {
    Gray,
    Rgb,
    Cmyk,
}

/// How the stored samples map to colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColourProfile {
    /// Nothing said: sRGB.
    Unspecified,
    /// An embedded ICC profile.
    Icc(Vec<u8>),
    /// Code points of ITU-T H.273.
    Cicp { primaries: u16, transfer: u16 },
}

/// What a header tells about an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageHeader {
    pub format: SourceFormat,
    /// Stored width in pixels, before orientation.
    pub width: u32,
    /// Stored height in pixels, before orientation.
    pub height: u32,
    pub orientation: Orientation,
    pub colour_space: ColourSpace,
    pub has_alpha: bool,
    /// Bits a sample.
    pub bit_depth: u8,
    /// Whether rows come in passes: progressive JPEG, interlaced PNG.
    pub is_progressive: bool,
    /// 1 for a still picture.
    pub frames: u32,
    /// How often an animation plays; 0 is for ever, and for still pictures.
    pub loops: u32,
    pub profile: ColourProfile,
}

impl ImageHeader {
    /// Width and height as a viewer shows them.
    pub fn upright_size(&self) -> (u32, u32) {
        self.orientation.upright_size(self.width, self.height)
    }
}

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
    let format = signature::identify(reader)?;
    reader.seek(SeekFrom::Start(0))?;
    let header = contain_decoder(format.name(), || match format {
        SourceFormat::Jpeg => jpeg::probe(reader, limits),
        SourceFormat::Png => png::probe(reader, limits),
        SourceFormat::Webp => webp::probe(reader, limits),
        SourceFormat::Avif => avif::probe(reader, limits),
        SourceFormat::Gif => gif::probe(reader, limits),
        SourceFormat::Tiff => tiff::probe(reader, limits),
        SourceFormat::Svg => svg::probe(reader, limits),
        SourceFormat::Jxl => jxl::probe(reader, limits),
        SourceFormat::Bmp => bmp::probe(reader, limits),
        SourceFormat::Ico => ico::probe(reader, limits),
    })?;
    limits.check_dimensions(header.width, header.height)?;
    Ok(header)
}
