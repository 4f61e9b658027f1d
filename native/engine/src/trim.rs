//! Cutting off borders that look like the corner at the top left.
//!
//! The rule is sharp's: a pixel belongs to the picture when the median of its three by three neighbours differs from
//! the corner by more than the threshold in any channel; colours are compared over the corner's colour, and alpha for
//! itself. A lone speck is border, then, and so is a line of one pixel.

use crate::error::Result;
use crate::picture::Picture;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// Half-open, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

/// What is left of all frames, cut alike; `None` when nothing goes: there is no border, or nothing but border, which
/// is no reason to have no picture.
pub fn apply(picture: &Picture, threshold: f64) -> Result<Option<Picture>> {
    let bounds = picture.frames.iter().filter_map(|frame| match &frame.pixels {
        Pixels::Eight(raster) => bounds_of(raster, threshold),
        Pixels::Sixteen(raster) => bounds_of(raster, threshold),
    });
    let Some(Bounds { left, top, right, bottom }) = bounds.reduce(Bounds::around) else { return Ok(None) };
    let (width, height) = (right - left, bottom - top);
    if (width, height) == (picture.width(), picture.height()) {
        return Ok(None);
    }
    picture.map(|pixels| Ok(map_depth!(pixels, |raster| raster.crop(left, top, width, height)?))).map(Some)
}

impl Bounds {
    fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Of what differs from the corner, searched from the outside, so that little is looked at where little is cut.
fn bounds_of<S: Sample>(raster: &Raster<S>, threshold: f64) -> Option<Bounds> {
    let border = Border::new(raster, threshold);
    let (width, height) = (raster.width, raster.height);
    let top = (0..height).find(|&y| border.row_differs(y))?;
    let bottom = (top..height).rfind(|&y| border.row_differs(y))? + 1;
    let column_differs = |x: &u32| (top..bottom).any(|y| border.differs(*x, y));
    let left = (0..width).find(column_differs)?;
    let right = (left..width).rfind(column_differs)? + 1;
    Some(Bounds { left, top, right, bottom })
}

struct Border<'a, S> {
    raster: &'a Raster<S>,
    /// Of each channel: below and above these, a sample differs.
    least: [i64; 4],
    most: [i64; 4],
    corner: [i64; 4],
}

impl<'a, S: Sample> Border<'a, S> {
    fn new(raster: &'a Raster<S>, threshold: f64) -> Self {
        let mut corner = [0; 4];
        for (to, sample) in corner.iter_mut().zip(&raster.samples) {
            *to = sample.to_u32().into();
        }
        // 257 steps of 16 bits to one of 8. Rounded down: samples are whole.
        let threshold = (threshold * S::MOST.to_f64() / 255.0) as i64;
        Self {
            raster,
            least: corner.map(|value| value - threshold),
            most: corner.map(|value| value + threshold),
            corner,
        }
    }

    fn row_differs(&self, y: u32) -> bool {
        let rows = y.saturating_sub(1)..=(y + 1).min(self.raster.height - 1);
        let is_apart = |x: u32, y: u32| {
            let pixel = self.over_corner(x, y);
            (0..self.raster.channels.count())
                .any(|channel| pixel[channel] < self.least[channel] || pixel[channel] > self.most[channel])
        };
        // Where no pixel differs, no median does.
        rows.into_iter().any(|y| (0..self.raster.width).any(|x| is_apart(x, y)))
            && (0..self.raster.width).any(|x| self.differs(x, y))
    }

    /// Whether the median around a pixel does: five of nine lie on the same side of what is alike.
    fn differs(&self, x: u32, y: u32) -> bool {
        let (mut below, mut above) = ([0u8; 4], [0u8; 4]);
        let count = self.raster.channels.count();
        for y in [y.saturating_sub(1), y, (y + 1).min(self.raster.height - 1)] {
            for x in [x.saturating_sub(1), x, (x + 1).min(self.raster.width - 1)] {
                let pixel = self.over_corner(x, y);
                for channel in 0..count {
                    below[channel] += u8::from(pixel[channel] < self.least[channel]);
                    above[channel] += u8::from(pixel[channel] > self.most[channel]);
                }
            }
        }
        below.iter().chain(&above).any(|&samples| samples >= 5)
    }

