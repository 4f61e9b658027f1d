//! The formats that are read and written, a folder each.

pub mod avif;
pub mod bmp;
pub mod gif;
pub mod ico;
pub mod jpeg;
pub mod jxl;
pub mod png;
pub mod signature;
pub mod svg;
pub mod tiff;
pub mod webp;
