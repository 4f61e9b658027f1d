//! JPEG: read by libjpeg-turbo, written by jpegli.

pub mod blocks;
mod chroma;
pub mod cost;
pub mod decode;
pub mod encode;
pub mod encoding;
pub mod gain_map;
mod library;
mod long_xmp;
mod multi_picture;
mod optimise;
pub mod probe;
pub mod quality;
mod segments;
pub mod settings;
// 3.14 and 2.72 are distances like any other.
#[allow(clippy::approx_constant)]
pub mod tables;
mod written_quality;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::gain_map::{Dropped, StoredGainMap};
use crate::kinds::encode::Traits;
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, Rows, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::kinds::scale::Scale;
use crate::metadata::{Blocks, Found};

pub struct JpegFile;

impl Format for JpegFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Jpeg
    }

    fn title(&self) -> &'static str {
        "JPEG"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jpg", "jpeg"]
    }

    fn media_type(&self) -> &'static str {
        "image/jpeg"
    }

    fn is_of_cameras(&self) -> bool {
        true
    }

    fn is_start(&self, head: &[u8]) -> bool {
        head.starts_with(&[0xFF, 0xD8, 0xFF])
    }

    fn traits(&self) -> Option<&'static Traits> {
        Some(&encoding::TRAITS)
    }

    fn probe(&self, reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader> {
        probe::probe(reader, limits)
    }

    fn decode(&self, source: &Encoded, needs: &Needs, _cancel: &Cancel) -> Result<Decoded> {
        decode::decode(source, needs)
    }

    fn has_rows(&self, header: &ImageHeader, _needs: &Needs) -> bool {
        decode::has_rows(header)
    }

    fn rows<'a>(&self, source: &Encoded<'a>, needs: &Needs) -> Option<Result<Box<dyn Rows + 'a>>> {
        decode::rows(source, needs)
    }

    fn scale_for(&self, _header: &ImageHeader, needs: &Needs, _limits: &Limits) -> f64 {
        decode::scale_for(needs)
    }

    fn bytes_while_decoding(&self, header: &ImageHeader, _needs: &Needs, stored: StoredPixel) -> u64 {
        cost::bytes_while_decoding(header, stored)
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

    fn find_gain_map(&self, source: &Encoded) -> Option<std::result::Result<StoredGainMap, Dropped>> {
        gain_map::find(source.bytes, source.header.orientation, source.limits, probe::probe_picture)
    }

    fn scales(&self) -> Vec<Box<dyn Scale>> {
        quality::JpegScale::FIXED.map(|scale| Box::new(scale) as _).into()
    }
}
