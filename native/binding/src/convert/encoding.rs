use lazy_image_engine::{AvifEffort, Chroma, Derived, Encoding};

use super::colour::channels;
use crate::wire::{WireAvifEffort, WireChroma, WireEncoding};

pub fn from_wire(wire: WireEncoding) -> napi::Result<Encoding> {
    Ok(match wire {
        WireEncoding::Jpeg { quality, progressive, chroma, background } => Encoding::Jpeg {
            quality,
            progressive,
            chroma: match chroma {
                WireChroma::Yuv420 => Chroma::Yuv420,
                WireChroma::Yuv444 => Chroma::Yuv444,
            },
            background: channels(&background)?,
        },
        WireEncoding::Png { depth, level } => Encoding::Png { depth, level },
        WireEncoding::Webp { quality, method } => Encoding::Webp { quality, method },
        WireEncoding::Avif { quality, effort } => Encoding::Avif {
            quality,
            effort: match effort {
                WireAvifEffort::Best => AvifEffort::Best,
                WireAvifEffort::Default => AvifEffort::Default,
                WireAvifEffort::Fast => AvifEffort::Fast,
                WireAvifEffort::Faster => AvifEffort::Faster,
                WireAvifEffort::Draft => AvifEffort::Draft,
            },
        },
        WireEncoding::Thumbhash {} => Encoding::Derived(Derived::ThumbHash),
        WireEncoding::Blurhash { x, y } => Encoding::Derived(Derived::BlurHash { x, y }),
        WireEncoding::Color {} => Encoding::Derived(Derived::Colour),
        WireEncoding::Palette { colours } => Encoding::Derived(Derived::Palette { colours }),
        WireEncoding::Statistics {} => Encoding::Derived(Derived::Statistics),
    })
}
