//! Many colours to few, with the error of each pixel spread over its neighbours.

use quantizr::{Histogram, Image, Options, QuantizeResult};

use crate::allocate::zeros;
use crate::error::{EngineError, Result};
use crate::indexed::counted::CountedColours;
use crate::indexed::limit::PaletteLimit;
use crate::indexed::palette::Palette;

/// Gathers the colours of one picture or of several that are to share a palette.
pub struct Quantiser {
    histogram: Histogram,
    limit: PaletteLimit,
}

/// The palette that was chosen.
pub struct Quantised {
    result: QuantizeResult,
    dither: f32,
}

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
        self.quantise_to(self.limit.colours)
    }

    /// The fewest colours that are good enough for those of a picture, or as many as there may be.
    pub fn quantise_for(&self, colours: &CountedColours) -> Result<Quantised> {
        let (mut least, mut most) = (2, self.limit.colours);
        let mut best = self.quantise_to(most)?;
        if self.limit.error <= 0.0 || best.error_for(colours)? > self.limit.error {
            return Ok(best);
        }
        // More colours are nearer ones: what is good enough with some is so with more.
        while least < most {
            let middle = (least + most) / 2;
            let mut tried = self.quantise_to(middle)?;
            if tried.error_for(colours)? <= self.limit.error {
                (best, most) = (tried, middle);
            } else {
                least = middle + 1;
            }
        }
        Ok(best)
    }

    fn quantise_to(&self, colours: u16) -> Result<Quantised> {
        let mut options = Options::default();
        options.set_max_colors(colours.into()).map_err(codec_error)?;
        let mut result = QuantizeResult::quantize_histogram(&self.histogram, &options);
        result.set_dithering_level(self.limit.dither).map_err(codec_error)?;
        Ok(Quantised { result, dither: self.limit.dither })
    }
}

impl Quantised {
    /// The picture in these colours.
    pub fn remap(&self, rgba: &[u8], width: u32, height: u32) -> Result<Palette> {
        Ok(Palette { colours: self.colours(), indices: self.indices(rgba, width, height)? }.sort())
    }

    pub fn colours(&self) -> Vec<[u8; 4]> {
        let colours = self.result.get_palette();
        colours.entries[..colours.count as usize].iter().map(|c| [c.r, c.g, c.b, c.a]).collect()
    }

    /// Each pixel as one of the colours.
    pub fn indices(&self, rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>> {
        let mut indices = zeros(rgba.len() / 4, "indices")?;
        self.result.remap_image(&image(rgba, width, height)?, &mut indices).map_err(codec_error)?;
        Ok(indices)
    }

    fn error_for(&mut self, colours: &CountedColours) -> Result<f32> {
        let count = (colours.rgba.len() / 4) as u32;
        self.result.set_dithering_level(0.0).map_err(codec_error)?;
        let indices = self.indices(&colours.rgba, count, 1)?;
        self.result.set_dithering_level(self.dither).map_err(codec_error)?;
        Ok(colours.error_of(&Palette { colours: self.colours(), indices }))
    }
}

fn image(rgba: &[u8], width: u32, height: u32) -> Result<Image<'_>> {
    Image::new(rgba, width as usize, height as usize).map_err(codec_error)
}

fn codec_error(error: quantizr::Error) -> EngineError {
    EngineError::engine("quantizr", format!("{error:?}"))
}
