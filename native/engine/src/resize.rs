//! Resampling a region of the picture to a size.

use lazy_image_resampler::{Layout, Source, Target, resample_eight, resample_sixteen};

use crate::asked::frame::{Kernel, Region};
use crate::error::{EngineError, Result};
use crate::pixels::{Channels, Pixels, Raster};

/// Resamples `region` of `source` to `width` × `height`.
pub fn resize(source: &Pixels, region: Region, width: u32, height: u32, kernel: Kernel) -> Result<Pixels> {
    let layout = layout(source.channels());
    match source {
        Pixels::Eight(from) => {
            let mut to = Raster::allocate(width, height, from.channels)?;
            let view = Source { samples: &from.samples, width: from.width, height: from.height, layout };
            resample_eight(view, region, Target { samples: &mut to.samples, width, height }, kernel)
                .map(|()| Pixels::Eight(to))
        }
        Pixels::Sixteen(from) => {
            let mut to = Raster::allocate(width, height, from.channels)?;
            let view = Source { samples: &from.samples, width: from.width, height: from.height, layout };
            resample_sixteen(view, region, Target { samples: &mut to.samples, width, height }, kernel)
                .map(|()| Pixels::Sixteen(to))
        }
    }
    .map_err(|error| EngineError::engine("resampler", error))
}

pub fn layout(channels: Channels) -> Layout {
    match channels {
        Channels::Gray => Layout::Gray,
        Channels::GrayAlpha => Layout::GrayAlpha,
        Channels::Rgb => Layout::Rgb,
        Channels::Rgba => Layout::Rgba,
    }
}

/// The same rectangle in a picture whose sides are `scale` times as long, kept inside that picture.
pub fn scale_region(region: Region, scale: f64, width: u32, height: u32) -> Region {
    let (width, height) = (f64::from(width), f64::from(height));
    let left = (region.left * scale).clamp(0.0, width);
    let top = (region.top * scale).clamp(0.0, height);
    Region {
        left,
        top,
        width: (region.width * scale).min(width - left),
        height: (region.height * scale).min(height - top),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_follows_its_picture_when_that_is_shrunk() {
        let region = Region { left: 10.0, top: 20.0, width: 91.0, height: 81.0 };
        let shrunk = scale_region(region, 0.125, 13, 13);
        assert_eq!((shrunk.left, shrunk.top), (1.25, 2.5));
        assert!(shrunk.left + shrunk.width <= 13.0 && shrunk.top + shrunk.height <= 13.0);
    }
}
