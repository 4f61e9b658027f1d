//! What is written, as everybody else sees it.

use std::fmt::Debug;

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::header::SourceFormat;
use crate::kinds::scale::Scale;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::pixels::Channels;

/// What a format can hold when it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    /// Whether it keeps the frames of an animation; any other takes the first.
    pub animated: bool,
    pub lossless: Lossless,
    pub alpha: bool,
    /// Bits a channel.
    pub bit_depths: &'static [u8],
    /// Whether rows may come in passes.
    pub progressive: bool,
    /// Least and most, where effort is a number.
    pub efforts: Option<(u8, u8)>,
    /// Largest width and height.
    pub max_side: u32,
    /// Blocks that are written beside the pixels.
    pub metadata: &'static [Block],
}

/// Whether pixels can be kept exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lossless {
    Never,
    Optional,
    Always,
}

/// What a file says beside its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    Icc,
    Exif,
    Xmp,
    /// An HDR gain map.
    GainMap,
}

/// Where a lossy picture with more bits a channel than its source has is smaller than one of equal looks with 8.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deepening {
    /// The effort's name.
    pub effort: &'static str,
    /// Bits a channel.
    pub depth: u8,
    /// From this number of quality on, 1–100,
    pub from_number: u8,
    /// or this SSIMULACRA2, where one is wanted.
    pub from_score: f64,
}

/// How much of the picture a codec may lose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Loss {
    /// A level on the codec's own scale.
    Level(f64),
    Lossless,
    /// libwebp's near-lossless level.
    NearLossless(u8),
}

impl Loss {
    /// For a format that has nothing else.
    pub fn level(self, title: &str) -> Result<f64> {
        match self {
            Self::Level(level) => Ok(level),
            Self::Lossless | Self::NearLossless(_) => Err(no_level(title)),
        }
    }
}

/// A level was asked of a format without one, or none of one that has nothing else.
pub fn no_level(title: &str) -> EngineError {
    EngineError::new(ErrorCode::InvalidRequest, format!("a quality that {title} does not have"))
}

/// Bytes that an encoder needs beside the pixels it is given: whatever the picture's size, for each column of each of its colours,
/// for each of its pixels, for each that has alpha, and for each that may be drawn: a header tells no more than the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingSet {
    pub fixed: u64,
    pub per_column: u64,
    pub per_pixel: u64,
    pub per_alpha: u64,
    pub per_drawn: u64,
}

impl WorkingSet {
    pub const fn per_pixel(per_pixel: u64) -> Self {
        Self { fixed: 0, per_column: 0, per_pixel, per_alpha: 0, per_drawn: 0 }
    }
}

/// One target with every parameter that changes its bytes.
pub trait Encode: Copy + Debug + PartialEq {
    /// From what crosses; takes out of the parameters what it knows.
    ///
    /// # Errors
    /// [`crate::ErrorCode::InvalidRequest`] for what is missing or of another type.
    fn read(quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self>;

    fn traits(&self) -> &'static Traits;

    /// As people write it.
    fn title(&self) -> &'static str;

    /// The format as a source's; `None` for what is no picture.
    fn format(&self) -> Option<SourceFormat>;

    /// Whether a codec could do it.
    fn is_in_range(&self) -> bool;

    /// `None` for formats without one.
    fn quality(&self) -> Option<Quality> {
        None
    }

    /// Bits a channel that the format stores: above 8, sources are decoded with all the bits they have.
    fn depth(&self) -> u8 {
        8
    }

    /// Whether a grey picture of these channels is written with one channel for colour.
    fn writes_gray(&self, channels: Channels) -> bool;

    /// Time of one encode, for the order of work only; measured on photographs of 3 megapixels.
    fn nanoseconds_per_pixel(&self) -> u64;

    /// Measured as the growth of the process, on the sizes of the times and on animations of 160×120 and 800×600, with a
    /// copy of the pixels for layouts that the codec does not take.
    fn working_set(&self, animated: bool) -> WorkingSet;

    /// How many of an animation's frames may be encoded at the same time, each with a working set of its own.
    fn frames_at_once(&self, _frames: u32) -> u32 {
        1
    }

    /// What numbers of quality mean for this picture; `None` where there is nothing to set.
    fn scale(&self, _picture: &Picture) -> Result<Option<Box<dyn Scale>>> {
        Ok(None)
    }

    /// Encodes once, with what the blocks say. Formats without a quality have no use for the loss.
    fn encode(&self, picture: &Picture, loss: Loss, blocks: &Blocks, cancel: &Cancel) -> Result<Vec<u8>>;

    /// The same encode as pieces of work that may be done at once; `None` where it is one. What is found out for all of
    /// them together is found out here.
    fn in_parts(
        &self,
        _picture: &Picture,
        _loss: Loss,
        _blocks: &Blocks,
        _cancel: &Cancel,
    ) -> Result<Option<Box<dyn Parts>>> {
        Ok(None)
    }
}

/// An encode whose parts depend on the picture alone, and not on each other: its bytes are the same in whatever order
/// they are made.
pub trait Parts: Send + Sync {
    /// At least one.
    fn count(&self) -> usize;

    fn make(&self, picture: &Picture, index: usize, cancel: &Cancel) -> Result<Vec<u8>>;

    /// The file, of all parts in their order.
    fn join(&self, parts: Vec<Vec<u8>>) -> Result<Vec<u8>>;
}

/// All parts, one after another.
pub fn encode_in_turn(parts: &dyn Parts, picture: &Picture, cancel: &Cancel) -> Result<Vec<u8>> {
    let made = (0..parts.count()).map(|index| parts.make(picture, index, cancel)).collect::<Result<_>>()?;
    parts.join(made)
}
