//! What a frame is decided from.

use napi_derive::napi;

use super::kernel::WireKernel;

#[napi(object, object_to_js = false)]
pub struct WireFrameRequest {
    /// Absent: the whole source.
    pub crop: Option<WireCrop>,
    /// Pixels; absent: follows the height and a ratio.
    pub width: Option<f64>,
    pub height: Option<f64>,
    /// Width divided by height; without effect where both sides are given.
    pub aspect: Option<f64>,
    pub fit: WireFit,
    pub position: WirePosition,
    /// Whether the picture may become larger than its source.
    pub enlarge: bool,
    /// Whether the picture may become smaller than its source.
    pub reduce: bool,
    pub kernel: WireKernel,
    /// Red, green, blue, alpha of a canvas around the picture; 0–255 each.
    pub background: Vec<u8>,
}

/// A rectangle of the source.
#[napi(object, object_to_js = false)]
pub struct WireCrop {
    pub x: WireLength,
    pub y: WireLength,
    pub w: WireLength,
    pub h: WireLength,
}

/// A length along one side.
#[napi(object, object_to_js = false)]
pub struct WireLength {
    pub value: f64,
    pub unit: WireLengthUnit,
}

#[napi(string_enum)]
pub enum WireLengthUnit {
    #[napi(value = "px")]
    Pixels,
    /// Of the side.
    #[napi(value = "fraction")]
    Fraction,
}

#[napi(string_enum = "lowercase")]
pub enum WireFit {
    Cover,
    Contain,
    Fill,
    Inside,
    Outside,
}

/// What stays in sight where something must go.
#[napi(discriminant = "kind", discriminant_case = "lowercase", object_to_js = false)]
pub enum WirePosition {
    /// Fractions of width and height, from the top left.
    Point {
        x: f64,
        y: f64,
    },
    /// What the strategy finds in the pixels.
    Entropy {},
    Attention {},
}
