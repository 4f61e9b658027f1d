//! Pixels to encoded bytes.
//!
//! A format is a file or folder here, a variant of [`Encoding`], and a line in each match on it.

use crate::asked::encoding::{Encoding, PaletteLimit};
use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::{avif, gif, jpeg, png, tiff, webp};
use crate::metadata;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::quality;
use crate::steps::search;
use crate::steps::search::Written;

/// Encodes a picture, labelled with its profile and without any other metadata. The same pixels and parameters give
/// the same bytes on every thread.
pub fn encode(picture: &Picture, encoding: &Encoding, cancel: &Cancel) -> Result<Vec<u8>> {
    let picture = &*metadata::labelled(picture, encoding)?;
    Ok(write(picture, encoding, None, &Blocks::label(picture), cancel)?.bytes)
}

/// Encodes at a level of the codec's own scale, whatever the quality says: for whoever measures the scales.
#[doc(hidden)]
pub fn encode_at_level(picture: &Picture, encoding: &Encoding, level: f64, cancel: &Cancel) -> Result<Vec<u8>> {
    Subject { picture, encoding, blocks: &Blocks::default(), cancel }.encode(Loss::Level(level))
}

/// Encodes a picture that the format can label, with its metadata, within a number of bytes where one is given.
pub(crate) fn write(
    picture: &Picture,
    encoding: &Encoding,
    max_bytes: Option<u64>,
    blocks: &Blocks,
    cancel: &Cancel,
) -> Result<Written> {
    // A trimmed picture has its size only now.
    encoding.check(picture.width(), picture.height())?;
    search::write(&Subject { picture, encoding, blocks, cancel }, max_bytes)
}

/// What is encoded, perhaps several times.
pub(crate) struct Subject<'a> {
    pub picture: &'a Picture,
    pub encoding: &'a Encoding,
    pub blocks: &'a Blocks,
    pub cancel: &'a Cancel,
}

/// How much of the picture a codec may lose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Loss {
    /// A level on the codec's own scale.
    Level(f64),
    Lossless,
    /// libwebp's near-lossless level.
    NearLossless(u8),
}

impl Subject<'_> {
    /// Encodes once. Formats without a quality have no use for the loss.
    pub fn encode(&self, loss: Loss) -> Result<Vec<u8>> {
        let Self { picture, encoding, blocks, cancel } = *self;
        let first = picture.first();
        let bytes = match *encoding {
            Encoding::Jpeg { progressive, chroma, background, .. } => {
                let Loss::Level(distance) = loss else { return Err(quality::no_level(encoding)) };
                jpeg::encode::encode(&*first.to_eight()?, distance as f32, progressive, chroma, background, cancel)?
            }
            Encoding::Png { depth: 16, effort, interlaced, .. } => png::encode::encode_sixteen(
                &*first.to_sixteen()?,
                png::encode::Settings { effort, interlaced },
                blocks.needs_colour(),
                cancel,
            )?,
            Encoding::Png { effort, interlaced, palette, .. } => png::encode::encode_eight(
                &*first.to_eight()?,
                png::encode::Settings { effort, interlaced },
                palette,
                blocks.needs_colour(),
                cancel,
            )?,
            Encoding::Webp { effort, alpha_quality, .. } => {
                webp::encode::encode(picture, loss, webp::encode::Settings { effort, alpha_quality }, cancel)?
            }
            Encoding::Avif { effort, depth, .. } => {
                return avif::encode::encode(picture, loss, avif::encode::Settings { effort, depth }, blocks, cancel);
            }
            Encoding::Gif { colours, dither } => {
                return gif::encode::encode(picture, PaletteLimit { colours, dither }, cancel);
            }
            Encoding::Derived(derived) => return derived.of(&*first.to_eight()?),
            Encoding::Tiff { compression, depth } => {
                return tiff::encode::encode(first, compression, depth, blocks, cancel);
            }
        };
        metadata::embed(bytes, encoding, blocks)
    }
}
