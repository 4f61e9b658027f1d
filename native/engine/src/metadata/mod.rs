//! What a file says beside its pixels: colour profile, EXIF, XMP; found in sources, embedded in outputs.
//!
//! Where they stand in a file is a matter of its format.

pub mod exif;
pub mod exif_orientation;
mod position;
pub mod profile;
mod xmp;

use crate::asked::limits::Limits;
use crate::asked::metadata::KeepMetadata;
use crate::gain_map::GainMap;
use crate::picture::ColourProfile;
use crate::picture::Picture;

/// What a source says; damaged blocks count as absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// A TIFF header and its directories.
    pub exif: Option<Vec<u8>>,
    /// An RDF packet.
    pub xmp: Option<Vec<u8>>,
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
        Self { exif: self.exif.filter(allowed), xmp: self.xmp.filter(allowed) }
    }
}

impl Blocks {
    /// The profile of pixels that are not sRGB, and nothing else.
    pub fn label(picture: &Picture) -> Self {
        Self { icc: profile::icc_of(&picture.profile), ..Self::default() }
    }

    /// What an output keeps of its source, whose profile was `stored`. `turned` tells whether the source's orientation
    /// has been applied.
    pub fn keep(picture: &Picture, keep: KeepMetadata, found: &Found, stored: &ColourProfile, turned: bool) -> Self {
        let mut blocks = Self::label(picture);
        if keep == KeepMetadata::None {
            return blocks;
        }
        if blocks.icc.is_none() && *stored != ColourProfile::Unspecified {
            blocks.icc = profile::srgb(picture.channels().is_gray());
        }
        match keep {
            KeepMetadata::None | KeepMetadata::Icc => {}
            KeepMetadata::Copyright => blocks.exif = found.exif.as_deref().and_then(exif::copyright),
            KeepMetadata::Exif => {
                let whole = found.exif.as_deref().and_then(|block| exif::whole(block, turned));
                blocks.exif = whole.and_then(position::removed);
            }
            KeepMetadata::All => {
                blocks.exif = found.exif.as_deref().and_then(|block| exif::whole(block, turned));
                blocks.xmp = found.xmp.as_deref().map(|packet| xmp::whole(packet, turned));
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
