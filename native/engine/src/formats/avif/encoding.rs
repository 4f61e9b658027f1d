//! How an AVIF is asked for and written.

use crate::asked::chroma::Chroma;
use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::avif::busyness::busyness;
use crate::formats::avif::ladder::rung_for;
use crate::formats::avif::quality::AvifScale;
use crate::formats::avif::settings::{Avif, AvifEffort};
use crate::formats::avif::{cost, encode, gain_map};
use crate::kinds::encode::{Block, Encode, Loss, Lossless, Traits, WorkingSet};
use crate::kinds::header::SourceFormat;
use crate::kinds::scale::Scale;
use crate::metadata::Blocks;
use crate::picture::{ColourProfile, Picture};
use crate::pixels::Channels;

pub static TRAITS: Traits = Traits {
    animated: true,
    lossless: Lossless::Optional,
    alpha: true,
    bit_depths: &[8, 10],
    progressive: false,
    // Rungs by name, not numbers.
    efforts: None,
    max_side: 65_536,
    metadata: &[Block::Icc, Block::Exif, Block::Xmp, Block::GainMap],
};

impl Encode for Avif {
    fn read(quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
        let rungs = AvifEffort::ALL.map(|effort| (effort.name(), effort));
        Ok(Self {
            quality: parameters.quality(quality)?,
            effort: parameters.choice("effort", &rungs)?,
            depth: parameters.whole("depth")?,
            chroma: parameters.choice("chroma", &[("4:2:0", Chroma::Yuv420), ("4:4:4", Chroma::Yuv444)])?,
        })
    }

    fn traits(&self) -> &'static Traits {
        &TRAITS
    }

    fn title(&self) -> &'static str {
        "AVIF"
    }

    fn format(&self) -> Option<SourceFormat> {
        Some(SourceFormat::Avif)
    }

    fn is_in_range(&self) -> bool {
        self.quality.is_in_range() && matches!(self.depth, 8 | 10) && !matches!(self.quality, Quality::NearLossless(_))
    }

    fn quality(&self) -> Option<Quality> {
        Some(self.quality)
    }

    fn depth(&self) -> u8 {
        self.depth
    }

    fn writes_gray(&self, channels: Channels) -> bool {
        channels.is_gray()
    }

    fn nanoseconds_per_pixel(&self) -> u64 {
        cost::nanoseconds_per_pixel(self)
    }

    fn working_set(&self, animated: bool) -> WorkingSet {
        cost::working_set(self, animated)
    }

    fn scale(&self, picture: &Picture) -> Result<Option<Box<dyn Scale>>> {
        if !self.quality.is_lossy() {
            return Ok(None);
        }
        let busyness = busyness(&*picture.first().to_eight()?);
        let (rung, _) = rung_for(self.effort, picture)?;
        Ok(Some(Box::new(AvifScale { rung, depth: self.depth, busyness })))
    }

    fn encode(&self, picture: &Picture, loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        let bytes = encode::encode(picture, loss, self, blocks, cancel)?;
        let Some(gain_map) = &blocks.gain_map else { return Ok(bytes) };
        let samples = Picture::still(gain_map.pixels.try_clone()?, ColourProfile::Unspecified);
        // Of a map's colours, which are gains, none is coarser than another.
        let whole = Self { chroma: Chroma::Yuv444, ..*self };
        let map = encode::encode(&samples, loss, &whole, &Blocks::default(), cancel)?;
        gain_map::attach(&bytes, &map, gain_map, self.depth)
    }
}
