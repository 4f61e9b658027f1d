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
    /// Of an animation whose frames are all wanted.
    pub frames: u32,
    /// Width × height × frames of such an animation; of an SVG, its layers that exist at once.
    pub animation_pixels: f64,
    /// Elements of an SVG, those drawn through references counted each time.
    pub svg_elements: u32,
    /// Elements of an SVG around the innermost one, references followed.
    pub svg_nesting: u32,
}
