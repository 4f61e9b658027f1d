//! What a caller asks for, as plain data.

pub mod encoding;
pub mod geometry;
pub mod limits;
