//! Every type that crosses into JavaScript, as plain data. Optional means absent here, never "choose a default":
//! whoever calls has decided.

mod base;
mod batch;
mod engine_info;
mod framing;
mod geometry;
mod header;
mod kernel;
mod kind;
mod limits;
mod photo;
mod result;

pub use base::*;
pub use batch::*;
pub use engine_info::*;
pub use framing::*;
pub use geometry::*;
pub use header::*;
pub use kernel::*;
pub use kind::*;
pub use limits::*;
pub use photo::*;
pub use result::*;
