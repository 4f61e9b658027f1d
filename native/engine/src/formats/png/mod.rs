//! PNG and its animations.

pub mod blocks;
pub mod cost;
pub mod decode;
pub mod encode;
pub mod encoding;
mod mend;
pub mod probe;
pub mod settings;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::encode::Traits;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::metadata::{Blocks, Found};

pub struct PngFile;

impl Format for PngFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Png
    }

    fn title(&self) -> &'static str {
        "PNG"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["png", "apng"]
    }

    fn media_type(&self) -> &'static str {
        "image/png"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        head.starts_with(b"\x89PNG\r\n\x1A\n")
    }

    fn traits(&self) -> Option<&'static Traits> {
        Some(&encoding::TRAITS)
    }

    fn probe(&self, mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(&mut reader, limits)
    }

    fn decode(&self, source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source, needs, cancel)
    }

    fn bytes_while_decoding(&self, _header: &ImageHeader, needs: &Needs, stored: StoredPixel) -> u64 {
        cost::bytes_while_decoding(needs, stored)
    }

    fn find_blocks(&self, bytes: &[u8], limits: &Limits) -> Found {
        blocks::find(bytes, limits)
    }

    fn embed_blocks(&self, bytes: &[u8], blocks: &Blocks) -> Option<Result<Vec<u8>>> {
        Some(blocks::embed(bytes, blocks))
    }

    fn strip_blocks(&self, bytes: &[u8], keeps_profile: bool, _limits: &Limits) -> Option<Vec<u8>> {
        blocks::strip(bytes, keeps_profile)
    }
}
