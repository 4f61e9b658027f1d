//! What to do.

use napi::bindgen_prelude::Reference;
use napi_derive::napi;

use super::base::WireBase;
use super::framing::WireFraming;
use super::geometry::WireFrameRequest;
use super::kind::{WireEncoding, WireOperation};
use super::limits::WireLimits;
use crate::held_bytes::HeldBytes;

#[napi(object, object_to_js = false)]
pub struct WireBatch {
    pub sources: Vec<WireSource>,
    /// Worker threads, at least 1.
    pub concurrency: u32,
    /// Bytes.
    pub memory_budget: f64,
    pub limits: WireLimits,
}

/// Exactly one of `path` and `bytes`.
#[napi(object, object_to_js = false)]
pub struct WireSource {
    pub path: Option<String>,
    pub bytes: Option<Reference<HeldBytes>>,
    pub decode_size: WireDecodeSize,
    pub fail_on: WireFailOn,
    /// Milliseconds that its stages may take together; absent: as long as it takes.
    pub timeout_ms: Option<f64>,
    pub outputs: Vec<WireOutput>,
}

/// `full`: the bytes of an output depend on nothing but itself. `needed`: as few pixels as the largest output needs.
#[napi(string_enum = "lowercase")]
pub enum WireDecodeSize {
    Full,
    Needed,
}

/// The least fault that refuses a source: `none` takes whatever could be decoded, `truncated` refuses what ends early,
/// `error` also what lost pixels, `warning` also what was repaired without a loss.
#[napi(string_enum = "lowercase")]
pub enum WireFailOn {
    None,
    Truncated,
    Error,
    Warning,
}

#[napi(object, object_to_js = false)]
pub struct WireOutput {
    pub base: WireBase,
    pub framing: WireFraming,
    /// In the documented order, each once at most.
    pub operations: Vec<WireOperation>,
    /// What is done after that, in order; absent: nothing.
    pub passes: Option<Vec<WirePass>>,
    pub encoding: WireEncoding,
    pub metadata: WireKeepMetadata,
    /// Whether the source's HDR gain map comes along.
    pub keep_gain_map: bool,
    /// Most bytes of the encoded picture; absent: as many as it takes.
    pub max_bytes: Option<f64>,
    /// Whether the source's own bytes, without their metadata, are taken when they are no more than the encoding's.
    pub or_source: bool,
    /// Where to write; absent: the bytes come back.
    pub file: Option<String>,
}

/// Framing and operations once more, on the picture that the steps before have made.
#[napi(object, object_to_js = false)]
pub struct WirePass {
    /// How much a border may differ from the corner at its top left, in any channel, to be cut off: 0–255; absent: nothing is.
    pub trim: Option<f64>,
    /// Of what is left.
    pub request: WireFrameRequest,
    /// In the documented order, each once at most.
    pub operations: Vec<WireOperation>,
}

/// How much of the source's metadata is kept.
#[napi(string_enum = "lowercase")]
pub enum WireKeepMetadata {
    None,
    Icc,
    Copyright,
    /// EXIF without its position.
    Exif,
    All,
}
