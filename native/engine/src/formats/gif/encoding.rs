//! How a GIF is asked for and written.

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::gif::cost;
use crate::formats::gif::encode::FramesOfGif;
use crate::formats::gif::settings::Gif;
use crate::indexed::PaletteLimit;
use crate::kinds::encode::{Encode, Loss, Lossless, Parts, Traits, WorkingSet, encode_in_turn};
use crate::kinds::header::SourceFormat;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::pixels::Channels;

pub static TRAITS: Traits = Traits {
    animated: true,
    lossless: Lossless::Always,
    alpha: true,
    bit_depths: &[8],
    progressive: false,
    efforts: None,
    max_side: 65_535,
    metadata: &[],
};

impl Encode for Gif {
    fn read(_quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
        let PaletteLimit { colours, dither, error } = PaletteLimit::read(parameters)?;
        Ok(Self { colours, dither, error })
    }

    fn traits(&self) -> &'static Traits {
        &TRAITS
    }

    fn title(&self) -> &'static str {
        "GIF"
    }

    fn format(&self) -> Option<SourceFormat> {
        Some(SourceFormat::Gif)
    }

    fn is_in_range(&self) -> bool {
        self.limit().is_in_range()
    }

    fn writes_gray(&self, _channels: Channels) -> bool {
        false
    }

    fn nanoseconds_per_pixel(&self) -> u64 {
        cost::NANOSECONDS_PER_PIXEL
    }

    fn working_set(&self, animated: bool) -> WorkingSet {
        cost::working_set(animated)
    }

    fn frames_at_once(&self, frames: u32) -> u32 {
        frames
    }

    fn encode(&self, picture: &Picture, _loss: Loss, _blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        encode_in_turn(&FramesOfGif::plan(picture, self.limit(), cancel)?, picture, cancel)
    }

    fn in_parts(
        &self,
        picture: &Picture,
        _loss: Loss,
        _blocks: &Blocks,
        cancel: &Cancel,
    ) -> Result<Option<Box<dyn Parts>>> {
        Ok(Some(Box::new(FramesOfGif::plan(picture, self.limit(), cancel)?)))
    }
}

impl Gif {
    const fn limit(&self) -> PaletteLimit {
        let Self { colours, dither, error } = *self;
        PaletteLimit { colours, dither, error }
    }
}
