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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_allowed_and_nothing_beyond_them() {
        let allowed = [
            Quality::Number(1),
            Quality::Number(100),
            Quality::Target(1.0),
            Quality::Target(100.0),
            Quality::Lossless,
            Quality::NearLossless(0),
            Quality::NearLossless(100),
        ];
        assert!(allowed.into_iter().all(Quality::is_in_range));
        let beyond = [
            Quality::Number(0),
            Quality::Number(101),
            Quality::Target(0.9),
            Quality::Target(100.1),
            Quality::Target(f64::NAN),
            Quality::NearLossless(101),
        ];
        assert!(!beyond.into_iter().any(Quality::is_in_range));
    }

    #[test]
    fn a_number_and_a_target_lose_something_and_nothing_else_does() {
        let lossy = [Quality::Number(100), Quality::Target(100.0), Quality::Lossless, Quality::NearLossless(0)];
        assert_eq!(lossy.map(Quality::is_lossy), [true, true, false, false]);
    }
}
