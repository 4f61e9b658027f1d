//! JPEG XL.

pub mod decode;
pub mod probe;
