//! Pictures as indices into a list of at most 256 colours.

mod limit;
mod palette;
mod quantise;
mod rgba;

pub use limit::PaletteLimit;
pub use palette::{MOST, Palette};
pub use quantise::Quantiser;
pub use rgba::to_rgba;
