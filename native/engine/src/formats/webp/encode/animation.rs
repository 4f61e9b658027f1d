//! Animations through libwebp's own frame optimiser: a frame holds what changed since the one before.

use std::ffi::{CStr, c_int};

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::webp::encode::assembled::Assembled;
use crate::formats::webp::encode::errors::{encoding_error, version_error};
use crate::formats::webp::encode::picture::Planes;
use crate::picture::Picture;

/// The format counts plays in 16 bits; whoever asked for more will not see the end of them.
const MOST_LOOPS: u32 = u16::MAX as u32;

/// A frame's delay has 24 bits.
const LONGEST_DELAY_MS: u32 = (1 << 24) - 1;

const ABI_VERSION: c_int = webp::WEBP_MUX_ABI_VERSION as c_int;

struct Encoder(*mut webp::WebPAnimEncoder);

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the pointer came from WebPAnimEncoderNew and is deleted once.
        unsafe { webp::WebPAnimEncoderDelete(self.0) };
    }
}

pub fn encode(picture: &Picture, config: &webp::WebPConfig, cancel: &Cancel) -> Result<Vec<u8>> {
    let encoder = Encoder::new(picture)?;
    let mut timestamp: c_int = 0;
    for frame in &picture.frames {
        cancel.check()?;
        let mut planes = Planes::new(&*frame.pixels.to_eight()?, true, cancel)?;
        // SAFETY: encoder and planes are live and of one size; the encoder copies what it keeps.
        if unsafe { webp::WebPAnimEncoderAdd(encoder.0, &mut planes.0, timestamp, config) } == 0 {
            cancel.check()?;
            return Err(if planes.0.error_code == webp::WebPEncodingError::VP8_ENC_OK {
                encoder.error()
            } else {
                encoding_error(planes.0.error_code)
            });
        }
        let delay = frame.delay_ms.min(LONGEST_DELAY_MS) as c_int;
        timestamp = timestamp.checked_add(delay).ok_or_else(|| {
            EngineError::new(ErrorCode::OutputTooLarge, "a WebP animation holds up to 2³¹ milliseconds")
        })?;
    }
    encoder.assemble(timestamp)
}

impl Encoder {
    fn new(picture: &Picture) -> Result<Self> {
        // SAFETY: plain data, overwritten by the initialiser below.
        let mut options: webp::WebPAnimEncoderOptions = unsafe { std::mem::zeroed() };
        // SAFETY: the options are ours.
        if unsafe { webp::WebPAnimEncoderOptionsInitInternal(&mut options, ABI_VERSION) } == 0 {
            return Err(version_error());
        }
        options.anim_params.loop_count = picture.loops.min(MOST_LOOPS) as c_int;
        // SAFETY: the options were initialised; null is checked.
        let encoder = unsafe {
            webp::WebPAnimEncoderNewInternal(picture.width() as c_int, picture.height() as c_int, &options, ABI_VERSION)
        };
        if encoder.is_null() {
            return Err(EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for an animation"));
        }
        Ok(Self(encoder))
    }

    /// `end` is when the last frame has been shown.
    fn assemble(&self, end: c_int) -> Result<Vec<u8>> {
        // SAFETY: a null frame closes the animation.
        if unsafe { webp::WebPAnimEncoderAdd(self.0, std::ptr::null_mut(), end, std::ptr::null()) } == 0 {
            return Err(self.error());
        }
        let mut out = Assembled::empty();
        // SAFETY: the encoder is live; the output is freed by its guard.
        if unsafe { webp::WebPAnimEncoderAssemble(self.0, &mut out.0) } == 0 {
            return Err(self.error());
        }
        out.to_vec()
    }

    fn error(&self) -> EngineError {
        // SAFETY: a NUL-terminated string that lives as long as the encoder.
        let message = unsafe { CStr::from_ptr(webp::WebPAnimEncoderGetError(self.0)) };
        EngineError::engine("libwebp", message.to_string_lossy())
    }
}
