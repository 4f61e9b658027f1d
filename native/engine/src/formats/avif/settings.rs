//! What an AVIF can be asked to be.

use crate::asked::chroma::Chroma;
use crate::asked::quality::Quality;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Avif {
    /// A number, a target or lossless.
    pub quality: Quality,
    pub effort: AvifEffort,
    /// Bits a channel, 8 or 10.
    pub depth: u8,
    /// Of a lossy picture in colour.
    pub chroma: Chroma,
}

/// A rung of the AVIF ladder, slowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AvifEffort {
    Best,
    Default,
    Fast,
    Faster,
    Draft,
}

impl AvifEffort {
    pub const ALL: [Self; 5] = [Self::Best, Self::Default, Self::Fast, Self::Faster, Self::Draft];

    /// As it crosses from JavaScript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Default => "default",
            Self::Fast => "fast",
            Self::Faster => "faster",
            Self::Draft => "draft",
        }
    }
}
