//! What a photograph says of itself.

use napi_derive::napi;

/// What is not said is absent, or an empty list.
#[napi(object, object_from_js = false)]
pub struct WirePhotoMetadata {
    /// ISO 8601.
    pub date: Option<String>,
    pub make: Option<String>,
    pub model: Option<String>,
    pub lens: Option<String>,
    /// Millimetres.
    pub focal_length: Option<f64>,
    /// The f-number.
    pub aperture: Option<f64>,
    /// Seconds.
    pub exposure_time: Option<f64>,
    pub iso: Option<u32>,
    pub title: Option<String>,
    pub caption: Option<String>,
    pub creators: Vec<String>,
    pub copyright: Option<String>,
    /// -1 to 5.
    pub rating: Option<f64>,
    pub keywords: Vec<String>,
    pub position: Option<WirePhotoPosition>,
}

#[napi(object, object_from_js = false)]
pub struct WirePhotoPosition {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres above sea level.
    pub altitude: Option<f64>,
}
