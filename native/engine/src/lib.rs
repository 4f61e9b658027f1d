//! An image engine for build tools: every number is decided by the caller, one decode feeds every output of a
//! source, and a bad picture is a value, never a crash.
//!
//! Start at [`process_batch`]; [`probe_path`] and [`probe_bytes`] read headers only.

// What an image is as large as is allocated so that it can fail; tests look at small ones.
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

mod admission;
mod allocate;
mod asked;
mod batch;
mod cancel;
mod colour;
mod composer;
mod cost;
mod counters;
mod derived;
mod entropy;
mod error;
mod fail_on;
mod fingerprint;
mod formats;
mod gain_map;
mod indexed;
mod kinds;
mod lab;
mod machine;
mod metadata;
mod operations;
mod orientation;
mod outcome;
mod panic;
mod photo_metadata;
mod picture;
mod pixels;
mod probe;
mod process_batch;
mod quality;
mod resize;
mod run;
mod srgb_curve;
mod steps;

#[doc(hidden)]
pub use admission::modelled_peak;
pub use asked::base::{Base, TargetColours};
pub use asked::chroma::Chroma;
pub use asked::frame::{Canvas, FixedFrame, Kernel, Region, Slide, Strategy};
pub use asked::framing::Framing;
pub use asked::geometry::{Crop, Fit, FrameRequest, Length, Position, geometry};
pub use asked::limits::Limits;
pub use asked::metadata::KeepMetadata;
pub use asked::parameters::{Parameter, Parameters};
pub use asked::quality::Quality;
pub use batch::{Batch, DecodeSize, Destination, Output, Pass, Source, SourceInput};
pub use cancel::Cancel;
pub use counters::WorkCounts;
pub use derived::*;
pub use error::{EngineError, ErrorCode, Operand, Result};
pub use fail_on::FailOn;
pub use fingerprint::{VERSION, codecs, fingerprint};
pub use formats::asked::*;
#[doc(hidden)]
pub use formats::measured::*;
pub use formats::{Encoding, all as formats};
pub use gain_map::{Fraction, GainMap, GainMapHeader, GainMapMetadata};
pub use indexed::PaletteLimit;
pub use kinds::codec::Codec;
pub use kinds::encode::{Block, Deepening, Lossless, Traits};
pub use kinds::format::{Decoded, Encoded, Format, Needs};
pub use kinds::header::{ImageHeader, SourceFormat};
pub use machine::{available_memory, available_parallelism};
pub use metadata::photo::PhotoMetadata;
pub use operations::*;
pub use orientation::Orientation;
pub use outcome::{BatchOutcome, OutputEvent, Rendition, SourceOutcome, Timings};
pub use panic::contain_panic;
pub use photo_metadata::photo_metadata;
pub use picture::{ColourProfile, ColourSpace, Frame, Picture};
pub use pixels::{Channels, Pixels, Raster, Sample};
pub use probe::{hash_bytes, hash_path, probe_bytes, probe_bytes_as_far_as, probe_path, probe_path_as_far_as};
pub use process_batch::{OnDone, OnOutput, process_batch, process_source, rest, start_batch};
pub use resize::resize;
pub use steps::base::prepare;
pub use steps::decode::{decode, decode_as_far_as};
pub use steps::encode::{encode, encode_at_level, encode_with_gain_map};
pub use steps::frame::frame_picture;
pub use steps::gain_map::gain_map_of;
pub use steps::needs::Preparation;
