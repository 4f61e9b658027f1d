//! SVG.

pub mod bounds;
pub mod decode;
pub mod extent;
pub mod probe;
pub mod text;
