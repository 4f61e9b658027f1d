//! What a format is given and gives: headers, encoded sources, decoded pictures.

use crate::asked::limits::Limits;
use crate::formats::signature::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace, Picture};

/// What a header tells about an image.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl ImageHeader {
    /// Width and height as a viewer shows them.
    pub fn upright_size(&self) -> (u32, u32) {
        self.orientation.upright_size(self.width, self.height)
    }
}

/// A source as a decoder sees it.
#[derive(Debug, Clone, Copy)]
pub struct Encoded<'a> {
    pub bytes: &'a [u8],
    /// Read from the same bytes.
    pub header: &'a ImageHeader,
    pub limits: &'a Limits,
}

/// A source after its one decode.
///
/// What an output gets must not depend on what others need: a decoder that is asked for wide samples gives those
/// which, rounded to 8 bits, are the ones it gives otherwise.
pub struct Decoded {
    /// As stored. Its profile is the header's, or another when the decoder converted colours itself.
    pub picture: Picture,
    /// Every side of the picture is the source's times this, rounded up.
    pub scale: f64,
}
