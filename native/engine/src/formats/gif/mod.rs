//! GIF and its animations.

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
use crate::metadata::Found;

pub struct GifFile;

impl Format for GifFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Gif
    }

    fn title(&self) -> &'static str {
        "GIF"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gif"]
    }

    fn media_type(&self) -> &'static str {
        "image/gif"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        matches!(head, [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..])
    }

    fn probe(&self, mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(&mut reader, limits)
    }

    fn decode(&self, source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source, needs, cancel)
    }

    fn bytes_while_decoding(&self, _header: &ImageHeader, _needs: &Needs, _stored: StoredPixel) -> u64 {
        cost::BYTES_WHILE_DECODING
    }

    fn traits(&self) -> Option<&'static Traits> {
        Some(&encoding::TRAITS)
    }

    fn find_blocks(&self, bytes: &[u8], _limits: &Limits) -> Found {
        blocks::find(bytes)
    }

    fn strip_blocks(&self, bytes: &[u8], _keeps_profile: bool, _limits: &Limits) -> Option<Vec<u8>> {
        blocks::strip(bytes)
    }
}
