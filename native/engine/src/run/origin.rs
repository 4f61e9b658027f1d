//! What outputs need of a source beside its pixels, kept for as long as one of them is to be made.

use std::sync::Arc;

use crate::allocate::copy_of;
use crate::asked::frame::FixedFrame;
use crate::asked::framing::Framing;
use crate::asked::limits::Limits;
use crate::asked::metadata::KeepMetadata;
use crate::batch::Output;
use crate::cancel::Cancel;
use crate::colour::is_srgb;
use crate::error::{EngineError, ErrorCode, Result};
use crate::gain_map::{Dropped, GainMap, xmp};
use crate::kinds::format::{Encoded, Format};
use crate::kinds::header::ImageHeader;
use crate::metadata::{Blocks, Found};
use crate::orientation::Orientation;
use crate::picture::ColourProfile;
use crate::picture::Picture;
use crate::steps::gain_map::{self, DecodedGainMap};

#[derive(Clone)]
pub struct Origin {
    pub header: ImageHeader,
    /// What was wrong with the file and let pass.
    pub faults: Vec<EngineError>,
    limits: Limits,
    /// Empty when no output keeps any of it.
    found: Found,
    /// `None` where there is none, or no output keeps it.
    gain_map: Option<Arc<std::result::Result<DecodedGainMap, Dropped>>>,
    /// `None` when no output may be the source itself.
    bytes: Option<Arc<Vec<u8>>>,
}

impl Origin {
    /// Takes what the outputs will ask for; everything else of the source is let go.
    pub fn of(bytes: Arc<Vec<u8>>, header: &ImageHeader, outputs: &[Output], limits: &Limits) -> Self {
        let keeps = |output: &Output| !matches!(output.metadata, KeepMetadata::None | KeepMetadata::Icc);
        let found = if outputs.iter().any(keeps) {
            header.format.format().find_blocks(&bytes, limits).within(limits)
        } else {
            Found::default()
        };
        let bytes = outputs.iter().any(|output| output.or_source).then_some(bytes);
        Self { header: header.clone(), faults: header.faults.clone(), limits: *limits, found, gain_map: None, bytes }
    }

    /// With its gain map decoded, where an output keeps it.
    pub fn with_gain_map(mut self, source: &Encoded, outputs: &[Output], cancel: &Cancel) -> Self {
        if self.header.gain_map.is_some() && outputs.iter().any(|output| output.keep_gain_map) {
            self.gain_map = Some(Arc::new(gain_map::decode(source, cancel)));
        }
        self
    }

    /// The gain map that goes with a picture of this source, framed as `frame` says.
    pub fn gain_map(
        &self,
        picture: &Picture,
        output: &Output,
        frame: Option<&FixedFrame>,
    ) -> Result<Option<std::result::Result<GainMap, Dropped>>> {
        let (Some(map), Some(frame), true) = (&self.gain_map, frame, output.keep_gain_map) else { return Ok(None) };
        match &**map {
            Ok(map) => gain_map::fit(map, &self.header, output, frame, picture).map(Some),
            Err(dropped) => Ok(Some(Err(dropped.clone()))),
        }
    }

    /// The same source, with what its decoder found.
    pub fn with_faults(origin: &Arc<Self>, faults: &[EngineError]) -> Arc<Self> {
        if faults.is_empty() {
            return Arc::clone(origin);
        }
        Arc::new(Self { faults: [&origin.faults[..], faults].concat(), ..Self::clone(origin) })
    }

    /// What an output says beside its pixels.
    pub fn blocks(&self, picture: &Picture, output: &Output) -> Blocks {
        let orientation = if output.base.auto_orient { Orientation::Upright } else { self.header.orientation };
        let blocks = Blocks::keep(picture, output.metadata, &self.found, &self.header.profile, orientation);
        // What followed the picture in its file does not follow this one.
        let xmp = blocks.xmp.as_deref().and_then(xmp::without_gain_map);
        Blocks { xmp, ..blocks }
    }

    /// The source's own bytes with as much metadata as the output keeps, when they may stand for its encoding and are
    /// no more than `most`.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidRequest`] when the output shows something else than the source.
    pub fn instead_of(&self, most: u64, output: &Output, picture: &Picture) -> Result<Option<Vec<u8>>> {
        let Some(bytes) = self.bytes.as_ref().filter(|_| output.or_source) else { return Ok(None) };
        self.check(output)?;
        // What had to be repaired here may be shown otherwise elsewhere.
        if output.keep_gain_map || !self.faults.is_empty() || !self.shows_the_same(picture, output) {
            return Ok(None);
        }
        let format = self.header.format.format();
        let keeps_profile = output.metadata != KeepMetadata::None || picture.profile != ColourProfile::Unspecified;
        let own = match output.metadata {
            // The file says that there is a map, and has it.
            KeepMetadata::All if self.header.gain_map.is_some() => None,
            KeepMetadata::All => Some(copy_of(bytes, "bytes of a source")?),
            KeepMetadata::None | KeepMetadata::Icc => format.strip_blocks(bytes, keeps_profile, &self.limits),
            KeepMetadata::Copyright | KeepMetadata::Exif => {
                let Blocks { exif, .. } = self.blocks(picture, output);
                let kept = Blocks { exif, ..Blocks::default() };
                format.strip_blocks(bytes, keeps_profile, &self.limits).and_then(|bare| embed(format, bare, &kept))
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
        let same_format = output.encoding.format() == Some(self.header.format);
        if as_it_is && upright && same_format && output.operations.is_empty() && output.passes.is_empty() {
            return Ok(());
        }
        Err(EngineError::of(ErrorCode::InvalidRequest)
            .with("instead", "source")
            .with("width", width)
            .with("height", height)
            .with("format", self.header.format.as_str())
            .with("orientation", u32::from(self.header.orientation.to_exif())))
    }

    /// Whether the source looks as the output would: the caller cannot know whether a profile changes anything, nor
    /// whether the frames were kept.
    fn shows_the_same(&self, picture: &Picture, output: &Output) -> bool {
        let own = &self.header.profile;
        let same_colours = *own == ColourProfile::Unspecified
            || picture.profile == *own
            || picture.profile == ColourProfile::Unspecified && is_srgb(own, picture.channels().is_gray());
        // What is not turned upright loses its orientation with its metadata.
        let turned = self.header.orientation == Orientation::Upright || output.metadata == KeepMetadata::All;
        same_colours && turned && picture.frames.len() as u32 == self.header.frames.max(1)
    }
}

/// A source with blocks added; `None` where its container is not one that blocks are added to.
fn embed(format: &dyn Format, bytes: Vec<u8>, blocks: &Blocks) -> Option<Vec<u8>> {
    if blocks.is_empty() {
        return Some(bytes);
    }
    format.embed_blocks(&bytes, blocks)?.ok()
}
