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
pub mod tiff;
pub mod webp;

use std::io::Read;

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::derived::Derived;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::encode::{Encode, Loss, Traits, WorkingSet};
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
    pub use crate::formats::jpeg::settings::{Chroma, Jpeg};
    pub use crate::formats::png::settings::Png;
    pub use crate::formats::tiff::settings::{Tiff, TiffCompression};
    pub use crate::formats::webp::settings::Webp;
}

/// For whoever measures what quality is on the scales of codecs.
pub mod measured {
    pub use crate::formats::avif::busyness::busyness;
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

    pub fn scale(&self, picture: &Picture) -> Result<Option<Box<dyn Scale>>> {
        ask!(self, one => one.scale(picture))
    }

    pub fn encode(&self, picture: &Picture, loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>> {
        ask!(self, one => one.encode(picture, loss, blocks, cancel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scales() -> Vec<Box<dyn Scale>> {
        all().flat_map(Format::scales).collect()
    }

    #[test]
    fn every_readable_format_is_known_by_its_first_bytes() {
        for (head, format) in [
            (&b"\xFF\xD8\xFF\xE0"[..], SourceFormat::Jpeg),
            (b"\x89PNG\r\n\x1A\n", SourceFormat::Png),
            (b"RIFF\0\0\0\0WEBPVP8 ", SourceFormat::Webp),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", SourceFormat::Avif),
            (b"GIF89a", SourceFormat::Gif),
            (b"II*\0\x08\0\0\0", SourceFormat::Tiff),
            (b"MM\0+\0\x08\0\0", SourceFormat::Tiff),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", SourceFormat::Svg),
            (b"\xFF\x0A\0\0", SourceFormat::Jxl),
            (b"\0\0\0\x0CJXL \r\n\x87\n", SourceFormat::Jxl),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", SourceFormat::Bmp),
            (b"\0\0\x01\0\x01\0\x10\x10", SourceFormat::Ico),
        ] {
            assert_eq!(identify(&mut &head[..]).unwrap().name(), format);
            let others = all().filter(|other| other.name() != format && other.is_start(head));
            assert_eq!(others.count(), 0, "no start is that of two formats: {format:?}");
        }
    }

    #[test]
    fn what_is_told_of_a_format_is_told_once_and_completely() {
        let names: Vec<_> = all().map(Format::name).collect();
        assert_eq!(names, SourceFormat::ALL);
        for format in all() {
            assert_eq!(format.name().format().title(), format.title());
            assert!(!format.extensions().is_empty() && format.media_type().starts_with("image/"));
        }
        let png = Encoding::Png(Png { depth: 8, effort: 6, interlaced: false, palette: None });
        assert_eq!(Some(png.traits()), png.format().unwrap().format().traits());
    }

    #[test]
    fn an_encoding_is_read_from_its_name_and_parameters_and_refuses_others() {
        use crate::asked::parameters::Parameter::{Number, Text};
        let read = |parameters: &[(&str, crate::asked::parameters::Parameter)]| {
            let owned = parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            Encoding::read("avif", Some(Quality::Number(50)), Parameters::new("avif", owned))
        };
        let (effort, depth) = (("effort", Text("fast".to_owned())), ("depth", Number(10.0)));
        let avif = Avif { quality: Quality::Number(50), effort: AvifEffort::Fast, depth: 10 };
        assert_eq!(read(&[effort.clone(), depth.clone()]).unwrap(), Encoding::Avif(avif));
        for wrong in [&[effort.clone()][..], &[effort, depth, ("colour", Number(1.0))]] {
            assert_eq!(read(wrong).unwrap_err().code, ErrorCode::InvalidRequest);
        }
        let unknown = Encoding::read("heif", None, Parameters::new("heif", [])).unwrap_err();
        assert!(unknown.code == ErrorCode::InvalidRequest && unknown.to_string().contains("heif"), "{unknown}");
    }

    #[test]
    fn a_higher_number_is_never_a_worse_picture() {
        for scale in scales() {
            let rises = scale.is_rising();
            for number in 2..=100 {
                assert!(scale.step_of(number) >= scale.step_of(number - 1), "{scale:?} {number}");
            }
            for step in 1..=scale.last() {
                let (level, before) = (scale.level(step), scale.level(step - 1));
                assert!(if rises { level >= before } else { level <= before }, "{scale:?} at {step}: {level}");
            }
        }
    }

    #[test]
    fn a_step_tells_the_number_that_it_stands_for() {
        for scale in scales() {
            for number in 1..=100 {
                let told = scale.number_of(scale.step_of(number));
                assert_eq!(scale.step_of(told), scale.step_of(number), "{scale:?} {number}");
                assert!(told >= number);
            }
            assert_eq!(scale.number_of(scale.last()), 100, "{scale:?}");
        }
    }
}
