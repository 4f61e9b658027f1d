//! How a picture is brought to few colours.

use crate::asked::parameters::Parameters;
use crate::error::Result;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaletteLimit {
    /// 2–256.
    pub colours: u16,
    /// How much of each pixel's error its neighbours make good, 0–1.
    pub dither: f32,
}

impl PaletteLimit {
    pub fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { colours: parameters.whole("colours")?, dither: parameters.number("dither")? as f32 })
    }

    pub fn is_in_range(self) -> bool {
        (2..=256).contains(&self.colours) && (0.0..=1.0).contains(&self.dither)
    }
}
