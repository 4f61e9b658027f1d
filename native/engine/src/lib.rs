//! An image engine for build tools: every number is decided by the caller, one decode feeds every output of a
//! source, and a bad picture is a value, never a crash.
//!
//! Start at [`process_batch`]; [`probe_path`] and [`probe_bytes`] read headers only.

mod admission;
mod batch;
mod cancel;
mod canvas;
mod colour;
mod counters;
mod decode;
mod encode;
mod error;
mod fingerprint;
mod limits;
mod orientation;
mod outcome;
mod panic;
mod pixels;
mod probe;
mod process_batch;
mod resize;
mod run;
mod shrink;
mod write_file;

pub use batch::{Batch, Destination, Output, Resampling, Source, SourceInput};
pub use cancel::Cancel;
pub use canvas::Canvas;
pub use counters::WorkCounts;
pub use decode::{Decoded, decode};
pub use encode::{AvifEffort, Chroma, Encoding, encode};
pub use error::{EngineError, ErrorCode, Result};
pub use fingerprint::{Codec, VERSION, codecs, fingerprint};
pub use limits::Limits;
pub use orientation::Orientation;
pub use outcome::{BatchOutcome, OutputEvent, Rendition, SourceOutcome, Timings};
pub use panic::contain_panic;
pub use pixels::{Channels, Pixels};
pub use probe::{
    ColourProfile, ColourSpace, ImageHeader, SourceFormat, hash_bytes, hash_path, probe_bytes, probe_path,
};
pub use process_batch::{process_batch, process_source};
pub use resize::{Kernel, Region, resize};
