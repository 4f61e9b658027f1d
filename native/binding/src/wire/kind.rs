//! Operations and encodings: by name, with parameters that the engine's own kind reads. A new one needs no type here.

use std::collections::HashMap;

use napi::bindgen_prelude::Either4;
use napi_derive::napi;

/// A number, true or false, a word, or several numbers.
#[napi]
pub type WireParameter = Either4<f64, bool, String, Vec<f64>>;

#[napi(object, object_to_js = false)]
pub struct WireOperation {
    pub kind: String,
    pub parameters: HashMap<String, WireParameter>,
}

#[napi(object, object_to_js = false)]
pub struct WireEncoding {
    /// A format that is written, or what is derived from pixels.
    pub format: String,
    /// Absent for what has none.
    pub quality: Option<WireQuality>,
    pub parameters: HashMap<String, WireParameter>,
}

/// How much of the picture may be lost.
#[napi(discriminant = "kind", discriminant_case = "camelCase", object_to_js = false)]
pub enum WireQuality {
    Number {
        /// 1–100 on sharp's scale.
        value: u8,
    },
    Target {
        /// SSIMULACRA2 to reach, 1–100.
        score: f64,
    },
    Lossless {},
    NearLossless {
        /// 0 (smoothed most) to 100 (not at all).
        level: u8,
    },
}
