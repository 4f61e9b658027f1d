//! How a picture is brought to few colours.

use crate::asked::parameters::Parameters;
use crate::error::Result;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaletteLimit {
    /// 2–256.
    pub colours: u16,
    /// How much of each pixel's error its neighbours make good, 0–1.
    pub dither: f32,
    /// Mean over all pixels of the squared distance from their colours, in levels of 0–255, that is good enough: no more
    /// colours are taken than it needs. 0 takes as many as there may be.
    pub error: f32,
}

impl PaletteLimit {
    pub fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self {
            colours: parameters.whole("colours")?,
            dither: parameters.number("dither")? as f32,
            error: if parameters.has("error") { parameters.number("error")? as f32 } else { 0.0 },
        })
    }

    pub fn is_in_range(self) -> bool {
        (2..=256).contains(&self.colours) && (0.0..=1.0).contains(&self.dither) && self.error >= 0.0
    }
}
