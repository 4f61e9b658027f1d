//! EXIF orientation: which of the eight symmetries turns the stored picture upright.

use crate::asked::frame::Region;
use crate::error::Result;
use crate::pixels::{Channels, Pixels, Raster, Sample, map_depth};

/// The eight values of EXIF tag 0x0112, as the operation that makes the stored picture upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Orientation {
    #[default]
    Upright,
    FlipHorizontal,
    Rotate180,
    FlipVertical,
    Transpose,
    Rotate90,
    Transverse,
    Rotate270,
}

impl Orientation {
    /// The EXIF number, 1 to 8; anything else counts as upright, as every viewer treats it.
    pub fn from_exif(value: u32) -> Self {
        match value {
            2 => Self::FlipHorizontal,
            3 => Self::Rotate180,
            4 => Self::FlipVertical,
            5 => Self::Transpose,
            6 => Self::Rotate90,
            7 => Self::Transverse,
            8 => Self::Rotate270,
            _ => Self::Upright,
        }
    }

    pub fn to_exif(self) -> u8 {
        self as u8 + 1
    }

    /// HEIF's `irot` (quarter turns anticlockwise) followed by `imir` (0 exchanges top and bottom, 1 left and right).
    pub fn from_heif(quarter_turns_anticlockwise: u8, mirror_axis: Option<u8>) -> Self {
        match (quarter_turns_anticlockwise % 4, mirror_axis) {
            (0, None) => Self::Upright,
            (1, None) => Self::Rotate270,
            (2, None) => Self::Rotate180,
            (3, None) => Self::Rotate90,
            (0, Some(0)) => Self::FlipVertical,
            (0, Some(_)) => Self::FlipHorizontal,
            (1, Some(0)) => Self::Transpose,
            (1, Some(_)) => Self::Transverse,
            (2, Some(0)) => Self::FlipHorizontal,
            (2, Some(_)) => Self::FlipVertical,
            (_, Some(0)) => Self::Transverse,
            (_, Some(_)) => Self::Transpose,
            (_, None) => unreachable!("a number modulo 4 is below 4"),
        }
    }

    pub const fn swaps_axes(self) -> bool {
        matches!(self, Self::Transpose | Self::Rotate90 | Self::Transverse | Self::Rotate270)
    }

    /// Size of the upright picture for a stored one.
    pub const fn upright_size(self, width: u32, height: u32) -> (u32, u32) {
        if self.swaps_axes() { (height, width) } else { (width, height) }
    }

    /// Where the upright pixel (x, y) lies in the stored picture of this size.
    pub const fn stored_position(self, x: u32, y: u32, width: u32, height: u32) -> (u32, u32) {
        match self {
            Self::Upright => (x, y),
            Self::FlipHorizontal => (width - 1 - x, y),
            Self::Rotate180 => (width - 1 - x, height - 1 - y),
            Self::FlipVertical => (x, height - 1 - y),
            Self::Transpose => (y, x),
            Self::Rotate90 => (y, height - 1 - x),
            Self::Transverse => (width - 1 - y, height - 1 - x),
            Self::Rotate270 => (width - 1 - y, x),
        }
    }

    /// Where a rectangle of the upright picture lies in the stored picture of this size.
    pub fn stored_region(self, region: Region, (width, height): (u32, u32)) -> Region {
        let Region { left, top, width: across, height: down } = region;
        let from_right = |from: f64, length: f64| (f64::from(width) - from - length).max(0.0);
        let from_bottom = |from: f64, length: f64| (f64::from(height) - from - length).max(0.0);
        let (left, top) = match self {
            Self::Upright => (left, top),
            Self::FlipHorizontal => (from_right(left, across), top),
            Self::Rotate180 => (from_right(left, across), from_bottom(top, down)),
            Self::FlipVertical => (left, from_bottom(top, down)),
            Self::Transpose => (top, left),
            Self::Rotate90 => (top, from_bottom(left, across)),
            Self::Transverse => (from_right(top, down), from_bottom(left, across)),
            Self::Rotate270 => (from_right(top, down), left),
        };
        let (across, down) = if self.swaps_axes() { (down, across) } else { (across, down) };
        // The last bit of a difference must not lead out of the picture.
        let (across, down) = (across.min(f64::from(width) - left), down.min(f64::from(height) - top));
        Region { left, top, width: across, height: down }
    }

    /// The upright picture. Upright pixels pass through untouched.
    pub fn apply(self, pixels: Pixels) -> Result<Pixels> {
        if self == Self::Upright {
            return Ok(pixels);
        }
        Ok(map_depth!(pixels, |raster| self.turn(&raster)?))
    }

    /// The turned picture, always a new one.
    pub fn turn<S: Sample>(self, raster: &Raster<S>) -> Result<Raster<S>> {
        match raster.channels {
            Channels::Gray => self.rearrange::<S, 1>(raster),
            Channels::GrayAlpha => self.rearrange::<S, 2>(raster),
            Channels::Rgb => self.rearrange::<S, 3>(raster),
            Channels::Rgba => self.rearrange::<S, 4>(raster),
        }
    }

