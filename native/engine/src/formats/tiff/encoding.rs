//! How a TIFF is asked for and written.

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::tiff::settings::{Tiff, TiffCompression};
use crate::formats::tiff::{cost, encode};
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
    progressive: false,
    efforts: None,
    max_side: i32::MAX as u32,
    metadata: &[Block::Icc],
};

impl Encode for Tiff {
    fn read(_quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
        use TiffCompression::{Deflate, Lzw, None};
        let compressions = [("lzw", Lzw), ("deflate", Deflate), ("none", None)];
        Ok(Self { compression: parameters.choice("compression", &compressions)?, depth: parameters.whole("depth")? })
    }

    fn traits(&self) -> &'static Traits {
        &TRAITS
    }

    fn title(&self) -> &'static str {
        "TIFF"
    }

    fn format(&self) -> Option<SourceFormat> {
        Some(SourceFormat::Tiff)
    }

    fn is_in_range(&self) -> bool {
        matches!(self.depth, 8 | 16)
    }

    fn depth(&self) -> u8 {
        self.depth
    }

    fn writes_gray(&self, channels: Channels) -> bool {
        channels.is_gray()
    }

    fn nanoseconds_per_pixel(&self) -> u64 {
        cost::nanoseconds_per_pixel(self.compression)
    }

    fn working_set(&self, _animated: bool) -> WorkingSet {
        cost::working_set(self)
    }

    fn encode(&self, picture: &Picture, _loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        encode::encode(picture.first(), self.compression, self.depth, blocks, cancel)
    }
}
