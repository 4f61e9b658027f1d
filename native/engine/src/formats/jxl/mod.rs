//! JPEG XL.

pub mod blocks;
pub mod cost;
pub mod decode;
pub mod probe;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::metadata::Found;

pub struct JxlFile;

impl Format for JxlFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Jxl
    }

    fn title(&self) -> &'static str {
        "JPEG XL"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jxl"]
    }

    fn media_type(&self) -> &'static str {
        "image/jxl"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        head.starts_with(&[0xFF, 0x0A]) || head.starts_with(b"\0\0\0\x0CJXL ")
    }

    fn probe(&self, mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(&mut reader, limits)
    }

    fn decode(&self, source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source, needs, cancel)
    }

    fn bytes_while_decoding(&self, header: &ImageHeader, needs: &Needs, stored: StoredPixel) -> u64 {
        cost::bytes_while_decoding(header, needs, stored)
    }

    fn find_blocks(&self, bytes: &[u8], limits: &Limits) -> Found {
        blocks::find(bytes, limits)
    }
}
