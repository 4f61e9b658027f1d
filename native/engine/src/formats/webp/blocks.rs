//! What a WebP says beside its pixels.

use crate::error::{EngineError, Result};
use crate::formats::webp::mux::Mux;
use crate::metadata::exif_orientation::without_prefix;
use crate::metadata::{Blocks, Found};

const PROFILE: &[u8; 5] = b"ICCP\0";
const EXIF: &[u8; 5] = b"EXIF\0";
const XMP: &[u8; 5] = b"XMP \0";

pub fn find(bytes: &[u8]) -> Found {
    let Some(mux) = Mux::of(bytes) else { return Found::default() };
    let exif = mux.get(EXIF).map(|block| without_prefix(&block).to_vec());
    Found { exif, xmp: mux.get(XMP), iptc: None }
}

pub fn embed(bytes: &[u8], blocks: &Blocks) -> Result<Vec<u8>> {
    let mux = Mux::of(bytes).ok_or_else(|| EngineError::engine("libwebp", "its muxer refuses its encoder's output"))?;
    for (name, block) in [(PROFILE, &blocks.icc), (EXIF, &blocks.exif), (XMP, &blocks.xmp)] {
        if let Some(block) = block {
            mux.set(name, block)?;
        }
    }
    mux.assemble()
}

/// Without EXIF and XMP, and without the profile unless it is kept; the extended header goes when nothing needs it any
/// more.
pub fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let mux = Mux::of(bytes)?;
    mux.delete(EXIF);
    mux.delete(XMP);
    if !keeps_profile {
        mux.delete(PROFILE);
    }
    mux.assemble().ok()
}
