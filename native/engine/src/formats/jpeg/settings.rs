//! What a JPEG can be asked to be.

use crate::asked::chroma::Chroma;
use crate::asked::quality::Quality;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jpeg {
    /// A number or a target.
    pub quality: Quality,
    pub progressive: bool,
    pub effort: JpegEffort,
    /// `None` for what suits the picture.
    pub chroma: Option<Chroma>,
    /// Under transparent pixels; JPEG has no alpha.
    pub background: [u8; 3],
}

/// How much time is spent for fewer bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JpegEffort {
    /// Coefficients and scans that are worth their bits: some fourteen times the time.
    Best,
    Default,
}
