//! The formats, a folder each. This list is the only file that names them all: it makes the constants by which sources
//! are known, and the encodings that an output may have.

pub mod avif;
pub mod bmp;
pub mod brands;
pub mod gif;
pub mod ico;
pub mod jpeg;
pub mod jxl;
pub mod png;
pub mod signature;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod tiff;
pub mod webp;

use std::io::Read;

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::derived::Derived;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::encode::{Encode, Loss, Parts, Traits, WorkingSet};
use crate::kinds::format::Format;
use crate::kinds::header::SourceFormat;
use crate::kinds::scale::Scale;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::pixels::Channels;

/// What can be asked of the formats that are written.
pub mod asked {
    pub use crate::formats::avif::settings::{Avif, AvifEffort};
    pub use crate::formats::gif::settings::Gif;
    pub use crate::formats::jpeg::settings::{Jpeg, JpegEffort};
    pub use crate::formats::png::settings::Png;
    pub use crate::formats::tiff::settings::{Tiff, TiffCompression};
    pub use crate::formats::webp::settings::Webp;
}

/// For whoever measures what quality is on the scales of codecs.
pub mod measured {
    pub use crate::formats::avif::busyness::{busyness, shift_of_busyness};
    pub use crate::formats::avif::ladder::{avif_ladder, measured_avifs};
    pub use crate::formats::avif::quality::avif_level;
}

use asked::*;

macro_rules! readable {
    ($($Name:ident = $name:literal: $file:expr),* $(,)?) => {
        /// Named like the variants of an enum, which would have to stand below the formats and name them, too.
        #[allow(non_upper_case_globals)]
        impl SourceFormat {
            $(pub const $Name: Self = Self($name);)*

            /// Every readable format, in the order in which messages list them.
            pub const ALL: [Self; FORMATS.len()] = [$(Self::$Name),*];
        }

        /// In that order.
        static FORMATS: [&dyn Format; [$($name),*].len()] = [$(&$file),*];
    };
}

macro_rules! encodings {
    ($($Name:ident = $name:literal),* $(,)?) => {
        /// A target with every parameter that changes its bytes.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum Encoding {
            $($Name($Name),)*
            /// No picture, but what stands for one.
            Derived(Derived),
        }

        impl Encoding {
            fn read_kind(format: &str, quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
                match format {
                    $($name => $Name::read(quality, parameters).map(Self::$Name),)*
                    _ => Derived::read(quality, parameters).map(Self::Derived),
                }
            }
        }

        /// Asks the one that it is.
        macro_rules! ask {
            ($encoding:expr, $one:ident => $answer:expr) => {
                match $encoding {
                    $(Encoding::$Name($one) => $answer,)*
                    Encoding::Derived($one) => $answer,
                }
            };
        }
    };
}

readable! {
    Jpeg = "jpeg": jpeg::JpegFile,
    Png = "png": png::PngFile,
    Webp = "webp": webp::WebpFile,
    Avif = "avif": avif::AvifFile,
    Gif = "gif": gif::GifFile,
    Tiff = "tiff": tiff::TiffFile,
    Svg = "svg": svg::SvgFile,
    Jxl = "jxl": jxl::JxlFile,
    Bmp = "bmp": bmp::BmpFile,
    Ico = "ico": ico::IcoFile,
}

encodings! {
    Jpeg = "jpeg",
    Png = "png",
    Webp = "webp",
    Avif = "avif",
    Gif = "gif",
    Tiff = "tiff",
}

/// Every format.
pub fn all() -> impl Iterator<Item = &'static dyn Format> {
    FORMATS.into_iter()
}

impl SourceFormat {
    /// What the format can do.
    pub fn format(self) -> &'static dyn Format {
        FORMATS
            .into_iter()
            .find(|format| format.name() == self)
            .unwrap_or_else(|| unreachable!("{self:?} is no format"))
    }

    /// The name people know it by.
    pub fn name(self) -> &'static str {
        self.format().title()
    }
}

/// Identifies the format from the reader's first bytes. A format that is known and not read is named as such, so that
/// nobody takes a photograph from a phone for a damaged file.
pub fn identify(reader: &mut dyn Read) -> Result<&'static dyn Format> {
    let mut head = Vec::new();
    reader.take(signature::BYTES as u64).read_to_end(&mut head)?;
    if head.len() == signature::BYTES && FORMATS.into_iter().any(|format| format.may_start_later(&head)) {
        reader.take(signature::MOST_BYTES).read_to_end(&mut head)?;
    }
    match FORMATS.into_iter().find(|format| format.is_start(&head)) {
        Some(format) => Ok(format),
        None => Err(signature::refuse(&head)),
    }
}

/// Completes the error for a format that is known and not read.
pub fn name_readable(error: EngineError) -> EngineError {
    if error.code != ErrorCode::FormatUnsupported {
        return error;
    }
    error.with("readable", FORMATS.map(Format::title).join(", "))
}

impl Encoding {
    /// From what crosses.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidRequest`] for a format that is not written, and for parameters that it does not have.
    pub fn read(format: &str, quality: Option<Quality>, mut parameters: Parameters) -> Result<Self> {
        let encoding = Self::read_kind(format, quality, &mut parameters)?;
        parameters.finish()?;
        Ok(encoding)
    }

    /// Rejects what no codec could do, before any pixel is touched.
    pub fn check(&self, width: u32, height: u32) -> Result<()> {
        let max = self.traits().max_side;
        if width > max || height > max {
            return Err(EngineError::of(ErrorCode::OutputTooLarge)
                .with("format", self.title())
                .with("most", max)
                .with("width", width)
                .with("height", height));
        }
        if self.is_in_range() {
            Ok(())
        } else {
            Err(EngineError::new(ErrorCode::InvalidRequest, format!("an encoding outside its ranges: {self:?}")))
        }
    }

    pub fn traits(&self) -> &'static Traits {
        ask!(self, one => one.traits())
    }

    pub fn title(&self) -> &'static str {
        ask!(self, one => one.title())
    }

    /// The format as a source's.
    pub fn format(&self) -> Option<SourceFormat> {
        ask!(self, one => one.format())
    }

    fn is_in_range(&self) -> bool {
        ask!(self, one => one.is_in_range())
    }

    pub fn quality(&self) -> Option<Quality> {
        ask!(self, one => one.quality())
    }

    pub fn depth(&self) -> u8 {
        ask!(self, one => one.depth())
    }

    pub fn writes_gray(&self, channels: Channels) -> bool {
        ask!(self, one => one.writes_gray(channels))
    }

    pub fn nanoseconds_per_pixel(&self) -> u64 {
        ask!(self, one => one.nanoseconds_per_pixel())
    }

    pub fn working_set(&self, animated: bool) -> WorkingSet {
        ask!(self, one => one.working_set(animated))
    }

    pub fn frames_at_once(&self, frames: u32) -> u32 {
        ask!(self, one => one.frames_at_once(frames))
    }

    pub fn scale(&self, picture: &Picture) -> Result<Option<Box<dyn Scale>>> {
        ask!(self, one => one.scale(picture))
    }

    pub fn encode(&self, picture: &Picture, loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        ask!(self, one => one.encode(picture, loss, blocks, cancel))
    }

    pub fn in_parts(
        &self,
        picture: &Picture,
        loss: Loss,
        blocks: &Blocks,
        cancel: &Cancel,
    ) -> Result<Option<Box<dyn Parts>>> {
        ask!(self, one => one.in_parts(picture, loss, blocks, cancel))
    }
}
