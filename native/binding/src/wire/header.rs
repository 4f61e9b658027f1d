//! Probing: sources in, headers out.

use napi::bindgen_prelude::Reference;
use napi_derive::napi;

use super::batch::WireFailOn;
use super::photo::WirePhotoMetadata;
use super::result::WireError;
use crate::held_bytes::HeldBytes;

/// Exactly one of `path` and `bytes`.
#[napi(object, object_to_js = false)]
pub struct WireProbeSource {
    pub path: Option<String>,
    pub bytes: Option<Reference<HeldBytes>>,
    pub fail_on: WireFailOn,
    /// Whether to hash the whole content.
    pub content_hash: bool,
    /// Whether to read what a photograph says of itself.
    pub photo: bool,
}

/// `error`, or all the others.
#[napi(object, object_from_js = false)]
pub struct WireProbeResult {
    pub error: Option<WireError>,
    pub header: Option<WireHeader>,
    /// BLAKE3 in hex, when asked for.
    pub content_hash: Option<String>,
    /// When asked for.
    pub photo: Option<WirePhotoMetadata>,
    /// Faults that the header shows and that were let pass.
    pub warnings: Option<Vec<WireError>>,
}

#[napi(object, object_from_js = false)]
pub struct WireHeader {
    /// By its name.
    pub format: String,
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
    /// 1 for a still picture.
    pub frames: u32,
    /// How often an animation plays; 0 is for ever, and for still pictures.
    pub loops: u32,
    /// The number that a lossy picture was written at, 1–100 on libjpeg's scale; absent where it is not known.
    pub quality: Option<u32>,
    /// Absent where there is none that can be used.
    pub gain_map: Option<WireGainMap>,
}

/// The HDR gain map of a source.
#[napi(object, object_from_js = false)]
pub struct WireGainMap {
    /// Pixels as stored.
    pub width: u32,
    pub height: u32,
    /// 1 or 3.
    pub channels: u32,
    /// How many times brighter than SDR white a screen must be able to show, as logarithms to base 2: from where on the map
    /// is used at all, and where it is used in full.
    pub min_headroom: f64,
    pub max_headroom: f64,
}

/// Of the stored samples.
#[napi(string_enum = "lowercase")]
pub enum WireColourSpace {
    Gray,
    Rgb,
    Cmyk,
}
