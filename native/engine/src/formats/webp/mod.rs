//! WebP and its animations.

mod assembled;
pub mod blocks;
pub mod cost;
pub mod decode;
pub mod encode;
pub mod encoding;
pub mod mux;
pub mod probe;
pub mod quality;
pub mod settings;
pub mod tables;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::encode::Traits;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::kinds::scale::Scale;
use crate::metadata::{Blocks, Found};

pub struct WebpFile;

impl Format for WebpFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Webp
    }

    fn title(&self) -> &'static str {
        "WebP"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["webp"]
    }

    fn media_type(&self) -> &'static str {
        "image/webp"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        matches!(head, [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..])
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

    fn bytes_while_decoding(&self, header: &ImageHeader, _needs: &Needs, stored: StoredPixel) -> u64 {
        cost::bytes_while_decoding(header, stored)
    }

    fn find_blocks(&self, bytes: &[u8], _limits: &Limits) -> Found {
        blocks::find(bytes)
    }

    fn embed_blocks(&self, bytes: &[u8], blocks: &Blocks) -> Option<Result<Vec<u8>>> {
        Some(blocks::embed(bytes, blocks))
    }

    fn strip_blocks(&self, bytes: &[u8], keeps_profile: bool, _limits: &Limits) -> Option<Vec<u8>> {
        blocks::strip(bytes, keeps_profile)
    }

    fn scales(&self) -> Vec<Box<dyn Scale>> {
        let scale = |effort, animated| Box::new(quality::WebpScale { effort, animated }) as _;
        (0..=6).flat_map(|effort| [false, true].map(|animated| scale(effort, animated))).collect()
    }
}
