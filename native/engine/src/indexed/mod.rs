//! Pictures as indices into a list of at most 256 colours.

mod counted;
mod limit;
mod palette;
mod premultiply;
mod quantise;
mod rgba;

pub use counted::CountedColours;
pub use limit::PaletteLimit;
pub use palette::{MOST, Palette};
pub use premultiply::{premultiply, unpremultiply};
pub use quantise::{Quantised, Quantiser};
pub use rgba::to_rgba;
