//! Pixels to encoded bytes.

use std::borrow::Cow;

use crate::asked::base::TargetColours;
use crate::cancel::Cancel;
use crate::colour::convert;
use crate::error::Result;
use crate::formats::Encoding;
use crate::gain_map::GainMap;
use crate::kinds::encode::Loss;
use crate::kinds::encode::Parts;
use crate::metadata::{Blocks, profile};
use crate::picture::Picture;
use crate::steps::search::{self, Once, Subject, Written};

/// Encodes a picture, labelled with its profile and without any other metadata. The same pixels and parameters give
/// the same bytes on every thread.
pub fn encode(picture: &Picture, encoding: &Encoding, cancel: &Cancel) -> Result<Vec<u8>> {
    let picture = &*label(picture, encoding)?;
    Ok(write(picture, encoding, None, &Blocks::label(picture), cancel)?.bytes)
}

/// The same with a gain map, which a format without a place for one leaves out.
pub fn encode_with_gain_map(
    picture: &Picture,
    gain_map: GainMap,
    encoding: &Encoding,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    let picture = &*label(picture, encoding)?;
    let blocks = Blocks { gain_map: Some(gain_map), ..Blocks::label(picture) };
    Ok(write(picture, encoding, None, &blocks, cancel)?.bytes)
}

/// Encodes at a level of the codec's own scale, whatever the quality says: for whoever measures the scales.
#[doc(hidden)]
pub fn encode_at_level(picture: &Picture, encoding: &Encoding, level: f64, cancel: &Cancel) -> Result<Vec<u8>> {
    encoding.encode(picture, Loss::Level(level), &Blocks::default(), cancel)
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

/// A picture that the format can label, to be written by pieces of work that may be done at once.
pub(crate) struct InParts {
    once: Once,
    pub parts: Box<dyn Parts>,
}

impl InParts {
    /// `None` where it is to be written at once.
    pub fn of(
        picture: &Picture,
        encoding: &Encoding,
        max_bytes: Option<u64>,
        blocks: &Blocks,
        cancel: &Cancel,
    ) -> Result<Option<Self>> {
        if picture.frames.len() == 1 {
            return Ok(None);
        }
        encoding.check(picture.width(), picture.height())?;
        let Some(once) = Once::of(picture, encoding, max_bytes)? else { return Ok(None) };
        let parts = encoding.in_parts(picture, once.loss, blocks, cancel)?;
        Ok(parts.map(|parts| Self { once, parts }))
    }

    /// What [`write`] would have come to.
    pub fn join(
        &self,
        made: Vec<Vec<u8>>,
        picture: &Picture,
        encoding: &Encoding,
        max_bytes: Option<u64>,
    ) -> Result<Written> {
        self.once.written(picture, encoding, self.parts.join(made)?, max_bytes)
    }
}

/// The picture in colours that the encoding can label: itself, or a copy in sRGB when its profile is damaged or one
/// for another number of channels than will be written.
pub(crate) fn label<'a>(picture: &'a Picture, encoding: &Encoding) -> Result<Cow<'a, Picture>> {
    if profile::fits(&picture.profile, encoding.writes_gray(picture.channels())) {
        return Ok(Cow::Borrowed(picture));
    }
    Ok(Cow::Owned(convert(picture.try_clone(true)?, TargetColours::Srgb)?))
}
