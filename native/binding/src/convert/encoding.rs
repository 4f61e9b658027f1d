use lazy_image_engine::{AvifEffort, Chroma, Derived, Encoding, PaletteLimit, Quality, TiffCompression};

use super::colour::channels;
use crate::wire::{WireAvifEffort, WireChroma, WireEncoding, WirePalette, WireQuality, WireTiffCompression};

pub fn from_wire(wire: WireEncoding) -> napi::Result<Encoding> {
    Ok(match wire {
        WireEncoding::Jpeg { quality, progressive, chroma, background } => Encoding::Jpeg {
            quality: quality_from_wire(quality),
            progressive,
            chroma: match chroma {
                WireChroma::Yuv420 => Chroma::Yuv420,
                WireChroma::Yuv444 => Chroma::Yuv444,
            },
            background: channels(&background)?,
        },
        WireEncoding::Png { depth, effort, interlaced, palette } => Encoding::Png {
            depth,
            effort,
            interlaced,
            palette: palette.map(|WirePalette { colours, dither }| PaletteLimit { colours, dither: dither as f32 }),
        },
        WireEncoding::Webp { quality, effort, alpha_quality } => {
            Encoding::Webp { quality: quality_from_wire(quality), effort, alpha_quality }
        }
        WireEncoding::Avif { quality, effort, depth } => Encoding::Avif {
            quality: quality_from_wire(quality),
            effort: match effort {
                WireAvifEffort::Best => AvifEffort::Best,
                WireAvifEffort::Default => AvifEffort::Default,
                WireAvifEffort::Fast => AvifEffort::Fast,
                WireAvifEffort::Faster => AvifEffort::Faster,
                WireAvifEffort::Draft => AvifEffort::Draft,
            },
            depth,
        },
        WireEncoding::Gif { colours, dither } => Encoding::Gif { colours, dither: dither as f32 },
        WireEncoding::Tiff { compression, depth } => Encoding::Tiff {
            compression: match compression {
                WireTiffCompression::Lzw => TiffCompression::Lzw,
                WireTiffCompression::Deflate => TiffCompression::Deflate,
                WireTiffCompression::None => TiffCompression::None,
            },
            depth,
        },
        WireEncoding::Thumbhash {} => Encoding::Derived(Derived::ThumbHash),
        WireEncoding::Blurhash { x, y } => Encoding::Derived(Derived::BlurHash { x, y }),
        WireEncoding::Color {} => Encoding::Derived(Derived::Colour),
        WireEncoding::Palette { colours } => Encoding::Derived(Derived::Palette { colours }),
        WireEncoding::Statistics {} => Encoding::Derived(Derived::Statistics),
    })
}

fn quality_from_wire(wire: WireQuality) -> Quality {
    match wire {
        WireQuality::Number { value } => Quality::Number(value),
        WireQuality::Target { score } => Quality::Target(score),
        WireQuality::Lossless {} => Quality::Lossless,
        WireQuality::NearLossless { level } => Quality::NearLossless(level),
    }
}
