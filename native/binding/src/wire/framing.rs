//! Which part of the picture becomes how many pixels, and on what canvas.

use napi_derive::napi;

use super::geometry::WireFrameRequest;
use super::kernel::WireKernel;

#[napi(discriminant = "kind", discriminant_case = "lowercase", object_to_js = false)]
pub enum WireFraming {
    /// Every number is decided.
    Fixed { frame: WireFixedFrame },
    /// Borders are cut off first.
    Trimmed {
        /// How much a border may differ from the corner at its top left, in any channel: 0–255.
        threshold: f64,
        /// Of what is left.
        request: WireFrameRequest,
    },
}

#[napi(object)]
pub struct WireFixedFrame {
    /// In pixels of the source.
    pub region: WireRegion,
    /// Pixels that the region becomes.
    pub width: u32,
    pub height: u32,
    pub kernel: WireKernel,
    /// Absent when the resized picture is the output.
    pub canvas: Option<WireCanvas>,
    /// Absent where the region says its place.
    pub slide: Option<WireSlide>,
}

/// A region keeps its size and finds its place from the pixels.
#[napi(object)]
pub struct WireSlide {
    pub strategy: WireStrategy,
    /// Where the region may lie, in pixels of the source.
    pub within: WireRegion,
}

#[napi(string_enum = "lowercase")]
pub enum WireStrategy {
    Entropy,
    Attention,
}

#[napi(object)]
pub struct WireRegion {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

#[napi(object)]
pub struct WireCanvas {
    pub width: u32,
    pub height: u32,
    pub left: u32,
    pub top: u32,
    /// Red, green, blue, alpha; 0–255 each.
    pub background: Vec<u8>,
}
