//! How a PNG is asked for and written.

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::png::settings::Png;
use crate::formats::png::{blocks, cost, encode};
use crate::indexed::PaletteLimit;
use crate::kinds::encode::{Block, Encode, Loss, Lossless, Traits, WorkingSet};
use crate::kinds::header::SourceFormat;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::pixels::Channels;

pub static TRAITS: Traits = Traits {
    animated: false,
    lossless: Lossless::Always,
    alpha: true,
    bit_depths: &[8, 16],
    progressive: true,
    efforts: Some((1, 10)),
    max_side: i32::MAX as u32,
    metadata: &[Block::Icc, Block::Exif, Block::Xmp],
};

impl Encode for Png {
    fn read(_quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
        Ok(Self {
            depth: parameters.whole("depth")?,
            effort: parameters.whole("effort")?,
            interlaced: parameters.flag("interlaced")?,
            palette: if parameters.has("colours") { Some(PaletteLimit::read(parameters)?) } else { None },
        })
    }

    fn traits(&self) -> &'static Traits {
        &TRAITS
    }

    fn title(&self) -> &'static str {
        "PNG"
    }

    fn format(&self) -> Option<SourceFormat> {
        Some(SourceFormat::Png)
    }

    fn is_in_range(&self) -> bool {
        let depth = match self.depth {
            8 => self.palette.is_none_or(PaletteLimit::is_in_range),
            depth => depth == 16 && self.palette.is_none(),
        };
        depth && (1..=10).contains(&self.effort)
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

    fn working_set(&self, _animated: bool) -> WorkingSet {
        cost::working_set(self)
    }

    fn encode(&self, picture: &Picture, _loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        let Self { depth, effort, interlaced, palette } = *self;
        let settings = encode::Settings { effort, interlaced };
        let (first, keep_colour) = (picture.first(), blocks.needs_colour());
        let bytes = match depth {
            16 => encode::encode_sixteen(&*first.to_sixteen()?, settings, keep_colour, cancel)?,
            _ => encode::encode_eight(&*first.to_eight()?, settings, palette, keep_colour, cancel)?,
        };
        if blocks.is_empty() { Ok(bytes) } else { blocks::embed(&bytes, blocks) }
    }
}
