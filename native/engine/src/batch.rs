//! What to do: plain data, every number decided by the caller.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use crate::canvas::Canvas;
use crate::encode::{AvifEffort, Encoding};
use crate::error::{EngineError, ErrorCode, Result};
use crate::limits::Limits;
use crate::resize::{Kernel, Region};

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
    /// Whether regions are given in the upright picture (true) or in the stored one.
    pub auto_orient: bool,
    pub outputs: Vec<Output>,
}

#[derive(Debug, Clone)]
pub enum SourceInput {
    Path(PathBuf),
    Bytes(Arc<[u8]>),
}

/// One file to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    pub resampling: Resampling,
    /// Laid under the resampled picture when its size is not the output's.
    pub canvas: Option<Canvas>,
    pub encoding: Encoding,
    pub destination: Destination,
}

/// Which part of the source at which size; outputs that share it share the pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resampling {
    /// In pixels of the source at full size.
    pub region: Region,
    pub width: u32,
    pub height: u32,
    pub kernel: Kernel,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    Memory,
    /// Written beside its name and renamed: whoever looks sees a whole file or none.
    File(PathBuf),
}

impl Source {
    /// Refuses what would make no picture, before anything is read.
    pub fn check(&self) -> Result<()> {
        self.outputs.iter().try_for_each(Output::check)
    }
}

impl Output {
    fn check(&self) -> Result<()> {
        let Resampling { region, width, height, .. } = &self.resampling;
        let numbers = [region.left, region.top, region.width, region.height];
        let valid_region = numbers.iter().all(|number| number.is_finite() && *number >= 0.0)
            && region.width > 0.0
            && region.height > 0.0;
        if !valid_region || *width == 0 || *height == 0 {
            return Err(invalid(format!("an empty or impossible resampling: {:?}", self.resampling)));
        }
        if let Some(canvas) = &self.canvas
            && (canvas.left.checked_add(*width).is_none_or(|right| right > canvas.width)
                || canvas.top.checked_add(*height).is_none_or(|bottom| bottom > canvas.height))
        {
            return Err(invalid(format!("a picture of {width}×{height} does not fit its canvas: {canvas:?}")));
        }
        let (width, height) = self.size();
        self.encoding.check(width, height)
    }

    /// Size of the encoded picture.
    pub fn size(&self) -> (u32, u32) {
        match &self.canvas {
            Some(canvas) => (canvas.width, canvas.height),
            None => (self.resampling.width, self.resampling.height),
        }
    }

    /// Rough encoding time in nanoseconds, for the order of work only.
    pub(crate) fn cost(&self) -> u64 {
        let (width, height) = self.size();
        let nanoseconds_per_pixel = match self.encoding {
            Encoding::Jpeg { progressive: false, .. } => 5,
            Encoding::Jpeg { progressive: true, .. } => 9,
            Encoding::Png { .. } => 60,
            Encoding::Webp { method, .. } => 15 + 12 * u64::from(method),
            Encoding::Avif { effort, .. } => match effort {
                AvifEffort::Best => 1600,
                AvifEffort::Default => 600,
                AvifEffort::Fast => 350,
                AvifEffort::Faster => 200,
                AvifEffort::Draft => 35,
            },
        };
        u64::from(width) * u64::from(height) * nanoseconds_per_pixel
    }

    /// Bytes that the encoder needs beside the pixels it is given.
    pub(crate) fn working_set(&self) -> u64 {
        let (width, height) = self.size();
        let bytes_per_pixel = match self.encoding {
            Encoding::Jpeg { .. } => 6,
            Encoding::Png { .. } => 8,
            Encoding::Webp { .. } => 12,
            Encoding::Avif { .. } => 40,
        };
        u64::from(width) * u64::from(height) * bytes_per_pixel
    }
}

fn invalid(message: String) -> EngineError {
    EngineError::new(ErrorCode::InvalidRequest, message)
}
