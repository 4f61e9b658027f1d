//! Which part of the picture becomes how many pixels, and on what canvas.

use crate::canvas::{self, Canvas};
use crate::error::{EngineError, ErrorCode, Result};
use crate::picture::Picture;
use crate::pixels::map_depth;
use crate::resize::{Kernel, Region, resize, scale_region};

/// How an output is framed; outputs of one base with equal framings share the pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Framing {
    /// Every number is decided.
    Fixed(FixedFrame),
}

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
}

/// What a framing made of a picture.
pub struct Framed {
    /// `None` when the picture is its own frame: no copy was made.
    pub picture: Option<Picture>,
    /// Whether pixels were resampled; a cut at whole pixels needs none of that.
    pub resized: bool,
}

impl Framing {
    /// Refuses what would make no picture.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::Fixed(fixed) => fixed.check(),
        }
    }

    /// Width and height of the framed picture.
    pub fn size(&self) -> (u32, u32) {
        match self {
            Self::Fixed(FixedFrame { canvas: Some(canvas), .. }) => (canvas.width, canvas.height),
            Self::Fixed(FixedFrame { width, height, .. }) => (*width, *height),
        }
    }

    /// Frames a picture whose sides are the source's times `scale`, rounded up.
    pub fn apply(&self, picture: &Picture, scale: f64) -> Result<Framed> {
        match self {
            Self::Fixed(fixed) => fixed.apply(picture, scale),
        }
    }
}

impl FixedFrame {
    fn check(&self) -> Result<()> {
        let Self { region, width, height, .. } = self;
        let numbers = [region.left, region.top, region.width, region.height];
        let valid_region = numbers.iter().all(|number| number.is_finite() && *number >= 0.0)
            && region.width > 0.0
            && region.height > 0.0;
        if !valid_region || *width == 0 || *height == 0 {
            return Err(invalid(format!("an empty or impossible frame: {self:?}")));
        }
        if let Some(canvas) = &self.canvas
            && (canvas.left.checked_add(*width).is_none_or(|right| right > canvas.width)
                || canvas.top.checked_add(*height).is_none_or(|bottom| bottom > canvas.height))
        {
            return Err(invalid(format!("a picture of {width}×{height} does not fit its canvas: {canvas:?}")));
        }
        Ok(())
    }

    fn apply(&self, picture: &Picture, scale: f64) -> Result<Framed> {
        let (width, height) = (picture.width(), picture.height());
        let region = scale_region(self.region, scale, width, height);
        if region.width <= 0.0 || region.height <= 0.0 {
            return Err(invalid(format!("the region {:?} lies outside the picture", self.region)));
        }
        let cut = cut_of(region, self.width, self.height);
        let resized = cut.is_none();
        let part =
            match cut {
                Some((0, 0)) if (self.width, self.height) == (width, height) => None,
                Some((left, top)) => Some(picture.map(|pixels| {
                    Ok(map_depth!(pixels, |raster| raster.crop(left, top, self.width, self.height)?))
                })?),
                None => Some(picture.map(|pixels| resize(pixels, region, self.width, self.height, self.kernel))?),
            };
        let picture = match &self.canvas {
            Some(canvas) => Some(part.as_ref().unwrap_or(picture).map(|pixels| canvas::place(pixels, canvas))?),
            None => part,
        };
        Ok(Framed { picture, resized })
    }
}

/// Left and top of a region of whole pixels that keeps its size.
fn cut_of(region: Region, width: u32, height: u32) -> Option<(u32, u32)> {
    let same_size = region.width == f64::from(width) && region.height == f64::from(height);
    let whole = region.left.fract() == 0.0 && region.top.fract() == 0.0;
    (same_size && whole).then_some((region.left as u32, region.top as u32))
}

fn invalid(message: String) -> EngineError {
    EngineError::new(ErrorCode::InvalidRequest, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::{Channels, Raster};
    use crate::probe::ColourProfile;

    fn picture() -> Picture {
        let raster = Raster { width: 4, height: 3, channels: Channels::Gray, samples: (0..12u16).collect() };
        Picture::still(raster, ColourProfile::Unspecified)
    }

    fn frame(region: [f64; 4], width: u32, height: u32) -> FixedFrame {
        let [left, top, region_width, region_height] = region;
        let region = Region { left, top, width: region_width, height: region_height };
        FixedFrame { region, width, height, kernel: Kernel::Lanczos3, canvas: None }
    }

    #[test]
    fn a_cut_at_whole_pixels_keeps_every_one_of_them_and_is_no_resize() {
        let framed = frame([1.0, 1.0, 2.0, 2.0], 2, 2).apply(&picture(), 1.0).unwrap();
        assert!(!framed.resized);
        let samples = framed.picture.unwrap().first().to_sixteen().unwrap().into_owned().samples;
        assert_eq!(samples, [5, 6, 9, 10]);
    }

    #[test]
    fn the_whole_picture_at_its_own_size_is_not_copied() {
        let framed = frame([0.0, 0.0, 4.0, 3.0], 4, 3).apply(&picture(), 1.0).unwrap();
        assert!(framed.picture.is_none() && !framed.resized);
    }

    #[test]
    fn anything_else_is_resampled() {
        for (region, width, height) in
            [([0.5, 0.0, 2.0, 2.0], 2, 2), ([0.0, 0.0, 4.0, 3.0], 2, 3), ([0.0, 0.0, 2.0, 2.5], 2, 2)]
        {
            let framed = frame(region, width, height).apply(&picture(), 1.0).unwrap();
            assert!(framed.resized, "{region:?}");
        }
    }

    #[test]
    fn a_region_follows_a_picture_that_was_decoded_smaller() {
        let framed = frame([4.0, 2.0, 4.0, 4.0], 2, 2).apply(&picture(), 0.5).unwrap();
        let samples = framed.picture.unwrap().first().to_sixteen().unwrap().into_owned().samples;
        assert_eq!(samples, [6, 7, 10, 11]);
    }

    #[test]
    fn a_region_outside_the_picture_is_refused() {
        let error = frame([4.0, 0.0, 1.0, 1.0], 1, 1).apply(&picture(), 1.0).err().unwrap();
        assert_eq!(error.code, ErrorCode::InvalidRequest);
    }
}
