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
mod strip;
pub mod ycbcr;

use std::io::Cursor;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::encode::Traits;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::metadata::Found;
use crate::picture::ColourProfile;

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

    fn strip_blocks(&self, bytes: &[u8], keeps_profile: bool, limits: &Limits) -> Option<Vec<u8>> {
        // Directories that overlap may have come out as anything.
        let header = |bytes: &[u8]| probe::probe(&mut Cursor::new(bytes), limits).ok().map(without_profile);
        strip::strip(bytes, keeps_profile).filter(|bare| header(bare).is_some() && header(bare) == header(bytes))
    }

    fn find_blocks(&self, bytes: &[u8], _limits: &Limits) -> Found {
        blocks::find(bytes)
    }
}

fn without_profile(header: ImageHeader) -> ImageHeader {
    ImageHeader { profile: ColourProfile::Unspecified, ..header }
}
