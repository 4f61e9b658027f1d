//! TIFF's first directory (TIFF 6.0). Further directories are pages, thumbnails or masks; the first is the picture.

use std::io::{BufRead, Read, Seek};

use tiff::decoder::{Decoder, Limits as TiffLimits};
use tiff::tags::{CompressionMethod, PhotometricInterpretation, Tag, Type, ValueBuffer};
use tiff::{TiffError, TiffFormatError};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::signature::unreadable;
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

/// Canon's raw files are TIFF by their first bytes, and say so in the next.
pub fn is_start(head: &[u8]) -> bool {
    match head {
        [b'I', b'I', 42, 0, _, _, _, _, b'C', b'R', ..] => false,
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => true,
        _ => false,
    }
}

/// What a pixel is made of in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PixelLayout {
    pub photometric: Photometric,
    /// Bits a sample.
    pub bits: u8,
    pub alpha: Alpha,
    /// Samples a pixel that the decoding library hands out, in the order colours, alpha, others.
    pub samples: u16,
    pub compression: CompressionMethod,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Photometric {
    WhiteIsZero,
    BlackIsZero,
    Rgb,
    Palette,
    Cmyk,
    YCbCr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alpha {
    None,
    Straight,
    /// Multiplied into the colours.
    Multiplied,
}

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut decoder = Decoder::new(reader).map_err(decoding_error)?.with_limits(metadata_limits(limits));
    let (width, height) = decoder.dimensions().map_err(decoding_error)?;
    limits.check_dimensions(width, height)?;
    refuse_raw(&mut decoder)?;
    let layout = pixel_layout(&mut decoder)?;
    let profile = profile(&mut decoder, limits)?;
    Ok(ImageHeader {
        format: SourceFormat::Tiff,
        width,
        height,
        // One that is no number turns nothing, and is no reason to refuse the picture.
        orientation: unsigned(&mut decoder, Tag::Orientation)
            .ok()
            .flatten()
            .map_or(Orientation::Upright, Orientation::from_exif),
        colour_space: match layout.photometric {
            Photometric::WhiteIsZero | Photometric::BlackIsZero => ColourSpace::Gray,
            Photometric::Cmyk => ColourSpace::Cmyk,
            Photometric::Rgb | Photometric::Palette | Photometric::YCbCr => ColourSpace::Rgb,
        },
        has_alpha: layout.alpha != Alpha::None,
        bit_depth: if layout.photometric == Photometric::Palette { 8 } else { layout.bits.max(8) },
        is_progressive: false,
        frames: 1,
        loops: 0,
        profile,
        quality: None,
        gain_map: None,
        faults: Vec::new(),
    })
}

fn profile<R: Read + Seek>(decoder: &mut Decoder<R>, limits: &Limits) -> Result<ColourProfile> {
    let mut value = ValueBuffer::empty(Type::UNDEFINED);
    let Some(entry) = decoder.image_ifd().directory().get(Tag::IccProfile).cloned() else {
        return Ok(ColourProfile::Unspecified);
    };
    limits.check_metadata_bytes("ICC", entry.count())?;
    decoder.image_ifd().find_tag_buf(Tag::IccProfile, &mut value).map_err(decoding_error)?;
    Ok(ColourProfile::Icc(value.as_bytes().to_vec()))
}

/// Raw formats are TIFF files whose first directory is a preview: what they show here would be a stamp.
fn refuse_raw<R: Read + Seek>(decoder: &mut Decoder<R>) -> Result<()> {
    const DNG_VERSION: u16 = 50_706;
    const REDUCED_RESOLUTION: u32 = 1;
    if decoder.find_tag(Tag::Unknown(DNG_VERSION)).map_err(decoding_error)?.is_some() {
        return Err(unreadable("DNG raw"));
    }
    let is_preview = unsigned(decoder, Tag::NewSubfileType)?.is_some_and(|kind| kind & REDUCED_RESOLUTION != 0);
    let holds_others = decoder.find_tag(Tag::SubIfd).map_err(decoding_error)?.is_some();
    if is_preview && holds_others {
        let maker = decoder.get_tag_ascii_string(Tag::Make).unwrap_or_default();
        let maker = maker.trim_end_matches('\0').trim();
        let name = match maker.to_ascii_uppercase() {
            upper if upper.starts_with("NIKON") => "Nikon NEF raw".to_owned(),
            upper if upper.starts_with("SONY") => "Sony ARW raw".to_owned(),
            upper if upper.starts_with("PENTAX") => "Pentax PEF raw".to_owned(),
            upper if upper.starts_with("SAMSUNG") => "Samsung SRW raw".to_owned(),
            upper if upper.is_empty() => "camera raw".to_owned(),
            _ => format!("camera raw ({maker})"),
        };
        return Err(unreadable(&name));
    }
    Ok(())
}

