//! Pixels that stand for those of a whole animation.

/// Enough for a list of 256 colours, and little beside a frame.
const MOST: usize = 1 << 17;

/// Every pixel, every second, every fourth, as there are more of them.
pub struct Sample {
    rgba: Vec<u8>,
    step: usize,
    skipped: usize,
}

impl Sample {
    pub const fn new() -> Self {
        Self { rgba: Vec::new(), step: 1, skipped: 0 }
    }

    pub fn add(&mut self, pixel: [u8; 4]) {
        self.skipped += 1;
        if self.skipped < self.step {
            return;
        }
        self.skipped = 0;
        self.rgba.extend_from_slice(&pixel);
        if self.rgba.len() == MOST * 4 {
            let kept = self
                .rgba
                .as_chunks::<8>()
                .0
                .iter()
                .flat_map(|[.., red, green, blue, alpha]| [*red, *green, *blue, *alpha]);
            self.rgba = kept.collect();
            self.step *= 2;
        }
    }

    /// Red, green, blue, alpha.
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }
}
