//! A frame whose place in the source and whose size are known.

use crate::error::{EngineError, Result};

pub use lazy_image_resampler::{Kernel, Region};

/// A frame whose place in the source and whose size are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedFrame {
    /// In pixels of the source at full size.
    pub region: Region,
    /// Pixels that the region becomes.
    pub width: u32,
    pub height: u32,
    pub kernel: Kernel,
    /// Laid under the resized picture; the output then has the canvas's size.
    pub canvas: Option<Canvas>,
    /// Where the region's place is found from the pixels; it keeps its size.
    pub slide: Option<Slide>,
}

/// A canvas of a fixed size with a picture on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Canvas {
    pub width: u32,
    pub height: u32,
    /// Column of the canvas where the picture's left edge lies.
    pub left: u32,
    /// Row of the canvas where the picture's top edge lies.
    pub top: u32,
    /// Red, green, blue, alpha of what the picture does not cover.
    pub background: [u8; 4],
}

/// A region keeps its size and finds its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slide {
    pub strategy: Strategy,
    /// Where the region may lie, in pixels of the source.
    pub within: Region,
}

/// What makes a place worth keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// Much information: the less of it a side has, the sooner it goes.
    Entropy,
    /// Edges, colours of skin, saturation.
    Attention,
}

impl FixedFrame {
    /// Width and height of what it makes.
    pub fn size(&self) -> (u32, u32) {
        self.canvas.map_or((self.width, self.height), |canvas| (canvas.width, canvas.height))
    }

    /// Refuses what would make no picture.
    pub fn check(&self) -> Result<()> {
        let Self { region, width, height, .. } = self;
        let numbers = [region.left, region.top, region.width, region.height];
        let valid_region = numbers.iter().all(|number| number.is_finite() && *number >= 0.0)
            && region.width > 0.0
            && region.height > 0.0;
        if !valid_region || *width == 0 || *height == 0 {
            return Err(EngineError::invalid(format!("an empty or impossible frame: {self:?}")));
        }
        if let Some(canvas) = &self.canvas
            && (canvas.left.checked_add(*width).is_none_or(|right| right > canvas.width)
                || canvas.top.checked_add(*height).is_none_or(|bottom| bottom > canvas.height))
        {
            return Err(EngineError::invalid(format!(
                "a picture of {width}×{height} does not fit its canvas: {canvas:?}"
            )));
        }
        match (&self.slide, &self.canvas) {
            (Some(slide), None) => slide.check(self.region),
            (Some(_), Some(_)) => {
                Err(EngineError::invalid("a region that slides and a canvas exclude each other".to_owned()))
            }
            (None, _) => Ok(()),
        }
    }
}

impl Slide {
    /// Refuses a place that does not hold the region.
    pub fn check(&self, region: Region) -> Result<()> {
        let Region { left, top, width, height } = self.within;
        let finite = [left, top, width, height].iter().all(|number| number.is_finite() && *number >= 0.0);
        if finite && width >= region.width && height >= region.height {
            return Ok(());
        }
        Err(EngineError::invalid(format!("the region {region:?} cannot slide within {:?}", self.within)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_larger_than_where_it_may_lie_is_refused() {
        let region = |width| Region { left: 0.0, top: 0.0, width, height: 5.0 };
        let slide = Slide { strategy: Strategy::Entropy, within: region(10.0) };
        slide.check(region(10.0)).unwrap();
        assert!(slide.check(region(10.1)).is_err());
    }
}
