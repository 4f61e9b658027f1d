//! What became of a batch: one result for every output, in the order of the request.

use crate::counters::WorkCounts;
use crate::error::{EngineError, Result};

#[derive(Debug)]
pub struct BatchOutcome {
    /// In the order of the batch's sources.
    pub sources: Vec<SourceOutcome>,
    pub counts: WorkCounts,
    /// Worker threads that really ran.
    pub workers: usize,
}

#[derive(Debug)]
pub struct SourceOutcome {
    /// In the order of the source's outputs. When the source itself failed, each carries the same error.
    pub outputs: Vec<Result<Rendition>>,
}

/// A finished output.
#[derive(Debug, PartialEq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    /// Encoded size in bytes.
    pub bytes: u64,
    /// The quality number whose picture this is, for formats with a quality: the one asked for, or the one that a
    /// search found. `None` where nothing was lost, and for a source's own bytes.
    pub quality: Option<u8>,
    /// SSIMULACRA2 against the pixels given to the encoder, where a score was asked for. Below the target it is the
    /// best that could be reached. Animations are judged by their first frame.
    pub score: Option<f64>,
    /// Whether these are the source's own bytes.
    pub is_source: bool,
    /// The encoded bytes, when the destination was memory; when it was the event, that alone has them.
    pub data: Option<Vec<u8>>,
    pub timings: Timings,
    /// Faults of the source that [`crate::FailOn`] let pass.
    pub warnings: Vec<EngineError>,
}

/// Milliseconds of each stage. Decoding is the source's, resampling and operations may be shared with other
/// outputs, so sums over outputs count them more than once.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Timings {
    pub decode_ms: f64,
    pub resize_ms: f64,
    pub operate_ms: f64,
    pub encode_ms: f64,
}

/// Told to the caller as outputs finish, from whichever thread finished them.
#[derive(Debug, PartialEq)]
pub struct OutputEvent {
    pub source: usize,
    pub output: usize,
    /// The output's result, with bytes where these were to come with the event.
    pub result: Result<Rendition>,
}

impl Rendition {
    /// All but the bytes.
    pub(crate) fn facts(&self) -> Self {
        Self { data: None, warnings: self.warnings.clone(), ..*self }
    }
}
