//! Encoded bytes to pixels as the file stores them: neither turned upright nor in another colour space.
//!
//! A format is a file here with `decode(&Encoded, &Needs) -> Result<Decoded>`, a line below, and its twin in
//! [`crate::probe`].

pub(crate) mod avif;
mod jpeg;
mod png;
mod webp;

use crate::error::Result;
use crate::limits::Limits;
use crate::needs::Needs;
use crate::picture::Picture;
use crate::probe::{ImageHeader, SourceFormat};

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

/// The scale that a format is decoded at, told beforehand.
pub(crate) fn scale_for(format: SourceFormat, needs: &Needs) -> f64 {
    match format {
        SourceFormat::Jpeg => jpeg::scale_for(needs),
        SourceFormat::Png | SourceFormat::Webp | SourceFormat::Avif => 1.0,
    }
}

/// Decodes a source once for everything that its outputs need.
pub fn decode(source: &Encoded, needs: &Needs) -> Result<Decoded> {
    match source.header.format {
        SourceFormat::Jpeg => jpeg::decode(source, needs),
        SourceFormat::Png => png::decode(source, needs),
        SourceFormat::Webp => webp::decode(source),
        SourceFormat::Avif => avif::decode(source, needs),
    }
}
