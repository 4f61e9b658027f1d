//! What to do: plain data, every number decided by the caller.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::asked::base::{Base, TargetColours};
use crate::asked::framing::Framing;
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

/// One file to be made, by steps in this order: base, framing, operations, encoding. Outputs of a source that begin
/// with the same steps share their work.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    pub base: Base,
    pub framing: Framing,
    /// In the order of [`Operation`]'s variants, each once at most.
    pub operations: Vec<Operation>,
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
        let Some((width, height)) = self.size() else { return Ok(()) };
        let is_animated = self.base.animated && self.encoding.traits().animated;
        limits.check_output(width, height, if is_animated { header.frames } else { 1 })
    }

    /// Size of the encoded picture; `None` where it shows only when it is made.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.framing.size().map(|size| size_after(&self.operations, size))
    }
}
