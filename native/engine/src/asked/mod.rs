//! What a caller asks for, whatever the kind: plain data.

pub mod base;
pub mod chroma;
pub mod frame;
pub mod framing;
pub mod geometry;
pub mod limits;
pub mod metadata;
pub mod parameters;
pub mod quality;
