//! SVG.

pub mod bounds;
mod canvas;
pub mod cost;
pub mod decode;
pub mod extent;
mod layers;
mod looks;
mod natural_size;
pub mod probe;
pub mod text;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};

pub struct SvgFile;

impl Format for SvgFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Svg
    }

    fn title(&self) -> &'static str {
        "SVG"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["svg"]
    }

    fn media_type(&self) -> &'static str {
        "image/svg+xml"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        probe::start_of(head) == probe::Start::Svg
    }

    fn may_start_later(&self, head: &[u8]) -> bool {
        probe::start_of(head) == probe::Start::Unfinished
    }

    fn probe(&self, mut reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(&mut reader, limits)
    }

    fn decode(&self, source: &Encoded, needs: &Needs, _cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source, needs)
    }

    fn bytes_while_decoding(&self, _header: &ImageHeader, _needs: &Needs, _stored: StoredPixel) -> u64 {
        cost::BYTES_WHILE_DRAWING
    }

    fn scale_for(&self, header: &ImageHeader, needs: &Needs, limits: &Limits) -> f64 {
        decode::scale_for(header, needs, limits)
    }

    fn is_drawing(&self) -> bool {
        true
    }
}
