//! What outputs need of a source beside its pixels, kept for as long as one of them is to be made.

use std::sync::Arc;

use crate::asked::limits::Limits;
use crate::batch::Output;
use crate::error::{EngineError, ErrorCode, Result};
use crate::framing::{FixedFrame, Framing};
use crate::kinds::format::ImageHeader;
use crate::metadata::{Blocks, Found, KeepMetadata, stripped, with_blocks};
use crate::orientation::Orientation;
use crate::picture::ColourProfile;
use crate::picture::Picture;

pub struct Origin {
    pub header: ImageHeader,
    limits: Limits,
    /// Empty when no output keeps any of it.
    found: Found,
    /// `None` when no output may be the source itself.
    bytes: Option<Arc<Vec<u8>>>,
}

impl Origin {
    /// Takes what the outputs will ask for; everything else of the source is let go.
    pub fn of(bytes: Arc<Vec<u8>>, header: &ImageHeader, outputs: &[Output], limits: &Limits) -> Self {
        let keeps = |output: &Output| !matches!(output.metadata, KeepMetadata::None | KeepMetadata::Icc);
        let found = if outputs.iter().any(keeps) { Found::of(&bytes, header.format, limits) } else { Found::default() };
        let bytes = outputs.iter().any(|output| output.or_source).then_some(bytes);
        Self { header: header.clone(), limits: *limits, found, bytes }
    }

    /// What an output says beside its pixels.
    pub fn blocks(&self, picture: &Picture, output: &Output) -> Blocks {
        Blocks::kept(picture, output.metadata, &self.found, &self.header, output.base.auto_orient)
    }

    /// The source's own bytes with as much metadata as the output keeps, when they may stand for its encoding and are
    /// no more than `most`.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidRequest`] when the output shows something else than the source.
    pub fn instead_of(&self, most: u64, output: &Output, picture: &Picture) -> Result<Option<Vec<u8>>> {
        let Some(bytes) = self.bytes.as_ref().filter(|_| output.or_source) else { return Ok(None) };
        self.check(output)?;
        if !self.shows_the_same(picture, output) {
            return Ok(None);
        }
        let format = self.header.format;
        let own = match output.metadata {
            KeepMetadata::All => Some(bytes.to_vec()),
            KeepMetadata::None | KeepMetadata::Icc => stripped(bytes, format, &self.limits),
            KeepMetadata::Copyright | KeepMetadata::Exif => {
                let Blocks { exif, .. } = self.blocks(picture, output);
                let kept = Blocks { exif, ..Blocks::default() };
                stripped(bytes, format, &self.limits).and_then(|bare| with_blocks(bare, format, &kept))
            }
        };
        Ok(own.filter(|own| own.len() as u64 <= most))
    }

    /// Whether the request makes sense for this source: everything that its caller could know.
    fn check(&self, output: &Output) -> Result<()> {
        let (width, height) = match output.base.auto_orient {
            true => self.header.upright_size(),
            false => (self.header.width, self.header.height),
        };
        let as_it_is = match output.framing {
            Framing::Fixed(FixedFrame { region, width: to_width, height: to_height, canvas: None, .. }) => {
                let whole = [0.0, 0.0, width.into(), height.into()];
                [region.left, region.top, region.width, region.height] == whole
                    && (to_width, to_height) == (width, height)
            }
            _ => false,
        };
        let upright = self.header.orientation == Orientation::Upright || !output.base.auto_orient;
        let same_format = output.encoding.source_format() == Some(self.header.format);
        if as_it_is && upright && same_format && output.operations.is_empty() {
            return Ok(());
        }
        Err(EngineError::new(
            ErrorCode::InvalidRequest,
            format!(
                "orSource for an output that is not its source: {width}×{height} {:?}, orientation {}",
                self.header.format,
                self.header.orientation.to_exif()
            ),
        ))
    }

    /// Whether the source looks as the output would: the caller cannot know whether a profile changes anything, nor
    /// whether the frames were kept.
    fn shows_the_same(&self, picture: &Picture, output: &Output) -> bool {
        let same_colours = self.header.profile == ColourProfile::Unspecified || picture.profile == self.header.profile;
        // What is not turned upright loses its orientation with its metadata.
        let turned = self.header.orientation == Orientation::Upright || output.metadata == KeepMetadata::All;
        same_colours && turned && picture.frames.len() as u32 == self.header.frames.max(1)
    }
}
