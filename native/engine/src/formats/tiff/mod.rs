//! TIFF.

pub mod blocks;
pub mod cost;
pub mod decode;
pub mod encode;
pub mod encoding;
pub mod file;
pub mod packed_bits;
pub mod probe;
pub mod settings;
pub mod ycbcr;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::encode::Traits;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::metadata::Found;

pub struct TiffFile;

impl Format for TiffFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Tiff
    }

    fn title(&self) -> &'static str {
        "TIFF"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tif", "tiff"]
    }

    fn media_type(&self) -> &'static str {
        "image/tiff"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        probe::is_start(head)
    }

    fn probe(&self, mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(&mut reader, limits)
    }

    fn decode(&self, source: &Encoded, needs: &Needs, _cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source, needs)
    }

    fn bytes_while_decoding(&self, _header: &ImageHeader, _needs: &Needs, stored: StoredPixel) -> u64 {
        cost::bytes_while_decoding(stored)
    }

    fn traits(&self) -> Option<&'static Traits> {
        Some(&encoding::TRAITS)
    }

    fn find_blocks(&self, bytes: &[u8], _limits: &Limits) -> Found {
        blocks::find(bytes)
    }
}
