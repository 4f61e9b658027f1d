//! Target formats.

use napi_derive::napi;

#[napi(discriminant = "format", discriminant_case = "lowercase", object_to_js = false)]
pub enum WireEncoding {
    Jpeg {
        /// A number or a target.
        quality: WireQuality,
        progressive: bool,
        chroma: WireChroma,
        /// Red, green, blue under transparent pixels; 0–255 each.
        background: Vec<u8>,
    },
    Png {
        /// Bits a channel, 8 or 16.
        depth: u8,
        /// 1 (fast) to 10 (small).
        effort: u8,
        /// Adam7.
        interlaced: bool,
        /// Fewer colours than the picture has, where that is smaller; 8 bits only.
        palette: Option<WirePalette>,
    },
    Webp {
        quality: WireQuality,
        /// 0 (fast) to 6 (small).
        effort: u8,
        /// 0–100.
        alpha_quality: u8,
    },
    Avif {
        /// A number, a target or lossless.
        quality: WireQuality,
        effort: WireAvifEffort,
        /// Bits a channel, 8 or 10.
        depth: u8,
    },
    Gif {
        /// Of one frame, 2–256.
        colours: u16,
        /// 0–1.
        dither: f64,
    },
    Tiff {
        compression: WireTiffCompression,
        /// Bits a channel, 8 or 16.
        depth: u8,
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

#[napi(object, object_to_js = false)]
pub struct WirePalette {
    /// 2–256.
    pub colours: u16,
    /// 0–1.
    pub dither: f64,
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

#[napi(string_enum = "lowercase")]
pub enum WireTiffCompression {
    Lzw,
    Deflate,
    None,
}
