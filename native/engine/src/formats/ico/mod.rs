//! Windows icons.

pub mod decode;
pub mod probe;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};

pub struct IcoFile;

impl Format for IcoFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Ico
    }

    fn title(&self) -> &'static str {
        "ICO"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ico"]
    }

    fn media_type(&self) -> &'static str {
        "image/x-icon"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        matches!(head, [0, 0, 1, 0, low, high, ..] if (*low, *high) != (0, 0))
    }

    fn probe(&self, mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(&mut reader, limits)
    }

    fn decode(&self, source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source, needs, cancel)
    }

    fn bytes_while_decoding(&self, _header: &ImageHeader, _needs: &Needs, stored: StoredPixel) -> u64 {
        stored.inks
    }
}
