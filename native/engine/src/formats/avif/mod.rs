//! AVIF.

pub mod blocks;
pub mod decode;
pub mod encode;
pub mod probe;
