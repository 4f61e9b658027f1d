//! What is done to the framed picture.

use napi_derive::napi;

#[napi(discriminant = "kind", discriminant_case = "lowercase", object_to_js = false)]
pub enum WireOperation {
    Rotate {
        /// Clockwise; a multiple of 90.
        degrees: f64,
    },
    Flip {},
    Flop {},
    Grayscale {},
    Invert {},
    Flatten {
        /// Red, green, blue under transparent pixels; 0–255 each.
        background: Vec<u8>,
    },
}
