//! Resampling a region of the picture to a size.

use lazy_image_resampler::{Layout, Source, Target, resample_eight};

pub use lazy_image_resampler::{Kernel, Region};

use crate::error::{EngineError, Result};
use crate::pixels::{Channels, Pixels};

/// Resamples `region` of `source` to `width` × `height`.
pub fn resize(source: &Pixels, region: Region, width: u32, height: u32, kernel: Kernel) -> Result<Pixels> {
    let mut target = Pixels::allocate(width, height, source.channels)?;
    let layout = match source.channels {
        Channels::Gray => Layout::Gray,
        Channels::GrayAlpha => Layout::GrayAlpha,
        Channels::Rgb => Layout::Rgb,
        Channels::Rgba => Layout::Rgba,
    };
    resample_eight(
        Source { samples: &source.data, width: source.width, height: source.height, layout },
        region,
        Target { samples: &mut target.data, width, height },
        kernel,
    )
    .map_err(|error| EngineError::engine("fast_image_resize", error))?;
    Ok(target)
}

/// The same rectangle in a picture whose sides are `shrink` times shorter, kept inside that picture.
pub fn shrink_region(region: Region, shrink: u32, width: u32, height: u32) -> Region {
    let shrink = f64::from(shrink);
    let (width, height) = (f64::from(width), f64::from(height));
    let left = (region.left / shrink).clamp(0.0, width);
    let top = (region.top / shrink).clamp(0.0, height);
    Region {
        left,
        top,
        width: (region.width / shrink).min(width - left),
        height: (region.height / shrink).min(height - top),
    }
}

pub fn covers(region: Region, width: u32, height: u32) -> bool {
    region == Region { left: 0.0, top: 0.0, width: f64::from(width), height: f64::from(height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_follows_its_picture_when_that_is_shrunk() {
        let region = Region { left: 10.0, top: 20.0, width: 91.0, height: 81.0 };
        let shrunk = shrink_region(region, 8, 13, 13);
        assert_eq!((shrunk.left, shrunk.top), (1.25, 2.5));
        assert!(shrunk.left + shrunk.width <= 13.0 && shrunk.top + shrunk.height <= 13.0);
        assert!(covers(Region { left: 0.0, top: 0.0, width: 13.0, height: 5.0 }, 13, 5));
    }
}
