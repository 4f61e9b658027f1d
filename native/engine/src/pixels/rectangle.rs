//! A part of a picture, in whole pixels.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rectangle {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
}

impl Rectangle {
    /// For a frame of an animation that changes nothing: no format has one without a pixel.
    pub const LEAST: Self = Self { left: 0, top: 0, width: 1, height: 1 };

    /// The smallest that holds both.
    pub fn around(self, other: Self) -> Self {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let right = (self.left + self.width).max(other.left + other.width);
        let bottom = (self.top + self.height).max(other.top + other.height);
        Self { left, top, width: right - left, height: bottom - top }
    }

    pub fn pixels(self) -> usize {
        self.width * self.height
    }

    /// Where its rows lie in a canvas of this width.
    pub fn rows(self, canvas_width: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
        (self.top..self.top + self.height).map(move |y| {
            let start = y * canvas_width + self.left;
            start..start + self.width
        })
    }
}
