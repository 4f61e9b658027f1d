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
    /// The bytes of the hash.
    Thumbhash {},
    /// ASCII.
    Blurhash {
        /// Components across and down, 1–9.
        x: u8,
        y: u8,
    },
    /// Red, green, blue: three bytes.
    Color {},
    /// Three bytes a colour, the most frequent first; fewer where the picture has fewer.
    Palette {
        /// 1–16.
        colours: u8,
    },
    /// UTF-8 JSON.
    Statistics {},
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
