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

/// What is left of a picture, and where it lay.
pub struct Rest {
    pub picture: Picture,
    pub left: u32,
    pub top: u32,
}

/// What is left of all frames, cut alike; `None` when nothing goes: there is no border, or nothing but border, which
/// is no reason to have no picture.
pub fn apply(picture: &Picture, threshold: f64) -> Result<Option<Rest>> {
    let bounds = picture.frames.iter().filter_map(|frame| match &frame.pixels {
        Pixels::Eight(raster) => bounds_of(raster, threshold),
        Pixels::Sixteen(raster) => bounds_of(raster, threshold),
    });
    let Some(Bounds { left, top, right, bottom }) = bounds.reduce(Bounds::around) else { return Ok(None) };
    let (width, height) = (right - left, bottom - top);
    if (width, height) == (picture.width(), picture.height()) {
        return Ok(None);
    }
    let picture = picture.map(|pixels| Ok(map_depth!(pixels, |raster| raster.crop(left, top, width, height)?)))?;
    Ok(Some(Rest { picture, left, top }))
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
    let mut border = Border::new(raster, threshold);
    let (width, height) = (raster.width, raster.height);
    let top = (0..height).find(|&y| border.find(y, 0..width).is_some())?;
    let bottom = (top..height).rfind(|&y| border.find(y, 0..width).is_some())? + 1;
    let (mut left, mut right) = (width, 0);
    for y in top..bottom {
        left = border.find(y, 0..left).unwrap_or(left);
        right = border.find(y, (right..width).rev()).map_or(right, |x| x + 1);
    }
    Some(Bounds { left, top, right, bottom })
}

struct Border<'a, S> {
    raster: &'a Raster<S>,
    corner: [u32; 4],
    /// Of each channel: below and above these, a sample differs.
    least: [u32; 4],
    most: [u32; 4],
    /// The three rows looked at last, each in its place by its number modulo three.
    apart: [Apart; 3],
}

/// Which pixels of a row differ by themselves, before their neighbours are asked.
#[derive(Default)]
struct Apart {
    y: Option<u32>,
    /// 1 where a pixel does.
    pixels: Vec<u8>,
    any: bool,
}

impl<'a, S: Sample> Border<'a, S> {
    fn new(raster: &'a Raster<S>, threshold: f64) -> Self {
        let mut corner = [0; 4];
        for (to, sample) in corner.iter_mut().zip(&raster.samples[..raster.channels.count()]) {
            *to = sample.to_u32();
        }
        // Rounded down: samples are whole.
        let threshold = (threshold * S::MOST.to_f64() / 255.0) as u32;
        Self {
            raster,
            corner,
            least: corner.map(|value| value.saturating_sub(threshold)),
            most: corner.map(|value| value + threshold),
            apart: Default::default(),
        }
    }

    /// The first of these places in a row where the median around the pixel differs.
    fn find(&mut self, y: u32, mut places: impl Iterator<Item = u32>) -> Option<u32> {
        let rows = [y.saturating_sub(1), y, (y + 1).min(self.raster.height - 1)];
        for row in rows {
            self.look_at(row);
        }
        let apart = rows.map(|row| &self.apart[row as usize % 3]);
        if !apart.iter().any(|row| row.any) {
            return None;
        }
        // A median cannot differ where less than five of nine do.
        let last = self.raster.width as usize - 1;
        let around =
            |row: &Apart, x: usize| row.pixels[x.saturating_sub(1)] + row.pixels[x] + row.pixels[(x + 1).min(last)];
        places.find(|&x| apart.iter().map(|row| around(row, x as usize)).sum::<u8>() >= 5 && self.median_differs(x, y))
    }

    fn look_at(&mut self, y: u32) {
        let place = y as usize % 3;
        if self.apart[place].y == Some(y) {
            return;
        }
        let mut pixels = std::mem::take(&mut self.apart[place].pixels);
        let (stride, count) = (self.raster.stride(), self.raster.channels.count());
        let row = self.raster.samples[y as usize * stride..][..stride].chunks_exact(count);
        pixels.clear();
        pixels.extend(row.map(|pixel| u8::from(self.is_apart(pixel))));
        let any = pixels.contains(&1);
        self.apart[place] = Apart { y: Some(y), pixels, any };
    }

    fn is_apart(&self, pixel: &[S]) -> bool {
        let seen = self.over_corner(pixel);
        seen.iter().zip(self.least).zip(self.most).any(|((&value, least), most)| value < least || value > most)
    }

    /// Five of nine lie on the same side of what is alike.
    fn median_differs(&self, x: u32, y: u32) -> bool {
        let (mut below, mut above) = ([0u8; 4], [0u8; 4]);
        let (stride, count) = (self.raster.stride(), self.raster.channels.count());
        for y in [y.saturating_sub(1), y, (y + 1).min(self.raster.height - 1)] {
            for x in [x.saturating_sub(1), x, (x + 1).min(self.raster.width - 1)] {
                let seen = self.over_corner(&self.raster.samples[y as usize * stride + x as usize * count..][..count]);
                for channel in 0..4 {
                    below[channel] += u8::from(seen[channel] < self.least[channel]);
                    above[channel] += u8::from(seen[channel] > self.most[channel]);
                }
            }
        }
        below.iter().chain(&above).any(|&samples| samples >= 5)
    }

    /// The samples of a pixel as they look over the corner's colour, and its alpha; zeros for channels that are not.
    #[inline]
    fn over_corner(&self, pixel: &[S]) -> [u32; 4] {
        let mut seen = [0; 4];
        for (to, sample) in seen.iter_mut().zip(pixel) {
            *to = sample.to_u32();
        }
        if self.raster.channels.has_alpha() {
            let (colours, most) = (self.raster.channels.colours(), S::MOST.to_u32());
            let alpha = seen[colours];
            for (value, corner) in seen[..colours].iter_mut().zip(self.corner) {
                *value = (*value * alpha + corner * (most - alpha) + most / 2) / most;
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::ColourProfile;
    use crate::picture::Frame;
    use crate::pixels::Channels;

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
        apply(&picture, threshold).unwrap().map(|rest| (rest.picture.width(), rest.picture.height()))
    }

    #[test]
    fn borders_go_and_the_rest_keeps_every_pixel() {
        let raster = rectangle((30, 20), [5, 4, 12, 9], Channels::Rgb, &[255; 3], &[200, 0, 9]);
        let rest = apply(&Picture::still(raster, ColourProfile::Unspecified), 10.0).unwrap().unwrap();
        let wanted = Raster { width: 12, height: 9, channels: Channels::Rgb, samples: [200u8, 0, 9].repeat(108) };
        // The median takes the corners of a rectangle, but not its sides.
        assert_eq!(*rest.picture.first(), Pixels::Eight(wanted));
        assert_eq!((rest.left, rest.top), (5, 4));
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
        let rest = apply(&picture, 10.0).unwrap().unwrap().picture;
        assert_eq!((rest.frames.len(), rest.width(), rest.height()), (2, 16, 9));
    }
}
