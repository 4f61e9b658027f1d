//! What became of it.

use std::collections::HashMap;

use napi::Either;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

/// `error` when the whole batch came to nothing (aborted), else all the others.
#[napi(object, object_from_js = false)]
pub struct WireBatchResult {
    pub error: Option<WireError>,
    /// In the order of the sources, each in the order of its outputs.
    pub sources: Vec<Vec<WireOutputResult>>,
    pub counts: WireCounts,
    /// Worker threads that really ran.
    pub workers: u32,
}

/// `error`, or `rendition`.
#[napi(object, object_from_js = false)]
pub struct WireOutputResult {
    pub error: Option<WireError>,
    pub rendition: Option<WireRendition>,
}

#[napi(object, object_from_js = false)]
pub struct WireRendition {
    pub width: u32,
    pub height: u32,
    /// Encoded size.
    pub bytes: f64,
    /// The quality number whose picture this is: the one asked for, or the one that a search found. Absent where
    /// nothing was lost, for formats without one, and for a source's own bytes.
    pub quality: Option<u32>,
    /// SSIMULACRA2 that was reached, where one was asked for.
    pub score: Option<f64>,
    /// Whether these are the source's own bytes.
    pub is_source: bool,
    /// The encoded image, over the engine's own allocation; absent when it went to a file, or when an event had it.
    pub data: Option<Uint8Array>,
    /// Faults of the source that were let pass.
    pub warnings: Vec<WireError>,
    pub decode_ms: f64,
    pub resize_ms: f64,
    pub operate_ms: f64,
    pub encode_ms: f64,
}

#[napi(object, object_from_js = false)]
pub struct WireCounts {
    pub decodes: f64,
    pub resizes: f64,
    pub operations: f64,
    pub encodes: f64,
    /// Encodes thrown away on the way to a score or a number of bytes.
    pub trials: f64,
    pub bytes_in: f64,
    pub bytes_out: f64,
}

#[napi(object, object_from_js = false)]
pub struct WireError {
    pub code: String,
    /// What the failure is about, by name.
    pub operands: HashMap<String, Either<f64, String>>,
}

#[napi(object, object_from_js = false)]
pub struct WireOutputEvent {
    pub source: u32,
    pub output: u32,
    /// Absent when the batch's own result was quicker: that has it.
    pub result: Option<WireOutputResult>,
}
