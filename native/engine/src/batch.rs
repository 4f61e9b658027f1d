//! What to do: plain data, every number decided by the caller.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::asked::base::{Base, TargetColours};
use crate::asked::framing::Framing;
use crate::asked::geometry::{FrameRequest, geometry};
use crate::asked::limits::Limits;
use crate::asked::metadata::KeepMetadata;
use crate::error::{EngineError, ErrorCode, Result};
use crate::fail_on::FailOn;
use crate::formats::Encoding;
use crate::kinds::encode::Block;
use crate::kinds::header::ImageHeader;
use crate::operations::Operation;
use crate::operations::in_order::{check_operations, size_after};

/// One build phase, or one call: sources with all their outputs.
#[derive(Debug, Clone)]
pub struct Batch {
    pub sources: Vec<Source>,
    /// Worker threads.
    pub concurrency: NonZeroUsize,
    /// Bytes that decoded pixels and encoders may take together, by the model of [`crate::admission`].
    pub memory_budget: u64,
    pub limits: Limits,
}

/// One encoded image and everything to be made of it.
#[derive(Debug, Clone)]
pub struct Source {
    pub input: SourceInput,
    pub decode_size: DecodeSize,
    /// What of a damaged file is an error.
    pub fail_on: FailOn,
    /// How long its stages may take together; waiting for a thread is not counted. Outputs that were done in time stay.
    pub timeout: Option<Duration>,
    pub outputs: Vec<Output>,
}

/// How many of its pixels a source is decoded to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeSize {
    /// All of them: the bytes of an output depend on nothing but the source and the output itself.
    Full,
    /// As few as the largest output needs, where the format can scale while it decodes: faster. The bytes of an output
    /// then depend on what else is asked of the source.
    Needed,
}

#[derive(Debug, Clone)]
pub enum SourceInput {
    Path(PathBuf),
    Bytes(Arc<Vec<u8>>),
}

/// One file to be made, by steps in this order: base, framing, operations, passes, encoding. Outputs of a source that
/// begin with the same steps share their work.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    pub base: Base,
    pub framing: Framing,
    /// In the order of [`Operation`]'s variants, each once at most.
    pub operations: Vec<Operation>,
    /// What is done to the picture after that, in order; mostly nothing.
    pub passes: Vec<Pass>,
    pub encoding: Encoding,
    pub metadata: KeepMetadata,
    /// Whether the HDR gain map of the source comes along, where the source has one and the encoding holds it.
    pub keep_gain_map: bool,
    /// Most bytes that the encoded picture may have; its quality, where the format has one, is lowered until it fits.
    pub max_bytes: Option<u64>,
    /// Whether the source's own bytes, without their metadata, are taken when they are no more than the encoding's.
    /// Only for outputs that show the source as it is: format, size and orientation unchanged, no operation.
    pub or_source: bool,
    pub destination: Destination,
}

/// Framing and operations once more, on the picture that the steps before have made.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// How much a border may differ from the corner at its top left to be cut off first, in any channel: 0–255.
    pub trim: Option<f64>,
    /// Of the picture as it is by then, whose size may show only when it is made.
    pub request: FrameRequest,
    /// In the order of [`Operation`]'s variants, each once at most.
    pub operations: Vec<Operation>,
}

impl Pass {
    fn check(&self) -> Result<()> {
        if let Some(threshold) = self.trim {
            Framing::Trimmed { threshold, request: self.request }.check()?;
        }
        check_operations(&self.operations)
    }

    /// Of a picture that was this large; `None` where it shows only when it is made.
    fn size_after(&self, size: (u32, u32)) -> Option<(u32, u32)> {
        self.trim.is_none().then(|| self.size_untrimmed(size))
    }

    /// The size that it would have if there were nothing to trim.
    pub fn size_untrimmed(&self, (width, height): (u32, u32)) -> (u32, u32) {
        size_after(&self.operations, geometry(width, height, &self.request).size())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    Memory,
    /// Given away with the event that tells of the output, so that the batch holds nothing of what is done.
    Event,
    /// Written beside its name and renamed: whoever looks sees a whole file or none.
    File(PathBuf),
}

impl Source {
    /// Refuses what would make no picture, before anything is read.
    pub fn check(&self) -> Result<()> {
        self.outputs.iter().try_for_each(Output::check)
    }
}

#[cfg(test)]
impl Output {
    /// Upright, in sRGB, of one frame, into memory; nothing of the source comes along.
    pub(crate) fn plain(framing: Framing, encoding: Encoding) -> Self {
        Self {
            base: Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: false },
            framing,
            operations: Vec::new(),
            passes: Vec::new(),
            encoding,
            metadata: KeepMetadata::None,
            keep_gain_map: false,
            max_bytes: None,
            or_source: false,
            destination: Destination::Memory,
        }
    }
}

impl Output {
    fn check(&self) -> Result<()> {
        self.framing.check()?;
        check_operations(&self.operations)?;
        self.passes.iter().try_for_each(Pass::check)?;
        if self.base.colour_space != TargetColours::Srgb && !self.encoding.traits().metadata.contains(&Block::Icc) {
            let (format, colours) = (self.encoding.title(), self.base.colour_space);
            let message = format!("{format} is written without a profile, so that {colours:?} would look wrong");
            return Err(EngineError::new(ErrorCode::InvalidRequest, message));
        }
        if self.keep_gain_map && !self.encoding.traits().metadata.contains(&Block::GainMap) {
            let message = format!("{} has no place for a gain map", self.encoding.title());
            return Err(EngineError::new(ErrorCode::InvalidRequest, message));
        }
        // Elsewhere the encoder checks what is made.
        self.size().map_or(Ok(()), |(width, height)| self.encoding.check(width, height))
    }

    /// Refuses a size beyond what is allowed, where it is known before the picture is made.
    pub fn check_size(&self, header: &ImageHeader, limits: &Limits) -> Result<()> {
        let is_animated = self.base.animated && self.encoding.traits().animated;
        let frames = if is_animated { header.frames } else { 1 };
        self.sizes().flatten().try_for_each(|(width, height)| limits.check_output(width, height, frames))
    }

    /// Size of the encoded picture; `None` where it shows only when it is made.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.sizes().last().flatten()
    }

    /// Sizes of the picture after its first operations and after each pass; `None` as [`Self::size`].
    fn sizes(&self) -> impl Iterator<Item = Option<(u32, u32)>> {
        let first = self.framing.size().map(|size| size_after(&self.operations, size));
        let passes = self.passes.iter().scan(first, |size, pass| {
            *size = size.and_then(|size| pass.size_after(size));
            Some(*size)
        });
        std::iter::once(first).chain(passes)
    }

    /// The same sizes for a source of this size, if nothing is trimmed.
    pub fn sizes_untrimmed(&self, source: (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
        let first = size_after(&self.operations, self.framing.size_untrimmed(source));
        let passes = self.passes.iter().scan(first, |size, pass| {
            *size = pass.size_untrimmed(*size);
            Some(*size)
        });
        std::iter::once(first).chain(passes)
    }
}
