//! BMP.

pub mod decode;
pub mod probe;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};

pub struct BmpFile;

impl Format for BmpFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Bmp
    }

    fn title(&self) -> &'static str {
        "BMP"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["bmp"]
    }

    fn media_type(&self) -> &'static str {
        "image/bmp"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        probe::is_start(head)
    }

    fn probe(&self, mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(&mut reader, limits)
    }

    fn decode(&self, source: &Encoded, _needs: &Needs, _cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source)
    }

    fn bytes_while_decoding(&self, _header: &ImageHeader, _needs: &Needs, stored: StoredPixel) -> u64 {
        stored.inks
    }
}
