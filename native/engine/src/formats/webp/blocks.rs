//! WebP's chunks through libwebp's own muxer, which knows what the extended header must say.

use std::ffi::c_int;

use libwebp_sys as webp;

use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::webp::encode::Assembled;
use crate::metadata::exif_orientation::without_prefix;
use crate::metadata::{Blocks, Found};

const PROFILE: &[u8; 5] = b"ICCP\0";
const EXIF: &[u8; 5] = b"EXIF\0";
const XMP: &[u8; 5] = b"XMP \0";

struct Mux(*mut webp::WebPMux);

impl Drop for Mux {
    fn drop(&mut self) {
        // SAFETY: the pointer came from WebPMuxCreate and is deleted once.
        unsafe { webp::WebPMuxDelete(self.0) };
    }
}

impl Mux {
    /// `None` when the chunks are damaged.
    fn of(bytes: &[u8]) -> Option<Self> {
        let data = webp::WebPData { bytes: bytes.as_ptr(), size: bytes.len() };
        // SAFETY: the data is live; the muxer copies it.
        let mux = unsafe { webp::WebPMuxCreateInternal(&data, 1, webp::WEBP_MUX_ABI_VERSION as c_int) };
        (!mux.is_null()).then_some(Self(mux))
    }

    fn get(&self, name: &[u8; 5]) -> Option<Vec<u8>> {
        let mut data = webp::WebPData { bytes: std::ptr::null(), size: 0 };
        // SAFETY: the muxer is live and the name has four bytes; on success the data is the muxer's own.
        unsafe {
            match webp::WebPMuxGetChunk(self.0, name.as_ptr().cast(), &mut data) {
                webp::WebPMuxError::WEBP_MUX_OK if !data.bytes.is_null() => {
                    Some(std::slice::from_raw_parts(data.bytes, data.size).to_vec())
                }
                _ => None,
            }
        }
    }

    fn set(&self, name: &[u8; 5], block: &[u8]) -> Result<()> {
        let data = webp::WebPData { bytes: block.as_ptr(), size: block.len() };
        // SAFETY: the muxer is live, the name has four bytes, the data is copied.
        check(unsafe { webp::WebPMuxSetChunk(self.0, name.as_ptr().cast(), &data, 1) })
    }

    /// Nothing to delete is no error.
    fn delete(&self, name: &[u8; 5]) {
        // SAFETY: the muxer is live and the name has four bytes.
        unsafe { webp::WebPMuxDeleteChunk(self.0, name.as_ptr().cast()) };
    }

    fn assemble(&self) -> Result<Vec<u8>> {
        let mut out = Assembled::empty();
        // SAFETY: the muxer is live; the output is freed by its guard.
        check(unsafe { webp::WebPMuxAssemble(self.0, &mut out.0) })?;
        out.to_vec()
    }
}

fn check(status: webp::WebPMuxError) -> Result<()> {
    match status {
        webp::WebPMuxError::WEBP_MUX_OK => Ok(()),
        webp::WebPMuxError::WEBP_MUX_MEMORY_ERROR => Err(no_memory()),
        other => Err(EngineError::engine("libwebp", format!("{other:?}"))),
    }
}

fn no_memory() -> EngineError {
    EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for the metadata")
}

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
