//! Which part of the picture becomes how many pixels, and on what canvas.

pub(super) mod canvas;
mod place;
mod trim;

use crate::asked::frame::{FixedFrame, Region, Slide};
use crate::asked::framing::Framing;
use crate::asked::geometry::{FrameRequest, geometry};
use crate::asked::limits::Limits;
use crate::error::{EngineError, Result};
use crate::picture::Picture;
use crate::pixels::{Pixels, map_depth};
use crate::resize::{resize, scale_region};

/// What a framing made of a picture.
pub struct Framed {
    /// `None` when the picture is its own frame: no copy was made.
    pub picture: Option<Picture>,
    /// Where the picture lies in its base, with nothing left to find; `None` for the base itself, which is yet to be framed.
    pub frame: Option<FixedFrame>,
    /// Whether pixels were resampled; a cut at whole pixels needs none of that.
    pub resized: bool,
}

/// Frames a picture whose sides are the source's times `scale`, rounded up. A frame that shows only now must be within the
/// limits; others were looked at before.
pub fn frame_picture(framing: &Framing, picture: &Picture, scale: f64, limits: &Limits) -> Result<Framed> {
    match framing {
        Framing::Fixed(fixed) => frame_fixed(fixed, picture, scale),
        Framing::Trimmed { threshold, request } => frame_asked(picture, scale, Some(*threshold), request, limits),
    }
}

/// Frames a picture that was made on the way to another.
pub fn frame_anew(picture: &Picture, trim: Option<f64>, request: &FrameRequest, limits: &Limits) -> Result<Framed> {
    frame_asked(picture, 1.0, trim, request, limits)
}

/// What shows only now must be within the limits.
fn frame_asked(
    picture: &Picture,
    scale: f64,
    trim: Option<f64>,
    request: &FrameRequest,
    limits: &Limits,
) -> Result<Framed> {
    let rest = match trim {
        Some(threshold) => trim::apply(picture, threshold)?,
        None => None,
    };
    let (left, top) = rest.as_ref().map_or((0, 0), |rest| (rest.left, rest.top));
    let rest = rest.map(|rest| rest.picture);
    let from = rest.as_ref().unwrap_or(picture);
    let side = |pixels: u32| (f64::from(pixels) / scale).floor().max(1.0) as u32;
    let fixed = geometry(side(from.width()), side(from.height()), request);
    fixed.check()?;
    let (width, height) = fixed.size();
    limits.check_output(width, height, picture.frames.len() as u32)?;
    let framed = frame_fixed(&fixed, from, scale)?;
    let along = |start: f64, cut_off: u32| start + f64::from(cut_off) / scale;
    let frame = framed.frame.map(|frame| {
        let region = frame.region;
        let region = Region { left: along(region.left, left), top: along(region.top, top), ..region };
        FixedFrame { region, ..frame }
    });
    Ok(Framed { picture: framed.picture.or(rest), frame, resized: framed.resized })
}

fn frame_fixed(fixed: &FixedFrame, picture: &Picture, scale: f64) -> Result<Framed> {
    if let Some(slide) = fixed.slide {
        return frame_sliding(fixed, slide, picture, scale);
    }
    let (width, height) = (picture.width(), picture.height());
    let (region, cut) = place_in(fixed, (width, height), scale)?;
    let resized = cut.is_none();
    let part = match cut {
        Some((0, 0)) if (fixed.width, fixed.height) == (width, height) => None,
        Some((left, top)) => Some(
            picture
                .map(|pixels| Ok(map_depth!(pixels, |raster| raster.crop(left, top, fixed.width, fixed.height)?)))?,
        ),
        None => Some(picture.map(|pixels| resize(pixels, region, fixed.width, fixed.height, fixed.kernel))?),
    };
    let picture = match &fixed.canvas {
        Some(canvas) => Some(part.as_ref().unwrap_or(picture).map(|pixels| canvas::place(pixels, canvas))?),
        None => part,
    };
    Ok(Framed { picture, frame: Some(*fixed), resized })
}

/// Where a frame's region lies in a picture of this size, whose sides are the source's times `scale`; left and top where it is cut
/// out at whole pixels.
pub(super) fn place_in(
    fixed: &FixedFrame,
    (width, height): (u32, u32),
    scale: f64,
) -> Result<(Region, Option<(u32, u32)>)> {
    let region = scale_region(fixed.region, scale, width, height);
    if region.width <= 0.0 || region.height <= 0.0 {
        return Err(EngineError::invalid(format!("the region {:?} lies outside the picture", fixed.region)));
    }
    Ok((region, cut_of(region, fixed.width, fixed.height)))
}

