//! What is asked for, and how it fails.

use std::fmt;

/// A rectangle in pixels of some picture; fractions are allowed, so that a crop never shifts by half a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Which samples a pixel has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
}

impl Layout {
    pub(crate) fn channels(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    pub(crate) fn has_alpha(self) -> bool {
        matches!(self, Self::GrayAlpha | Self::Rgba)
    }
}

impl Region {
    pub(crate) fn check(self, width: u32, height: u32) -> Result<(), ResampleError> {
        let Self { left, top, width: across, height: down } = self;
        let within = |from: f64, length: f64, all: u32| from >= 0.0 && length > 0.0 && from + length <= f64::from(all);
        if within(left, across, width) && within(top, down, height) {
            return Ok(());
        }
        Err(ResampleError(format!("the region {self:?} is not inside {width}×{height} pixels")))
    }
}

/// Rows without padding, top row first.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a, S> {
    pub samples: &'a [S],
    pub width: u32,
    pub height: u32,
    pub layout: Layout,
}

/// Where the result goes; its layout is the source's.
#[derive(Debug)]
pub struct Target<'a, S> {
    pub samples: &'a mut [S],
    pub width: u32,
    pub height: u32,
}

/// A request that cannot be met: a buffer that is too small, a region outside the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResampleError(String);

impl ResampleError {
    pub(crate) fn new(words: &str) -> Self {
        Self(words.to_owned())
    }
}

impl fmt::Display for ResampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ResampleError {}

/// Memory whose size a picture decides: an error when it cannot be had.
pub(crate) fn zeros(length: usize) -> Result<Vec<u8>, ResampleError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| ResampleError::new("no memory for rows"))?;
    bytes.resize(length, 0);
    Ok(bytes)
}
