//! An image engine for build tools: every number is decided by the caller, one decode feeds every output of a
//! source, and a bad picture is a value, never a crash.
//!
//! Start at [`process_batch`]; [`probe_path`] and [`probe_bytes`] read headers only.

mod admission;
mod asked;
mod base;
mod batch;
mod cancel;
mod canvas;
mod colour;
mod composer;
mod cost;
mod counters;
mod derived;
mod entropy;
mod error;
mod fingerprint;
mod formats;
mod framing;
mod indexed;
mod kinds;
mod lab;
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
mod quality;
mod read_source;
mod resize;
mod run;
mod slide;
mod srgb_curve;
mod steps;
mod trim;
mod write_file;

pub use asked::encoding::{AvifEffort, Chroma, Encoding, PaletteLimit, TiffCompression};
pub use asked::geometry::{Crop, Fit, FrameRequest, Length, Position, geometry};
pub use asked::limits::Limits;
pub use base::{Base, prepare};
pub use batch::{Batch, DecodeSize, Destination, Output, Source, SourceInput};
pub use cancel::Cancel;
pub use canvas::Canvas;
pub use colour::TargetColours;
pub use counters::WorkCounts;
pub use derived::Derived;
pub use error::{EngineError, ErrorCode, Result};
pub use fingerprint::{Codec, VERSION, codecs, fingerprint};
pub use formats::signature::SourceFormat;
pub use framing::{FixedFrame, Framing};
pub use kinds::format::{Decoded, Encoded, ImageHeader};
pub use machine::{available_memory, available_parallelism};
pub use metadata::KeepMetadata;
pub use needs::{Needs, Preparation};
pub use operations::Operation;
pub use orientation::Orientation;
pub use outcome::{BatchOutcome, Made, OutputEvent, Rendition, SourceOutcome, Timings};
pub use panic::contain_panic;
pub use picture::{ColourProfile, ColourSpace, Frame, Picture};
pub use pixels::{Channels, Pixels, Raster, Sample};
pub use probe::{hash_bytes, hash_path, probe_bytes, probe_path};
pub use process_batch::{process_batch, process_source};
pub use quality::Quality;
#[doc(hidden)]
pub use quality::{avif_level, busyness};
pub use resize::{Kernel, Region, resize};
pub use slide::{Slide, Strategy};
pub use steps::decode::decode;
pub use steps::encode::{encode, encode_at_level};
