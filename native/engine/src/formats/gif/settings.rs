//! What a GIF can be asked to be.

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gif {
    /// Of one frame, 2–256; 255 at most beside transparent pixels.
    pub colours: u16,
    /// 0–1.
    pub dither: f32,
}
