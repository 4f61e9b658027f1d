//! Bytes that libwebp allocated.

use libwebp_sys as webp;

use crate::error::{EngineError, ErrorCode, Result};

/// Freed by libwebp when dropped.
pub struct Assembled(pub webp::WebPData);

impl Assembled {
    /// For libwebp to fill.
    pub const fn empty() -> Self {
        Self(webp::WebPData { bytes: std::ptr::null(), size: 0 })
    }

    pub fn to_vec(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(self.0.size).map_err(|_| {
            EngineError::new(ErrorCode::OutOfMemory, format!("no memory for a WebP of {} bytes", self.0.size))
        })?;
        if !self.0.bytes.is_null() {
            // SAFETY: libwebp filled `size` bytes.
            bytes.extend_from_slice(unsafe { std::slice::from_raw_parts(self.0.bytes, self.0.size) });
        }
        Ok(bytes)
    }
}

impl Drop for Assembled {
    fn drop(&mut self) {
        // SAFETY: allocated by libwebp or empty.
        unsafe { webp::WebPDataClear(&mut self.0) };
    }
}
