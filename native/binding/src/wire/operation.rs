//! What is done to the framed picture.

use napi_derive::napi;

#[napi(discriminant = "kind", discriminant_case = "lowercase", object_to_js = false)]
pub enum WireOperation {
    Rotate {
        /// Clockwise. Between the quarters, the picture becomes the box that just holds it.
        degrees: f64,
        /// Red, green, blue, alpha of what the turned picture does not cover; 0–255 each.
        background: Vec<u8>,
    },
    Flip {},
    Flop {},
    Blur {
        /// Pixels; above 0 and up to 1000.
        sigma: f64,
    },
    Sharpen {
        /// Pixels; above 0 and up to 1000.
        sigma: f64,
    },
    Median {
        /// Pixels a side of the window: odd, from 3 to 1001.
        size: u32,
    },
    Modulate {
        /// Factors of L and C in CIE LCh; 0 and more.
        brightness: f64,
        saturation: f64,
        /// Degrees added to h.
        hue: f64,
    },
    Contrast {
        /// Of the distance from mid grey; 0 and more.
        factor: f64,
    },
    Tint {
        /// Red, green, blue; 0–255 each.
        colour: Vec<u8>,
    },
    Grayscale {},
    Invert {},
    Normalize {},
    Flatten {
        /// Red, green, blue under transparent pixels; 0–255 each.
        background: Vec<u8>,
    },
}
