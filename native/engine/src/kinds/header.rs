//! What a header tells about an image, without a look at its pixels.

use crate::error::EngineError;
use crate::gain_map::GainMapHeader;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

/// A format that is read, by its name in lower case. The list of formats has a constant for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SourceFormat(pub(crate) &'static str);

impl SourceFormat {
    /// As it crosses into JavaScript.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// What a header tells about an image.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageHeader {
    pub format: SourceFormat,
    /// Stored width in pixels, before orientation.
    pub width: u32,
    /// Stored height in pixels, before orientation.
    pub height: u32,
    pub orientation: Orientation,
    pub colour_space: ColourSpace,
    pub has_alpha: bool,
    /// Bits a sample.
    pub bit_depth: u8,
    /// Whether rows come in passes: progressive JPEG, interlaced PNG.
    pub is_progressive: bool,
    /// 1 for a still picture.
    pub frames: u32,
    /// How often an animation plays; 0 is for ever, and for still pictures.
    pub loops: u32,
    pub profile: ColourProfile,
    /// The number that a lossy picture was written at, 1–100 on libjpeg's scale; `None` where its format does not tell, or
    /// it is on no scale.
    pub quality: Option<u8>,
    /// That of the HDR rendition, where it can be used.
    pub gain_map: Option<GainMapHeader>,
    /// What the header shows to be wrong with the file, for [`crate::FailOn`] to judge.
    pub faults: Vec<EngineError>,
}

impl ImageHeader {
    /// An upright still of three channels of 8 bits that says nothing more.
    #[cfg(test)]
    pub fn plain(format: SourceFormat, (width, height): (u32, u32)) -> Self {
        Self {
            format,
            width,
            height,
            orientation: Orientation::Upright,
            colour_space: ColourSpace::Rgb,
            has_alpha: false,
            bit_depth: 8,
            is_progressive: false,
            frames: 1,
            loops: 0,
            profile: ColourProfile::Unspecified,
            quality: None,
            gain_map: None,
            faults: Vec::new(),
        }
    }

    /// Width and height as a viewer shows them.
    pub fn upright_size(&self) -> (u32, u32) {
        self.orientation.upright_size(self.width, self.height)
    }
}
