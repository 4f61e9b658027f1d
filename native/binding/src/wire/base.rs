//! What happens to a picture before anything is cut out of it.

use napi_derive::napi;

#[napi(object, object_to_js = false)]
pub struct WireBase {
    /// Whether EXIF orientation is applied: regions are given in the upright picture then, in the stored one else.
    pub auto_orient: bool,
    pub colour_space: WireTargetColours,
    /// Whether an animation keeps its frames, where the encoding can hold them.
    pub animated: bool,
}

#[napi(string_enum)]
pub enum WireTargetColours {
    #[napi(value = "srgb")]
    Srgb,
    #[napi(value = "p3")]
    DisplayP3,
    #[napi(value = "source")]
    Source,
}