    fn over_corner(&self, x: u32, y: u32) -> [i64; 4] {
        let channels = self.raster.channels;
        let start = (y as usize * self.raster.width as usize + x as usize) * channels.count();
        let mut pixel = [0; 4];
        for (to, sample) in pixel.iter_mut().zip(&self.raster.samples[start..start + channels.count()]) {
            *to = sample.to_u32().into();
        }
        if channels.has_alpha() {
            let (alpha, most) = (pixel[channels.colours()], i64::from(S::MOST.to_u32()));
            for (value, corner) in pixel[..channels.colours()].iter_mut().zip(self.corner) {
                *value = (*value * alpha + corner * (most - alpha) + most / 2) / most;
            }
        }
        pixel
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Frame;
    use crate::pixels::Channels;
    use crate::probe::ColourProfile;

    /// A rectangle of one colour on another.
    fn rectangle(size: (u32, u32), at: [u32; 4], channels: Channels, under: &[u8], over: &[u8]) -> Raster<u8> {
        let mut raster = Raster::allocate(size.0, size.1, channels).unwrap();
        for (index, pixel) in raster.pixels_mut().enumerate() {
            let (x, y) = (index as u32 % size.0, index as u32 / size.0);
            let inside = x >= at[0] && y >= at[1] && x < at[0] + at[2] && y < at[1] + at[3];
            pixel.copy_from_slice(if inside { over } else { under });
        }
        raster
    }

    fn size_of(raster: impl Into<Pixels>, threshold: f64) -> Option<(u32, u32)> {
        let picture = Picture::still(raster, ColourProfile::Unspecified);
        apply(&picture, threshold).unwrap().map(|rest| (rest.width(), rest.height()))
    }

    #[test]
    fn borders_go_and_the_rest_keeps_every_pixel() {
        let raster = rectangle((30, 20), [5, 4, 12, 9], Channels::Rgb, &[255; 3], &[200, 0, 9]);
        let rest = apply(&Picture::still(raster, ColourProfile::Unspecified), 10.0).unwrap().unwrap();
        let wanted = Raster { width: 12, height: 9, channels: Channels::Rgb, samples: [200u8, 0, 9].repeat(108) };
        // The median takes the corners of a rectangle, but not its sides.
        assert_eq!(*rest.first(), Pixels::Eight(wanted));
    }

    #[test]
    fn what_differs_by_the_threshold_is_border_and_by_more_is_not() {
        for (threshold, wanted) in [(10.0, None), (9.9, Some((12, 9))), (9.0, Some((12, 9)))] {
            let raster = rectangle((30, 20), [5, 4, 12, 9], Channels::Gray, &[100], &[110]);
            assert_eq!(size_of(raster.clone(), threshold), wanted, "{threshold}");
            assert_eq!(size_of(raster.widen().unwrap(), threshold), wanted, "{threshold} in 16 bits");
        }
    }

    #[test]
    fn a_picture_of_one_colour_is_kept_whole() {
        assert_eq!(size_of(rectangle((9, 9), [0; 4], Channels::Rgba, &[1, 2, 3, 4], &[0; 4]), 0.0), None);
        assert_eq!(size_of(rectangle((1, 1), [0; 4], Channels::Gray, &[7], &[0]), 0.0), None);
    }

    #[test]
    fn a_speck_in_the_border_keeps_nothing() {
        let mut raster = rectangle((30, 20), [10, 8, 6, 6], Channels::Gray, &[255], &[0]);
        raster.samples[2 * 30 + 3] = 0;
        assert_eq!(size_of(raster, 10.0), Some((6, 6)));
    }

    #[test]
    fn transparent_borders_go_whatever_colour_lies_under_them() {
        let mut raster = rectangle((30, 20), [5, 4, 12, 9], Channels::Rgba, &[0, 0, 0, 0], &[0, 0, 0, 255]);
        for (index, pixel) in raster.pixels_mut().enumerate() {
            if pixel[3] == 0 {
                pixel[index % 3] = (index % 251) as u8;
            }
        }
        assert_eq!(size_of(raster, 10.0), Some((12, 9)));
    }

    #[test]
    fn frames_are_cut_alike_around_all_that_any_of_them_shows() {
        let frame = |at| rectangle((30, 20), at, Channels::Gray, &[255], &[0]);
        let mut picture = Picture::still(frame([5, 4, 6, 6]), ColourProfile::Unspecified);
        picture.frames.push(Frame { pixels: frame([15, 7, 6, 6]).into(), delay_ms: 0 });
        let rest = apply(&picture, 10.0).unwrap().unwrap();
        assert_eq!((rest.frames.len(), rest.width(), rest.height()), (2, 16, 9));
    }
}
