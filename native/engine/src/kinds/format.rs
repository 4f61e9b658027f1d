//! A format as everybody else sees it.

use std::io::{BufRead, Seek};

use crate::asked::base::Base;
use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::gain_map::{Dropped, StoredGainMap};
use crate::kinds::codec::Codec;
use crate::kinds::encode::{Deepening, Traits};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::kinds::scale::Scale;
use crate::metadata::{Blocks, Found};
use crate::picture::Picture;
use crate::pixels::Channels;

/// One format. What most formats have no use for has a default.
pub trait Format: Sync {
    /// As it crosses into JavaScript: lower case.
    fn name(&self) -> SourceFormat;

    /// As people write it.
    fn title(&self) -> &'static str;

    /// Of file names, without the dot, the usual one first.
    fn extensions(&self) -> &'static [&'static str];

    fn media_type(&self) -> &'static str;

    /// Whether a file that begins so is one; the name on disk is not asked.
    fn is_start(&self, head: &[u8]) -> bool;

    /// Whether a file that begins so may still become one, further on than signatures lie.
    fn may_start_later(&self, _head: &[u8]) -> bool {
        false
    }

    /// What can be written; `None` where the format is only read.
    fn traits(&self) -> Option<&'static Traits> {
        None
    }

    fn probe(&self, reader: &mut dyn Reader, limits: &Limits) -> Result<ImageHeader>;

    /// Pixels as the file stores them: neither turned upright nor in another colour space. Those that decode several
    /// frames look at the cancel flag before each; a frame is decoded in one piece.
    fn decode(&self, source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded>;

    /// Whether it gives this picture row by row: a still of 8 bits a channel.
    fn has_rows(&self, _header: &ImageHeader, _needs: &Needs) -> bool {
        false
    }

    /// The picture row by row, to the same samples as [`Format::decode`] gives; `None` where it is not given so.
    fn rows<'a>(&self, _source: &Encoded<'a>, _needs: &Needs) -> Option<Result<Box<dyn Rows + 'a>>> {
        None
    }

    /// The scale that a source is decoded at, told beforehand.
    fn scale_for(&self, _header: &ImageHeader, _needs: &Needs, _limits: &Limits) -> f64 {
        1.0
    }

    /// Whether it has no pixels of its own: it is drawn anew for each scale that is asked of it, sharp at that size.
    fn is_drawing(&self) -> bool {
        false
    }

    /// Whether what it holds is seldom anything but a photograph.
    fn is_of_cameras(&self) -> bool {
        false
    }

    /// Bytes a pixel that the decoder holds beside those that it hands out.
    fn bytes_while_decoding(&self, header: &ImageHeader, needs: &Needs, stored: StoredPixel) -> u64;

    /// EXIF and XMP of a source; damaged blocks count as absent.
    fn find_blocks(&self, _bytes: &[u8], _limits: &Limits) -> Found {
        Found::default()
    }

    /// The HDR gain map of a source; `None` where there is none.
    fn find_gain_map(&self, _source: &Encoded) -> Option<std::result::Result<StoredGainMap, Dropped>> {
        None
    }

    /// A file with blocks added; `None` where the container is not one that blocks are added to. Blocks that it cannot
    /// hold, because they are too long, are left out.
    fn embed_blocks(&self, _bytes: &[u8], _blocks: &Blocks) -> Option<Result<Vec<u8>>> {
        None
    }

    /// A file without what it says beside its pixels, but for what their colours need: `keeps_profile` where that is an
    /// ICC profile. `None` where that cannot be taken out without encoding anew.
    fn strip_blocks(&self, _bytes: &[u8], _keeps_profile: bool, _limits: &Limits) -> Option<Vec<u8>> {
        None
    }

    /// Libraries that are chosen when the engine is built, as they say themselves.
    fn libraries(&self) -> Vec<Codec> {
        Vec::new()
    }

    /// Where more than 8 bits a channel pay for sources that have no more.
    fn deepenings(&self) -> Vec<Deepening> {
        Vec::new()
    }

    /// Every scale of its quality, for the engine's fingerprint.
    fn scales(&self) -> Vec<Box<dyn Scale>> {
        Vec::new()
    }
}

/// A picture that is decoded row by row. Its profile is the header's.
pub trait Rows {
    /// Stored width and height, at the scale that it is decoded at.
    fn size(&self) -> (u32, u32);

    fn channels(&self) -> Channels;

    /// Every side is the source's times this, rounded up.
    fn scale(&self) -> f64;

    /// Fills the slice with the next rows, of which there are so many. What cannot be decoded is black; whether something could
    /// not, shows at the end.
    fn read(&mut self, rows: &mut [u8]) -> Result<()>;

    /// What was wrong with the file, once its last row was read.
    ///
    /// # Errors
    /// When it has no pixels at all.
    fn finish(self: Box<Self>) -> Result<Vec<EngineError>>;
}

/// A file that can be read at any place.
pub trait Reader: BufRead + Seek {}

impl<R: BufRead + Seek> Reader for R {}

/// Bytes of a stored pixel, and of one that is decoded only to be rounded or converted.
#[derive(Debug, Clone, Copy)]
pub struct StoredPixel {
    pub channels: u64,
    /// All channels, at the depth of the file.
    pub bytes: u64,
    /// As many where wide samples are decoded as such and rounded afterwards, else none.
    pub rounded: u64,
    /// Of four inks, where there are some.
    pub inks: u64,
}

impl StoredPixel {
    pub fn of(header: &ImageHeader, needs: &Needs) -> Self {
        use crate::picture::ColourSpace::{Cmyk, Gray};
        let channels = Channels::new(header.colour_space == Gray, header.has_alpha).count() as u64;
        let bytes = channels * if header.bit_depth > 8 { 2 } else { 1 };
        let rounded = if header.bit_depth > 8 && !needs.wide { bytes } else { 0 };
        let inks = if header.colour_space == Cmyk { 4 } else { 0 };
        Self { channels, bytes, rounded, inks }
    }
}

/// Told to a decoder, so that it does no more than is needed. Formats that cannot do less ignore it.
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    /// The largest scale at which an output shows the source, 1 being its own size.
    pub scale: f64,
    /// Every frame of an animation, or the first alone.
    pub all_frames: bool,
    /// Whether samples of more than 8 bits are kept. A decoder rounds to 8 where not.
    pub wide: bool,
    /// What the picture will be made into, without duplicates.
    pub bases: Vec<Base>,
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
    /// What was wrong with the file, for [`crate::FailOn`] to judge: repairs, and pixels that are missing.
    pub faults: Vec<EngineError>,
}
