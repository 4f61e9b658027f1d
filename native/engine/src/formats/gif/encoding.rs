//! How a GIF is asked for and written.

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::gif::settings::Gif;
use crate::formats::gif::{cost, encode};
use crate::indexed::PaletteLimit;
use crate::kinds::encode::{Encode, Loss, Lossless, Traits, WorkingSet};
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
        let PaletteLimit { colours, dither, .. } = PaletteLimit::read(parameters)?;
        Ok(Self { colours, dither })
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
        limit_of(self).is_in_range()
    }

    fn writes_gray(&self, _channels: Channels) -> bool {
        false
    }

    fn nanoseconds_per_pixel(&self) -> u64 {
        cost::NANOSECONDS_PER_PIXEL
    }

    fn working_set(&self, _animated: bool) -> WorkingSet {
        cost::WORKING_SET
    }

    fn encode(&self, picture: &Picture, _loss: Loss, _blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        encode::encode(picture, limit_of(self), cancel)
    }
}

/// Frames share their colours, so that all there may be are of use.
fn limit_of(&Gif { colours, dither }: &Gif) -> PaletteLimit {
    PaletteLimit { colours, dither, error: 0.0 }
}
