//! What a file says beside its pixels: colour profile, EXIF, XMP, IPTC; found in sources, embedded in outputs.
//!
//! Where they stand in a file is a matter of its format.

pub mod directories;
pub mod erase;
pub mod exif;
pub mod exif_orientation;
pub mod fields;
pub mod iptc;
pub mod photo;
mod position;
pub mod profile;
mod thumbnail;
pub mod xmp;

use crate::asked::limits::Limits;
use crate::asked::metadata::KeepMetadata;
use crate::gain_map::GainMap;
use crate::orientation::Orientation;
use crate::picture::ColourProfile;
use crate::picture::Picture;

use directories::Stored;

/// What a source says; damaged blocks count as absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// A TIFF header and its directories.
    pub exif: Option<Vec<u8>>,
    /// An RDF packet.
    pub xmp: Option<Vec<u8>>,
    /// IPTC's records. Outputs have no place for them: editors that write them write XMP too.
    pub iptc: Option<Vec<u8>>,
}

/// What an output is to say, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blocks {
    pub icc: Option<Vec<u8>>,
    /// A TIFF header and its directories.
    pub exif: Option<Vec<u8>>,
    /// An RDF packet.
    pub xmp: Option<Vec<u8>>,
    /// Where the format holds one.
    pub gain_map: Option<GainMap>,
}

impl Found {
    /// Blocks that are no larger than the limits allow.
    pub fn within(self, limits: &Limits) -> Self {
        let allowed = |block: &Vec<u8>| limits.check_metadata_bytes("", block.len() as u64).is_ok();
        Self { exif: self.exif.filter(allowed), xmp: self.xmp.filter(allowed), iptc: self.iptc.filter(allowed) }
    }
}

impl Blocks {
    /// The profile of pixels that are not sRGB, and nothing else.
    pub fn label(picture: &Picture) -> Self {
        Self { icc: profile::icc_of(&picture.profile), ..Self::default() }
    }

    /// What an output keeps of its source, whose profile was `profile`. `orientation` is how the output is stored: what
    /// its container does not say itself, such as PNG's text of EXIF, did not turn the picture either.
    pub fn keep(
        picture: &Picture,
        keep: KeepMetadata,
        found: &Found,
        profile: &ColourProfile,
        orientation: Orientation,
    ) -> Self {
        let mut blocks = Self::label(picture);
        if keep == KeepMetadata::None {
            return blocks;
        }
        if blocks.icc.is_none() && *profile != ColourProfile::Unspecified {
            blocks.icc = profile::srgb(picture.channels().is_gray());
        }
        let stored = Stored { width: picture.width(), height: picture.height(), orientation };
        let exif = found.exif.as_deref();
        match keep {
            KeepMetadata::None | KeepMetadata::Icc => {}
            KeepMetadata::Copyright => blocks.exif = exif.and_then(exif::copyright),
            KeepMetadata::Exif => blocks.exif = exif.and_then(|block| exif::without_position(block, &stored)),
            KeepMetadata::All => {
                blocks.exif = exif.and_then(|block| exif::whole(block, &stored));
                blocks.xmp = found.xmp.as_deref().and_then(|packet| xmp::whole(packet, &stored));
            }
        }
        blocks
    }

    /// Whether the profile is one for colours: a picture labelled by it must not be stored as grey.
    pub fn needs_colour(&self) -> bool {
        self.icc.as_deref().is_some_and(|icc| profile::model(icc) == profile::Model::Rgb)
    }

    pub fn is_empty(&self) -> bool {
        self.icc.is_none() && self.exif.is_none() && self.xmp.is_none() && self.gain_map.is_none()
    }
}
