//! TIFF.

pub mod blocks;
pub mod decode;
pub mod encode;
pub mod file;
pub mod packed_bits;
pub mod probe;
pub mod ycbcr;
