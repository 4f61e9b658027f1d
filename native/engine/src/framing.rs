//! Which part of the picture becomes how many pixels, and on what canvas.

use crate::asked::geometry::{FrameRequest, geometry};
use crate::canvas;
use crate::canvas::Canvas;
use crate::error::{EngineError, ErrorCode, Result};
use crate::picture::Picture;
use crate::pixels::map_depth;
use crate::resize::{Kernel, Region, resize, scale_region};
use crate::slide::Slide;
use crate::trim;

/// How an output is framed; outputs of one base with equal framings share the pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Framing {
    /// Every number is decided.
    Fixed(FixedFrame),
    /// Borders are cut off first, so that the frame shows only then.
    Trimmed {
        /// How much a border may differ from the corner at its top left, in any channel: 0–255.
        threshold: f64,
        /// Of what is left.
        request: FrameRequest,
    },
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
    /// Where the region's place is found from the pixels; it keeps its size.
    pub slide: Option<Slide>,
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
            Self::Trimmed { threshold, .. } if (0.0..=255.0).contains(threshold) => Ok(()),
            Self::Trimmed { threshold, .. } => {
                Err(invalid(format!("a trim with a threshold of {threshold}; 0 to 255 can be done")))
            }
        }
    }

    /// Width and height of the framed picture; `None` where they show only when it is made.
    pub fn size(&self) -> Option<(u32, u32)> {
        match self {
            Self::Fixed(fixed) => Some(fixed.size()),
            Self::Trimmed { .. } => None,
        }
    }

    /// The size that it would have if there were nothing to trim of a source of this size.
    pub fn size_untrimmed(&self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::Fixed(fixed) => fixed.size(),
            Self::Trimmed { request, .. } => geometry(width, height, request).size(),
        }
    }

    /// Pixels of the largest picture on the way to the frame, if there were nothing to trim.
    pub fn pixels_on_the_way(&self, (width, height): (u32, u32)) -> u64 {
        let fixed = match self {
            Self::Fixed(fixed) => *fixed,
            Self::Trimmed { request, .. } => geometry(width, height, request),
        };
        let area = |width: f64, height: f64| (width * height) as u64;
        let (width, height) = fixed.size();
        let framed = area(width.into(), height.into());
        fixed.slide.map_or(framed, |Slide { within, .. }| {
            // Never larger than the place in the source.
            let ratio = (f64::from(fixed.width) / fixed.region.width).min(1.0);
            framed.max(area(within.width * ratio, within.height * ratio))
        })
    }

    /// Frames a picture whose sides are the source's times `scale`, rounded up.
    pub fn apply(&self, picture: &Picture, scale: f64) -> Result<Framed> {
        match self {
            Self::Fixed(fixed) => fixed.apply(picture, scale),
            Self::Trimmed { threshold, request } => trimmed(picture, scale, *threshold, request),
        }
    }
}

fn trimmed(picture: &Picture, scale: f64, threshold: f64, request: &FrameRequest) -> Result<Framed> {
    let rest = trim::apply(picture, threshold)?;
    let from = rest.as_ref().unwrap_or(picture);
    let side = |pixels: u32| (f64::from(pixels) / scale).floor().max(1.0) as u32;
    let fixed = geometry(side(from.width()), side(from.height()), request);
    fixed.check()?;
    let framed = fixed.apply(from, scale)?;
    Ok(Framed { picture: framed.picture.or(rest), resized: framed.resized })
}

impl FixedFrame {
    fn size(&self) -> (u32, u32) {
        self.canvas.map_or((self.width, self.height), |canvas| (canvas.width, canvas.height))
    }

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
        match (&self.slide, &self.canvas) {
            (Some(slide), None) => slide.check(self.region),
            (Some(_), Some(_)) => Err(invalid("a region that slides and a canvas exclude each other".to_owned())),
            (None, _) => Ok(()),
        }
    }

    fn apply(&self, picture: &Picture, scale: f64) -> Result<Framed> {
        if let Some(slide) = self.slide {
            return self.slid(slide, picture, scale);
        }
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

    /// The part that the strategy finds. Where the output is smaller than its source, all that the region may lie in is
    /// made small first, and the part is cut out of that; else the search is in the picture as it is.
    fn slid(&self, slide: Slide, picture: &Picture, scale: f64) -> Result<Framed> {
        let Slide { strategy, within } = slide;
        let ratio = (f64::from(self.width) / self.region.width).min(scale);
        let side = |length: f64| (length * ratio + 0.5).floor().max(1.0) as u32;
        let (width, height) = match ratio < scale {
            true => (self.width, self.height),
            false => (side(self.region.width), side(self.region.height)),
        };
        let all = (side(within.width).max(width), side(within.height).max(height));
        let whole = Self { region: within, width: all.0, height: all.1, slide: None, ..*self };
        let seen = whole.apply(picture, scale)?;
        let from = seen.picture.as_ref().unwrap_or(picture);
        let (left, top) = strategy.place(from.first(), width, height)?;
        if ratio < scale {
            let part = from.map(|pixels| Ok(map_depth!(pixels, |raster| raster.crop(left, top, width, height)?)))?;
            return Ok(Framed { picture: Some(part), resized: seen.resized });
        }
        let along = |start: f64, found: u32, room: f64| start + (f64::from(found) / ratio).min(room);
        let region = Region {
            left: along(within.left, left, within.width - self.region.width),
            top: along(within.top, top, within.height - self.region.height),
            ..self.region
        };
        Self { region, slide: None, ..*self }.apply(picture, scale)
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
    use crate::picture::ColourProfile;
    use crate::pixels::{Channels, Raster};

    fn picture() -> Picture {
        let raster = Raster { width: 4, height: 3, channels: Channels::Gray, samples: (0..12u16).collect() };
        Picture::still(raster, ColourProfile::Unspecified)
    }

    fn frame(region: [f64; 4], width: u32, height: u32) -> FixedFrame {
        let [left, top, region_width, region_height] = region;
        let region = Region { left, top, width: region_width, height: region_height };
        FixedFrame { region, width, height, kernel: Kernel::Lanczos3, canvas: None, slide: None }
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
