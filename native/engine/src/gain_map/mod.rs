//! HDR gain maps (ISO 21496-1): a second, smaller picture that says how much brighter each place is on a screen that can
//! show more than white.

pub mod dropped;
pub mod fraction;
pub mod iso;
pub mod metadata;
pub mod xmp;

pub use dropped::Dropped;
pub use fraction::Fraction;
pub use metadata::GainMapMetadata;

use crate::orientation::Orientation;
use crate::picture::ColourProfile;
use crate::pixels::Pixels;

/// What the header of a source tells of its gain map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GainMapHeader {
    /// As it is stored.
    pub width: u32,
    pub height: u32,
    /// 1 where all colours have the same gain, or 3.
    pub channels: u8,
    pub metadata: GainMapMetadata,
}

/// A source's gain map as it lies in its file.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredGainMap {
    /// A picture of the source's own format.
    pub file: Vec<u8>,
    pub metadata: GainMapMetadata,
    /// How its samples become upright.
    pub orientation: Orientation,
    /// Of the other rendition, where the file says them.
    pub alternate_colours: Option<ColourProfile>,
}

/// A gain map that an output carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GainMap {
    /// Opaque; grey where all colours have the same gain.
    pub pixels: Pixels,
    pub metadata: GainMapMetadata,
    /// Of the other rendition: gains are of these primaries where they are not of the base's.
    pub alternate_colours: ColourProfile,
}

impl GainMap {
    /// Whether gains mean the same in any primaries: scaling all colours alike goes with every matrix that keeps white.
    pub fn is_colourless(&self) -> bool {
        self.pixels.channels().is_gray() && self.metadata.is_uniform()
    }
}
