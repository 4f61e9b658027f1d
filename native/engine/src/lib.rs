//! An image engine for build tools: every number is decided by the caller, one decode feeds every output of a
//! source, and a bad picture is a value, never a crash.
//!
//! Start at [`process_batch`]; [`probe_path`] and [`probe_bytes`] read headers only.

mod admission;
mod base;
mod batch;
mod cancel;
mod canvas;
mod colour;
mod cost;
mod counters;
mod decode;
mod derive;
mod encode;
mod entropy;
mod error;
mod fingerprint;
mod framing;
mod geometry;
mod lab;
mod limits;
mod machine;
mod metadata;
mod needs;
mod operations;
mod orientation;
mod origin;
mod outcome;
mod panic;
mod picture;
mod pixels;
mod probe;
mod process_batch;
mod read_source;
mod resize;
mod run;
mod slide;
mod srgb_curve;
mod trim;
mod write_file;

pub use base::{Base, prepare};
pub use batch::{Batch, DecodeSize, Destination, Output, Source, SourceInput};
pub use cancel::Cancel;
pub use canvas::Canvas;
pub use colour::TargetColours;
pub use counters::WorkCounts;
pub use decode::{Decoded, Encoded, decode};
pub use derive::Derived;
pub use encode::{AvifEffort, Chroma, Encoding, PaletteLimit, Quality, TiffCompression, encode, encode_at_level};
#[doc(hidden)]
pub use encode::{avif_level, busyness};
pub use error::{EngineError, ErrorCode, Result};
pub use fingerprint::{Codec, VERSION, codecs, fingerprint};
pub use framing::{FixedFrame, Framing};
pub use geometry::{Crop, Fit, FrameRequest, Length, Position, geometry};
pub use limits::Limits;
pub use machine::{available_memory, available_parallelism};
pub use metadata::KeepMetadata;
pub use needs::{Needs, Preparation};
pub use operations::Operation;
pub use orientation::Orientation;
pub use outcome::{BatchOutcome, Made, OutputEvent, Rendition, SourceOutcome, Timings};
pub use panic::contain_panic;
pub use picture::{Frame, Picture};
pub use pixels::{Channels, Pixels, Raster, Sample};
pub use probe::{
    ColourProfile, ColourSpace, ImageHeader, SourceFormat, hash_bytes, hash_path, probe_bytes, probe_path,
};
pub use process_batch::{process_batch, process_source};
pub use resize::{Kernel, Region, resize};
pub use slide::{Slide, Strategy};
