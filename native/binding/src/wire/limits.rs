//! What a source may ask of the machine.

use napi_derive::napi;

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
