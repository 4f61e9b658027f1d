//! WebP's chunks and frames through libwebp's own muxer, which knows what the extended header must say.

use std::ffi::c_int;

use libwebp_sys as webp;

use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::webp::assembled::Assembled;

const ABI_VERSION: c_int = webp::WEBP_MUX_ABI_VERSION as c_int;

pub struct Mux(*mut webp::WebPMux);

/// A frame of an animation: a still file, and how it is shown.
pub struct FrameInMux<'a> {
    pub file: &'a [u8],
    /// Even.
    pub left: c_int,
    /// Even.
    pub top: c_int,
    pub duration_ms: c_int,
    /// Whether what is there is seen through it.
    pub blends: bool,
}

impl Drop for Mux {
    fn drop(&mut self) {
        // SAFETY: the pointer came from the muxer's own functions and is deleted once.
        unsafe { webp::WebPMuxDelete(self.0) };
    }
}

impl Mux {
    pub fn empty() -> Result<Self> {
        let mux = webp::WebPMuxNew();
        if mux.is_null() { Err(no_memory()) } else { Ok(Self(mux)) }
    }

    /// `None` when the chunks are damaged.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let data = webp::WebPData { bytes: bytes.as_ptr(), size: bytes.len() };
        // SAFETY: the data is live; the muxer copies it.
        let mux = unsafe { webp::WebPMuxCreateInternal(&data, 1, ABI_VERSION) };
        (!mux.is_null()).then_some(Self(mux))
    }

    pub fn get(&self, name: &[u8; 5]) -> Option<Vec<u8>> {
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

    pub fn set(&self, name: &[u8; 5], block: &[u8]) -> Result<()> {
        let data = webp::WebPData { bytes: block.as_ptr(), size: block.len() };
        // SAFETY: the muxer is live, the name has four bytes, the data is copied.
        check(unsafe { webp::WebPMuxSetChunk(self.0, name.as_ptr().cast(), &data, 1) })
    }

    /// Nothing to delete is no error.
    pub fn delete(&self, name: &[u8; 5]) {
        // SAFETY: the muxer is live and the name has four bytes.
        unsafe { webp::WebPMuxDeleteChunk(self.0, name.as_ptr().cast()) };
    }

    pub fn set_animation(&self, (width, height): (u32, u32), loop_count: c_int) -> Result<()> {
        let params = webp::WebPMuxAnimParams { bgcolor: u32::MAX, loop_count };
        // SAFETY: the muxer is live and copies the parameters.
        check(unsafe { webp::WebPMuxSetAnimationParams(self.0, &params) })?;
        // SAFETY: the muxer is live.
        check(unsafe { webp::WebPMuxSetCanvasSize(self.0, width as c_int, height as c_int) })
    }

    pub fn push_frame(&self, frame: &FrameInMux) -> Result<()> {
        let info = webp::WebPMuxFrameInfo {
            bitstream: webp::WebPData { bytes: frame.file.as_ptr(), size: frame.file.len() },
            x_offset: frame.left,
            y_offset: frame.top,
            duration: frame.duration_ms,
            id: webp::WebPChunkId::WEBP_CHUNK_ANMF,
            dispose_method: webp::WebPMuxAnimDispose::WEBP_MUX_DISPOSE_NONE,
            blend_method: match frame.blends {
                true => webp::WebPMuxAnimBlend::WEBP_MUX_BLEND,
                false => webp::WebPMuxAnimBlend::WEBP_MUX_NO_BLEND,
            },
            pad: [0],
        };
        // SAFETY: the muxer is live, the frame's file too; it is copied.
        check(unsafe { webp::WebPMuxPushFrame(self.0, &info, 1) })
    }

    pub fn assemble(&self) -> Result<Vec<u8>> {
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
    EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for the file's parts")
}
