//! How a JPEG is asked for and written.

use std::borrow::Cow;

use crate::asked::chroma::Chroma;
use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::jpeg::chroma::ChromaDetail;
use crate::formats::jpeg::quality::JpegScale;
use crate::formats::jpeg::settings::{Jpeg, JpegEffort};
use crate::formats::jpeg::{blocks, cost, encode, gain_map, optimise};
use crate::kinds::encode::{Block, Encode, Loss, Lossless, Traits, WorkingSet};
use crate::kinds::header::SourceFormat;
use crate::kinds::scale::Scale;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::pixels::{Channels, Raster};

pub static TRAITS: Traits = Traits {
    animated: false,
    lossless: Lossless::Never,
    alpha: false,
    bit_depths: &[8],
    progressive: true,
    efforts: None,
    max_side: 65_500,
    metadata: &[Block::Icc, Block::Exif, Block::Xmp, Block::GainMap],
};

impl Jpeg {
    /// The picture over its background.
    fn opaque<'a>(&self, pixels: &'a Raster<u8>) -> Result<Cow<'a, Raster<u8>>> {
        Ok(if pixels.channels.has_alpha() {
            Cow::Owned(pixels.flatten(self.background)?)
        } else {
            Cow::Borrowed(pixels)
        })
    }
}

impl Encode for Jpeg {
    fn read(quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
        let chroma = [("4:2:0", Some(Chroma::Yuv420)), ("4:4:4", Some(Chroma::Yuv444)), ("auto", None)];
        Ok(Self {
            quality: parameters.quality(quality)?,
            progressive: parameters.flag("progressive")?,
            effort: parameters.choice("effort", &[("best", JpegEffort::Best), ("default", JpegEffort::Default)])?,
            chroma: parameters.choice("chroma", &chroma)?,
            background: parameters.channels("background")?,
        })
    }

    fn traits(&self) -> &'static Traits {
        &TRAITS
    }

    fn title(&self) -> &'static str {
        "JPEG"
    }

    fn format(&self) -> Option<SourceFormat> {
        Some(SourceFormat::Jpeg)
    }

    fn is_in_range(&self) -> bool {
        self.quality.is_in_range() && self.quality.is_lossy()
    }

    fn quality(&self) -> Option<Quality> {
        Some(self.quality)
    }

    fn writes_gray(&self, channels: Channels) -> bool {
        let [red, green, blue] = self.background;
        // Laid over a colour, grey becomes colour.
        channels.is_gray() && (!channels.has_alpha() || red == green && green == blue)
    }

    fn nanoseconds_per_pixel(&self) -> u64 {
        cost::nanoseconds_per_pixel(self.progressive, self.effort)
    }

    fn working_set(&self, _animated: bool) -> WorkingSet {
        cost::working_set(self)
    }

    fn scale(&self, picture: &Picture) -> Result<Option<Box<dyn Scale>>> {
        if !self.quality.is_lossy() {
            return Ok(None);
        }
        let pixels = picture.first().to_eight()?;
        Ok(Some(Box::new(match self.chroma {
            Some(chroma) => JpegScale::Fixed(chroma),
            None => JpegScale::Suited(ChromaDetail::of(&*self.opaque(&pixels)?)),
        })))
    }

    fn encode(&self, picture: &Picture, loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        let Self { progressive, effort, .. } = *self;
        let distance = loss.level(self.title())? as f32;
        let pixels = picture.first().to_eight()?;
        let pixels = &*self.opaque(&pixels)?;
        let chroma = self.chroma.unwrap_or_else(|| ChromaDetail::of(pixels).chroma_at(distance.into()));
        let bytes = match effort {
            JpegEffort::Default => encode::encode(pixels, distance, progressive, chroma, cancel)?,
            JpegEffort::Best => {
                let bytes = encode::encode(pixels, distance, false, chroma, cancel)?;
                optimise::optimise(&bytes, pixels, progressive, cancel)?
            }
        };
        let Some(gain_map) = &blocks.gain_map else {
            return if blocks.is_empty() { Ok(bytes) } else { blocks::embed(&bytes, blocks) };
        };
        // As good as the picture, but for its colours, which are gains: none of them is coarser than another.
        let samples = &*gain_map.pixels.to_eight()?;
        let map = encode::encode(samples, distance, progressive, Chroma::Yuv444, cancel)?;
        let labelled = blocks::embed(&bytes, &Blocks { xmp: None, gain_map: None, ..blocks.clone() })?;
        gain_map::attach(&labelled, &map, gain_map, blocks.xmp.as_deref())
    }
}