pub(crate) fn pixel_layout<R: Read + Seek>(decoder: &mut Decoder<R>) -> Result<PixelLayout> {
    let bits = decoder
        .find_tag_unsigned_vec::<u16>(Tag::BitsPerSample)
        .map_err(decoding_error)?
        .and_then(|bits| bits.first().copied())
        .unwrap_or(1);
    let formats = decoder.find_tag_unsigned_vec::<u16>(Tag::SampleFormat).map_err(decoding_error)?.unwrap_or_default();
    match formats.first() {
        None | Some(1 | 4) => {}
        Some(2) => return Err(unsupported("with signed samples")),
        Some(3) => return Err(unsupported(&format!("with {bits}-bit floating-point samples"))),
        Some(_) => return Err(unsupported("with complex samples")),
    }
    let photometric = decoder
        .find_tag_unsigned::<u16>(Tag::PhotometricInterpretation)
        .map_err(decoding_error)?
        .and_then(PhotometricInterpretation::from_u16);
    let (photometric, colours) = match photometric {
        Some(PhotometricInterpretation::WhiteIsZero) => (Photometric::WhiteIsZero, 1),
        Some(PhotometricInterpretation::BlackIsZero) => (Photometric::BlackIsZero, 1),
        Some(PhotometricInterpretation::RGB) => (Photometric::Rgb, 3),
        Some(PhotometricInterpretation::RGBPalette) => (Photometric::Palette, 1),
        Some(PhotometricInterpretation::CMYK) => (Photometric::Cmyk, 4),
        Some(PhotometricInterpretation::YCbCr) => (Photometric::YCbCr, 3),
        Some(PhotometricInterpretation::TransparencyMask) => return Err(unsupported("that is a mask")),
        Some(_) => return Err(unsupported("in CIE L*a*b*")),
        None => return Err(unsupported("of an unknown colour model")),
    };
    let total = decoder.find_tag_unsigned::<u16>(Tag::SamplesPerPixel).map_err(decoding_error)?.unwrap_or(1);
    if total < colours {
        return Err(EngineError::corrupt(format!("TIFF: {total} samples a pixel; {photometric:?} needs {colours}")));
    }
    let extra = decoder.find_tag_unsigned_vec::<u16>(Tag::ExtraSamples).map_err(decoding_error)?;
    let alpha = match extra.as_deref() {
        Some([1, ..]) => Alpha::Multiplied,
        Some([2, ..]) => Alpha::Straight,
        // Old programs leave the tag out.
        None if total == colours + 1 && photometric == Photometric::Rgb => Alpha::Straight,
        _ => Alpha::None,
    };
    let samples = match photometric {
        Photometric::WhiteIsZero | Photometric::BlackIsZero | Photometric::Palette => total,
        Photometric::Rgb | Photometric::Cmyk | Photometric::YCbCr => colours + u16::from(alpha != Alpha::None),
    };
    let narrow = matches!(bits, 1 | 2 | 4) && total == 1;
    if !narrow && !matches!(bits, 8 | 16) || bits == 16 && photometric == Photometric::Palette {
        return Err(unsupported(&format!("with {bits} bits a sample and {total} samples a pixel")));
    }
    if photometric == Photometric::YCbCr && (bits != 8 || alpha != Alpha::None) {
        return Err(unsupported("in YCbCr with alpha or 16 bits"));
    }
    let compression = decoder
        .find_tag_unsigned::<u16>(Tag::Compression)
        .map_err(decoding_error)?
        .map_or(CompressionMethod::None, CompressionMethod::from_u16_exhaustive);
    Ok(PixelLayout { photometric, bits: bits as u8, alpha, samples, compression })
}

fn unsupported(what: &str) -> EngineError {
    EngineError::unsupported(format!("a TIFF {what}; read are grey, palette, RGB, YCbCr and CMYK of 1 to 16 bits"))
}

fn unsigned<R: Read + Seek>(decoder: &mut Decoder<R>, tag: Tag) -> Result<Option<u32>> {
    decoder.find_tag_unsigned(tag).map_err(decoding_error)
}

/// The profile is one value of a directory, the lists of strips and tiles are others, held as numbers of 32 bytes;
/// pixels go into buffers of ours, and what a strip takes while it is unpacked is in the file.
pub(crate) fn metadata_limits(limits: &Limits) -> TiffLimits {
    let most = usize::try_from(limits.metadata_bytes).unwrap_or(usize::MAX);
    let mut bounds = TiffLimits::unlimited();
    bounds.ifd_value_size = most;
    bounds.decoding_buffer_size = most;
    bounds
}

pub(crate) fn decoding_error(error: TiffError) -> EngineError {
    match error {
        TiffError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            EngineError::truncated("the TIFF ends before its image data does")
        }
        TiffError::IoError(error) if error.get_ref().is_none() => error.into(),
        TiffError::IoError(error) => EngineError::corrupt(format!("TIFF: {error}")),
        TiffError::FormatError(TiffFormatError::InvalidDimensions(width, height)) => {
            EngineError::corrupt(format!("the header says {width}×{height}; both sides must be at least 1 pixel"))
        }
        TiffError::UnsupportedError(error) => EngineError::unsupported(format!("a TIFF feature: {error}")),
        TiffError::LimitsExceeded => EngineError::of(ErrorCode::LimitMetadataBytes)
            .with("holder", "TIFF")
            .with("block", "profile or list of strips"),
        error => EngineError::corrupt(format!("TIFF: {error}")),
    }
}
