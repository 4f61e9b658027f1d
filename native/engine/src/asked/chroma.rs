//! How many samples say a picture's colour.

/// Chroma subsampling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chroma {
    /// A chroma sample for every 2×2 pixels.
    Yuv420,
    /// A chroma sample for every pixel.
    Yuv444,
}