    /// Tiles keep both the source column and the target row in cache when axes are swapped.
    fn rearrange<S: Sample, const N: usize>(self, stored: &Raster<S>) -> Result<Raster<S>> {
        const TILE: u32 = 32;
        let (width, height) = self.upright_size(stored.width, stored.height);
        let mut upright = Raster::<S>::allocate(width, height, stored.channels)?;
        let (from, _) = stored.samples.as_chunks::<N>();
        let (to, _) = upright.samples.as_chunks_mut::<N>();
        for tile_y in (0..height).step_by(TILE as usize) {
            for tile_x in (0..width).step_by(TILE as usize) {
                for y in tile_y..height.min(tile_y + TILE) {
                    for x in tile_x..width.min(tile_x + TILE) {
                        let (from_x, from_y) = self.stored_position(x, y, stored.width, stored.height);
                        to[y as usize * width as usize + x as usize] =
                            from[from_y as usize * stored.width as usize + from_x as usize];
                    }
                }
            }
        }
        Ok(upright)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, rows: &[u8]) -> Pixels {
        Raster { width, height, channels: Channels::Gray, samples: rows.to_vec() }.into()
    }

    #[test]
    fn each_exif_value_turns_the_stored_picture_as_the_standard_says() {
        let stored = picture(3, 2, &[1, 2, 3, 4, 5, 6]);
        let expected: [(u32, u32, u32, &[u8]); 8] = [
            (1, 3, 2, &[1, 2, 3, 4, 5, 6]),
            (2, 3, 2, &[3, 2, 1, 6, 5, 4]),
            (3, 3, 2, &[6, 5, 4, 3, 2, 1]),
            (4, 3, 2, &[4, 5, 6, 1, 2, 3]),
            (5, 2, 3, &[1, 4, 2, 5, 3, 6]),
            (6, 2, 3, &[4, 1, 5, 2, 6, 3]),
            (7, 2, 3, &[6, 3, 5, 2, 4, 1]),
            (8, 2, 3, &[3, 6, 2, 5, 1, 4]),
        ];
        for (exif, width, height, rows) in expected {
            let upright = Orientation::from_exif(exif).apply(stored.clone()).unwrap();
            assert_eq!(upright, picture(width, height, rows), "orientation {exif}");
            assert_eq!(u32::from(Orientation::from_exif(exif).to_exif()), exif);
        }
    }

    #[test]
    fn a_region_holds_the_same_pixels_turned_or_not() {
        let stored = Raster { width: 5, height: 4, channels: Channels::Gray, samples: (0..20u8).collect() };
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif);
            let region = Region { left: 1.0, top: 1.0, width: 2.0, height: 3.0 };
            let Region { left, top, width, height } = orientation.stored_region(region, (5, 4));
            let part = stored.crop(left as u32, top as u32, width as u32, height as u32).unwrap();
            let upright = orientation.turn(&stored).unwrap().crop(1, 1, 2, 3).unwrap();
            assert_eq!(orientation.turn(&part).unwrap(), upright, "{exif}");
        }
    }

    #[test]
    fn an_unknown_exif_value_counts_as_upright() {
        for value in [0, 9, 65535] {
            assert_eq!(Orientation::from_exif(value), Orientation::Upright);
        }
    }

    #[test]
    fn heif_rotation_comes_before_heif_mirroring() {
        let stored = picture(3, 2, &[1, 2, 3, 4, 5, 6]);
        for quarter_turns in 0..4u8 {
            let turned =
                (0..quarter_turns).fold(stored.clone(), |pixels, _| Orientation::Rotate270.apply(pixels).unwrap());
            for (axis, mirror) in [
                (None, Orientation::Upright),
                (Some(0), Orientation::FlipVertical),
                (Some(1), Orientation::FlipHorizontal),
            ] {
                let step_by_step = mirror.apply(turned.clone()).unwrap();
                let at_once = Orientation::from_heif(quarter_turns, axis).apply(stored.clone()).unwrap();
                assert_eq!(at_once, step_by_step, "irot {quarter_turns}, imir {axis:?}");
            }
        }
    }

    #[test]
    fn pictures_larger_than_a_tile_keep_every_pixel() {
        let stored = Raster {
            width: 71,
            height: 45,
            channels: Channels::Rgb,
            samples: (0..71 * 45 * 3).map(|i| i % 251).collect::<Vec<u16>>(),
        };
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif);
            let upright = orientation.turn(&stored).unwrap();
            for (x, y) in [(0, 0), (33, 40), (upright.width - 1, upright.height - 1)] {
                let (from_x, from_y) = orientation.stored_position(x, y, 71, 45);
                let at = (y * upright.width + x) as usize * 3;
                let from = (from_y * 71 + from_x) as usize * 3;
                assert_eq!(upright.samples[at..at + 3], stored.samples[from..from + 3]);
            }
        }
    }
}
