//! AVIF and its sequences, through libavif and libaom.

pub mod blocks;
mod boxes;
pub mod busyness;
pub mod cost;
pub mod decode;
pub mod encode;
pub mod encoding;
pub mod flatness;
pub mod gain_map;
pub mod items;
pub mod ladder;
pub mod libaom;
pub mod probe;
pub mod quality;
pub mod settings;
mod strip;
pub mod tables;

use crate::allocate::copy_of;
use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::avif::ladder::rung::Rung;
use crate::formats::brands::brands;
use crate::gain_map::{Dropped, StoredGainMap};
use crate::kinds::codec::Codec;
use crate::kinds::encode::{Deepening, Traits};
use crate::kinds::format::{Decoded, Encoded, Format, Needs, Reader, StoredPixel};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::kinds::scale::Scale;
use crate::metadata::Found;
use crate::picture::ColourProfile;

pub struct AvifFile;

impl Format for AvifFile {
    fn name(&self) -> SourceFormat {
        SourceFormat::Avif
    }

    fn title(&self) -> &'static str {
        "AVIF"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["avif"]
    }

    fn media_type(&self) -> &'static str {
        "image/avif"
    }

    fn is_start(&self, head: &[u8]) -> bool {
        brands(head).is_some_and(|mut brands| brands.any(|brand| brand == b"avif" || brand == b"avis"))
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

    fn find_blocks(&self, bytes: &[u8], limits: &Limits) -> Found {
        blocks::find(bytes, limits)
    }

    fn strip_blocks(&self, bytes: &[u8], keeps_profile: bool, limits: &Limits) -> Option<Vec<u8>> {
        let header = |bytes: &[u8]| probe::header(bytes, limits).ok();
        // What is no block of metadata goes on saying what it says.
        if gain_map::is_there(bytes, limits) {
            return None;
        }
        let is_bare = |bytes: &[u8]| blocks::find(bytes, limits) == Found::default();
        if !keeps_profile && header(bytes).is_none_or(|header| matches!(header.profile, ColourProfile::Icc(_))) {
            return None;
        }
        if is_bare(bytes) {
            return copy_of(bytes, "bytes of an AVIF").ok();
        }
        // Boxes that lie may have come out as anything.
        strip::strip(bytes).filter(|bare| is_bare(bare) && header(bare) == header(bytes))
    }

    fn find_gain_map(&self, source: &Encoded) -> Option<std::result::Result<StoredGainMap, Dropped>> {
        gain_map::find(source.bytes, source.limits)
    }

    fn libraries(&self) -> Vec<Codec> {
        let (major, minor, patch) = libaom::version();
        vec![Codec { name: "libaom", version: format!("{major}.{minor}.{patch}").into() }]
    }

    fn deepenings(&self) -> Vec<Deepening> {
        ladder::rungs().iter().filter_map(Rung::deepening).collect()
    }

    fn scales(&self) -> Vec<Box<dyn Scale>> {
        // For smooth, common and busy pictures.
        let scales = ladder::rungs().iter().flat_map(|rung| {
            [8, 10].into_iter().flat_map(move |depth| {
                [0, 150, 500].map(|busyness| Box::new(quality::AvifScale { rung, depth, busyness }) as _)
            })
        });
        scales.collect()
    }
}
