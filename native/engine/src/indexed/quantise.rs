//! Many colours to few, with the error of each pixel spread over its neighbours.

use quantizr::{Histogram, Image, Options, QuantizeResult};

use crate::allocate::zeros;
use crate::error::{EngineError, Result};
use crate::indexed::limit::PaletteLimit;
use crate::indexed::palette::Palette;

/// Gathers the colours of one picture or of several that are to share a palette.
pub struct Quantiser {
    histogram: Histogram,
    limit: PaletteLimit,
}

/// The palette that was chosen.
pub struct Quantised(QuantizeResult);

impl Quantiser {
    pub fn new(limit: PaletteLimit) -> Self {
        Self { histogram: Histogram::new(), limit }
    }

    /// Counts the colours of a picture of red, green, blue, alpha.
    pub fn add(&mut self, rgba: &[u8], width: u32, height: u32) -> Result<()> {
        self.histogram.add_image(&image(rgba, width, height)?);
        Ok(())
    }

    pub fn quantise(&self) -> Result<Quantised> {
        let mut options = Options::default();
        options.set_max_colors(self.limit.colours.into()).map_err(codec_error)?;
        let mut result = QuantizeResult::quantize_histogram(&self.histogram, &options);
        result.set_dithering_level(self.limit.dither).map_err(codec_error)?;
        Ok(Quantised(result))
    }
}

impl Quantised {
    /// The picture in these colours.
    pub fn remap(&self, rgba: &[u8], width: u32, height: u32) -> Result<Palette> {
        let length = rgba.len() / 4;
        let mut indices = zeros(length, "indices")?;
        self.0.remap_image(&image(rgba, width, height)?, &mut indices).map_err(codec_error)?;
        let colours = self.0.get_palette();
        let colours = colours.entries[..colours.count as usize].iter().map(|c| [c.r, c.g, c.b, c.a]).collect();
        Ok(Palette { colours, indices }.sort())
    }
}

fn image(rgba: &[u8], width: u32, height: u32) -> Result<Image<'_>> {
    Image::new(rgba, width as usize, height as usize).map_err(codec_error)
}

fn codec_error(error: quantizr::Error) -> EngineError {
    EngineError::engine("quantizr", format!("{error:?}"))
}
