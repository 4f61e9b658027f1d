//! How a WebP is asked for and written.

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::webp::quality::WebpScale;
use crate::formats::webp::settings::Webp;
use crate::formats::webp::{blocks, cost, encode};
use crate::kinds::encode::{Block, Encode, Loss, Lossless, Parts, Traits, WorkingSet, encode_in_turn};
use crate::kinds::header::SourceFormat;
use crate::kinds::scale::Scale;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::pixels::Channels;

pub static TRAITS: Traits = Traits {
    animated: true,
    lossless: Lossless::Optional,
    alpha: true,
    bit_depths: &[8],
    progressive: false,
    efforts: Some((0, 6)),
    max_side: 16_383,
    metadata: &[Block::Icc, Block::Exif, Block::Xmp],
};

impl Encode for Webp {
    fn read(quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
        Ok(Self {
            quality: parameters.quality(quality)?,
            effort: parameters.whole("effort")?,
            alpha_quality: parameters.whole("alphaQuality")?,
        })
    }

    fn traits(&self) -> &'static Traits {
        &TRAITS
    }

    fn title(&self) -> &'static str {
        "WebP"
    }

    fn format(&self) -> Option<SourceFormat> {
        Some(SourceFormat::Webp)
    }

    fn is_in_range(&self) -> bool {
        self.quality.is_in_range() && self.effort <= 6 && self.alpha_quality <= 100
    }

    fn quality(&self) -> Option<Quality> {
        Some(self.quality)
    }

    fn writes_gray(&self, _channels: Channels) -> bool {
        false
    }

    fn nanoseconds_per_pixel(&self) -> u64 {
        cost::nanoseconds_per_pixel(self)
    }

    fn working_set(&self, animated: bool) -> WorkingSet {
        cost::working_set(self, animated)
    }

    fn frames_at_once(&self, frames: u32) -> u32 {
        frames
    }

    fn scale(&self, picture: &Picture) -> Result<Option<Box<dyn Scale>>> {
        let scale = WebpScale { effort: self.effort, animated: picture.frames.len() > 1 };
        Ok(self.quality.is_lossy().then(|| Box::new(scale) as _))
    }

    fn encode(&self, picture: &Picture, loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        if picture.frames.len() > 1 {
            return encode_in_turn(&encode::frames(picture, loss, self, blocks, cancel)?, picture, cancel);
        }
        let bytes = encode::encode(picture, loss, self, cancel)?;
        if blocks.is_empty() { Ok(bytes) } else { blocks::embed(&bytes, blocks) }
    }

    fn in_parts(
        &self,
        picture: &Picture,
        loss: Loss,
        blocks: &Blocks,
        cancel: &Cancel,
    ) -> Result<Option<Box<dyn Parts>>> {
        Ok(Some(Box::new(encode::frames(picture, loss, self, blocks, cancel)?)))
    }
}
