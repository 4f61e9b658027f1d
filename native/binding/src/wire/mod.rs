//! Every type that crosses into JavaScript, as plain data. Optional means absent here, never "choose a default":
//! whoever calls has decided.

mod base;
mod batch;
mod encoding;
mod engine_info;
mod framing;
mod geometry;
mod header;
mod limits;
mod operation;
mod result;

pub use base::*;
pub use batch::*;
pub use encoding::*;
pub use engine_info::*;
pub use framing::*;
pub use geometry::*;
pub use header::*;
pub use limits::*;
pub use operation::*;
pub use result::*;
