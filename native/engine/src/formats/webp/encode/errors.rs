//! What libwebp says when it does not encode.

use libwebp_sys as webp;

use crate::error::{EngineError, ErrorCode};

/// Not for an encode that was told to stop.
pub fn encoding_error(code: webp::WebPEncodingError) -> EngineError {
    match code {
        webp::WebPEncodingError::VP8_ENC_ERROR_OUT_OF_MEMORY
        | webp::WebPEncodingError::VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY
        | webp::WebPEncodingError::VP8_ENC_ERROR_BAD_WRITE => {
            EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for its encoder")
        }
        code => EngineError::engine("libwebp", format!("{code:?}")),
    }
}

pub fn version_error() -> EngineError {
    EngineError::engine("libwebp", "its headers and its library differ in version")
}
