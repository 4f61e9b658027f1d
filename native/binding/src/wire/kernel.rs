//! How pixels are resampled.

use napi_derive::napi;

#[napi(string_enum = "lowercase")]
pub enum WireKernel {
    Nearest,
    Cubic,
    Mitchell,
    Lanczos2,
    Lanczos3,
}
