//! The only place that names both sides of the wire.

mod base;
mod batch;
mod colour;
mod engine_info;
mod error;
mod framing;
mod geometry;
mod header;
mod kernel;
mod kind;
mod photo;
mod result;

pub use batch::{batch, fail_on, input, limits};
pub use engine_info::engine_info;
pub use framing::fixed_frame_to_wire;
pub use geometry::from_wire as frame_request;
pub use header::{Probed, probe_result};
pub use result::{batch_result, output_result};
