//! What a WebP can be asked to be.

use crate::asked::quality::Quality;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Webp {
    pub quality: Quality,
    /// 0 (fast) to 6 (small).
    pub effort: u8,
    /// 0–100; 100 keeps every value.
    pub alpha_quality: u8,
}
