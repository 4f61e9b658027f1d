//! TIFF: strips of 8 or 16 bits, with horizontal differences where they are compressed.

use std::io::Cursor;

use tiff::encoder::colortype::{ColorType, Gray8, Gray16, RGB8, RGB16, RGBA8, RGBA16};
use tiff::encoder::{Compression, DeflateLevel, TiffEncoder, TiffValue};
use tiff::tags::{PhotometricInterpretation, Predictor, SampleFormat, Tag, Type};
use tiff::{Directory, TiffError};

use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::formats::tiff::settings::TiffCompression;
use crate::metadata::Blocks;
use crate::pixels::{Channels, Pixels, Raster};

/// Alpha that colours are not multiplied by (TIFF 6.0, ExtraSamples).
const UNASSOCIATED_ALPHA: u16 = 2;

/// Writes the given depth, whatever the pixels'.
pub fn encode(
    pixels: &Pixels,
    compression: TiffCompression,
    depth: u8,
    blocks: &Blocks,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    cancel.check()?;
    if depth == 16 {
        let raster = &*pixels.to_sixteen()?;
        match raster.channels {
            Channels::Gray => write::<Gray16>(raster, compression, blocks),
            Channels::GrayAlpha => write::<GrayAlpha16>(raster, compression, blocks),
            Channels::Rgb => write::<RGB16>(raster, compression, blocks),
            Channels::Rgba => write::<RGBA16>(raster, compression, blocks),
        }
    } else {
        let raster = &*pixels.to_eight()?;
        match raster.channels {
            Channels::Gray => write::<Gray8>(raster, compression, blocks),
            Channels::GrayAlpha => write::<GrayAlpha8>(raster, compression, blocks),
            Channels::Rgb => write::<RGB8>(raster, compression, blocks),
            Channels::Rgba => write::<RGBA8>(raster, compression, blocks),
        }
    }
}

fn write<C: ColorType>(raster: &Raster<C::Inner>, compression: TiffCompression, blocks: &Blocks) -> Result<Vec<u8>>
where
    [C::Inner]: TiffValue,
{
    let (compression, predictor) = match compression {
        TiffCompression::Lzw => (Compression::Lzw, Predictor::Horizontal),
        TiffCompression::Deflate => (Compression::Deflate(DeflateLevel::Balanced), Predictor::Horizontal),
        TiffCompression::None => (Compression::Uncompressed, Predictor::None),
    };
    let mut out = Cursor::new(Vec::new());
    let mut encoder =
        TiffEncoder::new(&mut out).map_err(codec_error)?.with_compression(compression).with_predictor(predictor);
    let mut image = encoder.new_image::<C>(raster.width, raster.height).map_err(codec_error)?;
    if raster.channels.has_alpha() {
        image.encoder().write_tag(Tag::ExtraSamples, UNASSOCIATED_ALPHA).map_err(codec_error)?;
    }
    if let Some(icc) = &blocks.icc {
        let encoder = image.encoder();
        let entry = encoder.write_entry_bytes(Type::UNDEFINED, icc).map_err(codec_error)?;
        let mut directory = Directory::empty();
        directory.extend([(Tag::IccProfile, entry)]);
        encoder.extend_from(&directory);
    }
    image.write_data(&raster.samples).map_err(codec_error)?;
    Ok(out.into_inner())
}

fn codec_error(error: TiffError) -> EngineError {
    EngineError::engine("tiff", error)
}

/// The crate knows grey with alpha in no depth.
macro_rules! gray_alpha {
    ($name:ident, $sample:ty) => {
        struct $name;

        impl ColorType for $name {
            type Inner = $sample;
            const TIFF_VALUE: PhotometricInterpretation = PhotometricInterpretation::BlackIsZero;
            const BITS_PER_SAMPLE: &'static [u16] = &[<$sample>::BITS as u16; 2];
            const SAMPLE_FORMAT: &'static [SampleFormat] = &[SampleFormat::Uint; 2];

            fn horizontal_predict(row: &[$sample], result: &mut Vec<$sample>) {
                let (first, rest) = row.split_at(2.min(row.len()));
                result.extend_from_slice(first);
                result.extend(rest.iter().zip(row).map(|(sample, before)| sample.wrapping_sub(*before)));
            }
        }
    };
}

gray_alpha!(GrayAlpha8, u8);
gray_alpha!(GrayAlpha16, u16);
