//! Every type that crosses into JavaScript, as plain data. Optional means absent here, never "choose a default":
//! whoever calls has decided.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

#[napi(object)]
pub struct WireEngineInfo {
    pub version: String,
    /// Same fingerprint, same bytes for the same request.
    pub fingerprint: String,
    pub codecs: Vec<WireCodec>,
    /// Processors this process may use: affinity and cgroup quota counted.
    pub available_parallelism: u32,
}

#[napi(object)]
pub struct WireCodec {
    pub name: String,
    pub version: String,
}

#[napi(object)]
pub struct WireLimits {
    /// Width × height.
    pub pixels: f64,
    /// Pixels, width and height each.
    pub side: u32,
    pub file_bytes: f64,
    /// Each ICC, EXIF and text block.
    pub metadata_bytes: f64,
}

/// Exactly one of `path` and `bytes`.
#[napi(object, object_to_js = false)]
pub struct WireProbeSource {
    pub path: Option<String>,
    pub bytes: Option<Uint8Array>,
    /// Whether to hash the whole content.
    pub content_hash: bool,
}

/// `error`, or all the others.
#[napi(object, object_from_js = false)]
pub struct WireProbeResult {
    pub error: Option<WireError>,
    pub header: Option<WireHeader>,
    /// BLAKE3 in hex, when asked for.
    pub content_hash: Option<String>,
}

#[napi(object, object_from_js = false)]
pub struct WireHeader {
    pub format: WireSourceFormat,
    /// Pixels as stored, before orientation.
    pub stored_width: u32,
    pub stored_height: u32,
    /// Pixels as shown.
    pub oriented_width: u32,
    pub oriented_height: u32,
    /// EXIF's 1–8.
    pub orientation: u32,
    pub colour_space: WireColourSpace,
    pub has_alpha: bool,
    pub has_profile: bool,
    pub bit_depth: u32,
    pub is_progressive: bool,
    pub frames: u32,
}

#[napi(string_enum = "lowercase")]
pub enum WireSourceFormat {
    Jpeg,
    Png,
    Webp,
    Avif,
}

/// Of the stored samples.
#[napi(string_enum = "lowercase")]
pub enum WireColourSpace {
    Gray,
    Rgb,
    Cmyk,
}

#[napi(object, object_from_js = false)]
pub struct WireError {
    pub code: String,
    pub message: String,
}

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
    /// Copied when the call is made: what the caller does to the buffer afterwards changes nothing.
    pub bytes: Option<Uint8Array>,
    /// Whether regions are given in the upright picture.
    pub auto_orient: bool,
    pub outputs: Vec<WireOutput>,
}

#[napi(object, object_to_js = false)]
pub struct WireOutput {
    /// In pixels of the source.
    pub region: WireRegion,
    pub width: u32,
    pub height: u32,
    pub kernel: WireKernel,
    pub canvas: Option<WireCanvas>,
    pub encoding: WireEncoding,
    /// Where to write; absent: the bytes come back.
    pub file: Option<String>,
}

#[napi(object, object_to_js = false)]
pub struct WireRegion {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

#[napi(string_enum = "lowercase")]
pub enum WireKernel {
    Lanczos3,
}

#[napi(object, object_to_js = false)]
pub struct WireCanvas {
    pub width: u32,
    pub height: u32,
    pub left: u32,
    pub top: u32,
    /// Red, green, blue, alpha; 0–255 each.
    pub background: Vec<u8>,
}

#[napi(string_enum)]
pub enum WireChroma {
    #[napi(value = "4:2:0")]
    Yuv420,
    #[napi(value = "4:4:4")]
    Yuv444,
}

#[napi(string_enum = "lowercase")]
pub enum WireAvifEffort {
    Best,
    Default,
    Fast,
    Faster,
    Draft,
}

#[napi(discriminant = "format", discriminant_case = "lowercase", object_to_js = false)]
pub enum WireEncoding {
    Jpeg {
        quality: u8,
        progressive: bool,
        chroma: WireChroma,
        /// Red, green, blue under transparent pixels; 0–255 each.
        background: Vec<u8>,
    },
    Png {
        /// zlib's 1–9.
        level: u8,
    },
    Webp {
        quality: u8,
        /// libwebp's 0–6.
        method: u8,
    },
    Avif {
        quality: u8,
        effort: WireAvifEffort,
    },
}

#[napi(object)]
pub struct WireOutputEvent {
    pub source: u32,
    pub output: u32,
    /// Encoded size; absent when the output failed.
    pub bytes: Option<f64>,
}

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

#[napi(object, object_from_js = false)]
pub struct WireCounts {
    pub decodes: f64,
    pub resizes: f64,
    pub encodes: f64,
    pub bytes_in: f64,
    pub bytes_out: f64,
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
    /// The encoded image, over the engine's own allocation; absent when it went to a file.
    pub data: Option<Uint8Array>,
    pub decode_ms: f64,
    pub resize_ms: f64,
    pub encode_ms: f64,
}
