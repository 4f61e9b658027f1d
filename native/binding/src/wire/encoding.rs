//! Target formats.

use napi_derive::napi;

#[napi(discriminant = "format", discriminant_case = "lowercase", object_to_js = false)]
pub enum WireEncoding {
    Jpeg {
        quality: u8,
        progressive: bool,
        chroma: WireChroma,
        /// Red, green, blue under transparent pixels; 0–255 each.
        background: Vec<u8>,
    },
    Png {
        /// Bits a channel, 8 or 16.
        depth: u8,
        /// zlib's 1–9.
        level: u8,
    },
    Webp {
        quality: u8,
        /// libwebp's 0–6.
        method: u8,
    },
    Avif {
        quality: u8,
        effort: WireAvifEffort,
    },
}

#[napi(string_enum)]
pub enum WireChroma {
    #[napi(value = "4:2:0")]
    Yuv420,
    #[napi(value = "4:4:4")]
    Yuv444,
}

#[napi(string_enum = "lowercase")]
pub enum WireAvifEffort {
    Best,
    Default,
    Fast,
    Faster,
    Draft,
}
