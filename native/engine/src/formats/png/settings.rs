//! What a PNG can be asked to be.

use crate::indexed::PaletteLimit;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Png {
    /// Bits a channel, 8 or 16.
    pub depth: u8,
    /// 1 (fast) to 10 (small).
    pub effort: u8,
    /// Adam7.
    pub interlaced: bool,
    /// Fewer colours than the picture has, where that is smaller; 8 bits only.
    pub palette: Option<PaletteLimit>,
}
