//! jpegli's butteraugli distances, a step for each number.

use crate::formats::jpeg::settings::Chroma;
use crate::formats::jpeg::tables;
use crate::kinds::scale::Scale;
use crate::quality::{NUMBERS, entry};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JpegScale(pub Chroma);

impl JpegScale {
    pub const ALL: [Self; 2] = [Self(Chroma::Yuv420), Self(Chroma::Yuv444)];

    const fn table(self) -> &'static [f32; NUMBERS] {
        match self.0 {
            Chroma::Yuv420 => &tables::JPEG_420,
            Chroma::Yuv444 => &tables::JPEG_444,
        }
    }
}

impl Scale for JpegScale {
    fn last(&self) -> u8 {
        99
    }

    fn level(&self, step: u8) -> f64 {
        entry(self.table(), step + 1)
    }

    fn step_of(&self, number: u8) -> u8 {
        number - 1
    }

    fn is_rising(&self) -> bool {
        false
    }
}
