//! Bytes of an image that several calls read.

use std::sync::Arc;

use lazy_image_engine::{EngineError, Result, SourceInput};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

/// A copy of an image's bytes: what their owner does to them afterwards changes nothing.
#[napi]
pub struct HeldBytes {
    /// `None` once they are released.
    bytes: Option<Arc<Vec<u8>>>,
}

#[napi]
impl HeldBytes {
    #[napi(constructor)]
    pub fn new(bytes: Uint8Array) -> napi::Result<Self> {
        let mut copy = Vec::new();
        copy.try_reserve_exact(bytes.len())
            .map_err(|_| napi::Error::from_reason("no memory for a copy of a source's bytes"))?;
        copy.extend_from_slice(&bytes);
        Ok(Self { bytes: Some(copy.into()) })
    }

    /// Lets go of the bytes at once, rather than when the garbage collector comes by. Calls under way keep them.
    #[napi]
    pub fn release(&mut self) {
        self.bytes = None;
    }

    pub(crate) fn input(&self) -> Result<SourceInput> {
        match &self.bytes {
            Some(bytes) => Ok(SourceInput::Bytes(Arc::clone(bytes))),
            None => Err(EngineError::invalid("the bytes of a source are released")),
        }
    }
}
