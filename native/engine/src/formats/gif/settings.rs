//! What a GIF can be asked to be.

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gif {
    /// Of one frame, 2–256; 255 at most beside transparent pixels.
    pub colours: u16,
    /// 0–1.
    pub dither: f32,
    /// Mean squared distance of pixels from their colours, in levels of 0–255, that is good enough: an animation has no
    /// more colours than that takes. 0 for as many as there may be.
    pub error: f32,
}
