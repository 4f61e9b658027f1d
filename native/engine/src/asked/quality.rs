//! How much of the picture may be lost.

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quality {
    /// 1–100 on sharp's scale: at least as good a picture as sharp's at that number.
    Number(u8),
    /// The SSIMULACRA2 score to reach against the pixels given to the encoder, 1–100.
    Target(f64),
    Lossless,
    /// WebP's lossless coding of pixels that were smoothed to compress better: 0 (most) to 100 (not at all).
    NearLossless(u8),
}

impl Quality {
    pub fn is_in_range(self) -> bool {
        match self {
            Self::Number(number) => (1..=100).contains(&number),
            Self::Target(score) => (1.0..=100.0).contains(&score),
            Self::Lossless => true,
            Self::NearLossless(level) => level <= 100,
        }
    }

    pub const fn is_lossy(self) -> bool {
        matches!(self, Self::Number(_) | Self::Target(_))
    }
}
