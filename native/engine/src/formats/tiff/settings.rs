//! What a TIFF can be asked to be.

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tiff {
    pub compression: TiffCompression,
    /// Bits a channel, 8 or 16.
    pub depth: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TiffCompression {
    Lzw,
    Deflate,
    None,
}