/// The part that the strategy finds. Where the output is smaller than its source, all that the region may lie in is
/// made small first, and the part is cut out of that; else the search is in the picture as it is.
fn frame_sliding(fixed: &FixedFrame, slide: Slide, picture: &Picture, scale: f64) -> Result<Framed> {
    let Slide { strategy, within } = slide;
    let ratio = (f64::from(fixed.width) / fixed.region.width).min(scale);
    let side = |length: f64| (length * ratio + 0.5).floor().max(1.0) as u32;
    let (width, height) = match ratio < scale {
        true => (fixed.width, fixed.height),
        false => (side(fixed.region.width), side(fixed.region.height)),
    };
    let all = (side(within.width).max(width), side(within.height).max(height));
    let whole = FixedFrame { region: within, width: all.0, height: all.1, slide: None, ..*fixed };
    let seen = frame_fixed(&whole, picture, scale)?;
    let from = seen.picture.as_ref().unwrap_or(picture);
    let (left, top) = place::place(strategy, from.first(), width, height)?;
    if ratio < scale {
        let part = from.map(|pixels| Ok(map_depth!(pixels, |raster| raster.crop(left, top, width, height)?)))?;
        let region = Region {
            left: within.left + f64::from(left) / ratio,
            top: within.top + f64::from(top) / ratio,
            ..fixed.region
        };
        let frame = Some(FixedFrame { region, slide: None, ..*fixed });
        return Ok(Framed { picture: Some(part), frame, resized: seen.resized });
    }
    let along = |start: f64, found: u32, room: f64| start + (f64::from(found) / ratio).min(room);
    let region = Region {
        left: along(within.left, left, within.width - fixed.region.width),
        top: along(within.top, top, within.height - fixed.region.height),
        ..fixed.region
    };
    frame_fixed(&FixedFrame { region, slide: None, ..*fixed }, picture, scale)
}

/// The part of one frame that a region of whole pixels is; `None` where it has to be resampled.
pub fn cut(pixels: &Pixels, region: Region, width: u32, height: u32) -> Result<Option<Pixels>> {
    let Some((left, top)) = cut_of(region, width, height) else { return Ok(None) };
    Ok(Some(map_depth!(pixels, |raster| raster.crop(left, top, width, height)?)))
}

/// Left and top of a region of whole pixels that keeps its size.
fn cut_of(region: Region, width: u32, height: u32) -> Option<(u32, u32)> {
    let same_size = region.width == f64::from(width) && region.height == f64::from(height);
    let whole = region.left.fract() == 0.0 && region.top.fract() == 0.0;
    (same_size && whole).then_some((region.left as u32, region.top as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asked::frame::Kernel;
    use crate::error::ErrorCode;
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
        let framed = frame_fixed(&frame([1.0, 1.0, 2.0, 2.0], 2, 2), &picture(), 1.0).unwrap();
        assert!(!framed.resized);
        let samples = framed.picture.unwrap().first().to_sixteen().unwrap().into_owned().samples;
        assert_eq!(samples, [5, 6, 9, 10]);
    }

    #[test]
    fn the_whole_picture_at_its_own_size_is_not_copied() {
        let framed = frame_fixed(&frame([0.0, 0.0, 4.0, 3.0], 4, 3), &picture(), 1.0).unwrap();
        assert!(framed.picture.is_none() && !framed.resized);
    }

    #[test]
    fn anything_else_is_resampled() {
        for (region, width, height) in
            [([0.5, 0.0, 2.0, 2.0], 2, 2), ([0.0, 0.0, 4.0, 3.0], 2, 3), ([0.0, 0.0, 2.0, 2.5], 2, 2)]
        {
            let framed = frame_fixed(&frame(region, width, height), &picture(), 1.0).unwrap();
            assert!(framed.resized, "{region:?}");
        }
    }

    #[test]
    fn a_region_follows_a_picture_that_was_decoded_smaller() {
        let framed = frame_fixed(&frame([4.0, 2.0, 4.0, 4.0], 2, 2), &picture(), 0.5).unwrap();
        let samples = framed.picture.unwrap().first().to_sixteen().unwrap().into_owned().samples;
        assert_eq!(samples, [6, 7, 10, 11]);
    }

    #[test]
    fn a_region_outside_the_picture_is_refused() {
        let error = frame_fixed(&frame([4.0, 0.0, 1.0, 1.0], 1, 1), &picture(), 1.0).err().unwrap();
        assert_eq!(error.code, ErrorCode::InvalidRequest);
    }
}
