//! What a JPEG can be asked to be.

use crate::asked::quality::Quality;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jpeg {
    /// A number or a target.
    pub quality: Quality,
    pub progressive: bool,
    pub chroma: Chroma,
    /// Under transparent pixels; JPEG has no alpha.
    pub background: [u8; 3],
}

/// Chroma subsampling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chroma {
    /// A chroma sample for every 2×2 pixels.
    Yuv420,
    /// A chroma sample for every pixel.
    Yuv444,
}
