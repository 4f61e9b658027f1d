//! What a file says beside its pixels: colour profile, EXIF, XMP; found in sources, embedded in outputs.
//!
//! A container is a file here; the encoders write pixels alone, but for those whose library takes the blocks.

pub mod exif;
pub mod exif_orientation;
mod position;
mod profile;
mod xmp;

use std::borrow::Cow;

use crate::asked::encoding::Encoding;
use crate::asked::limits::Limits;
use crate::colour::{TargetColours, convert};
use crate::error::Result;
use crate::formats::signature::SourceFormat;
use crate::formats::{avif, gif, jpeg, png, tiff, webp};
use crate::kinds::format::ImageHeader;
use crate::picture::ColourProfile;
use crate::picture::Picture;

/// How much of a source's metadata an output keeps. Colours are labelled in any case: pixels that are not sRGB carry
/// their profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeepMetadata {
    None,
    /// A profile is written for sRGB too, when the source had one.
    Icc,
    /// The profile, and of EXIF the artist and the copyright.
    Copyright,
    /// The profile, EXIF with its thumbnail and maker's notes, but without its position.
    Exif,
    /// The profile, EXIF with its position, thumbnail and maker's notes, XMP.
    All,
}

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
}

impl Found {
    /// EXIF and XMP of a source, each no larger than the limits allow.
    pub fn of(bytes: &[u8], format: SourceFormat, limits: &Limits) -> Self {
        let Self { exif, xmp } = match format {
            SourceFormat::Jpeg => jpeg::blocks::find(bytes),
            SourceFormat::Png => png::blocks::find(bytes, limits),
            SourceFormat::Webp => webp::blocks::find(bytes),
            SourceFormat::Avif => avif::blocks::find(bytes, limits),
            SourceFormat::Tiff => tiff::blocks::find(bytes),
            SourceFormat::Gif | SourceFormat::Svg | SourceFormat::Jxl | SourceFormat::Bmp | SourceFormat::Ico => {
                Self::default()
            }
        };
        let allowed = |block: &Vec<u8>| limits.check_metadata_bytes("", block.len() as u64).is_ok();
        Self { exif: exif.filter(allowed), xmp: xmp.filter(allowed) }
    }
}

impl Blocks {
    /// The profile of pixels that are not sRGB, and nothing else.
    pub fn label(picture: &Picture) -> Self {
        Self { icc: profile::icc_of(&picture.profile), ..Self::default() }
    }

    /// What an output keeps of its source. `turned` tells whether the source's orientation has been applied.
    pub fn kept(picture: &Picture, keep: KeepMetadata, found: &Found, header: &ImageHeader, turned: bool) -> Self {
        let mut blocks = Self::label(picture);
        if keep == KeepMetadata::None {
            return blocks;
        }
        if blocks.icc.is_none() && header.profile != ColourProfile::Unspecified {
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

    fn is_empty(&self) -> bool {
        self.icc.is_none() && self.exif.is_none() && self.xmp.is_none()
    }
}

/// The picture in colours that the encoding can label: itself, or a copy in sRGB when its profile is damaged or one
/// for another number of channels than will be written.
pub fn labelled<'a>(picture: &'a Picture, encoding: &Encoding) -> Result<Cow<'a, Picture>> {
    if profile::fits(&picture.profile, encoding.writes_gray(picture.channels())) {
        return Ok(Cow::Borrowed(picture));
    }
    Ok(Cow::Owned(convert(picture.try_clone(true)?, TargetColours::Srgb)?))
}

/// The encoded picture with its metadata, for the containers that are written without. Blocks that the format cannot
/// hold, because they are too long, are left out.
pub fn embed(bytes: Vec<u8>, encoding: &Encoding, blocks: &Blocks) -> Result<Vec<u8>> {
    match encoding {
        Encoding::Jpeg { .. } | Encoding::Png { .. } | Encoding::Webp { .. } if blocks.is_empty() => Ok(bytes),
        Encoding::Jpeg { .. } => jpeg::blocks::embed(&bytes, blocks),
        Encoding::Png { .. } => png::blocks::embed(&bytes, blocks),
        Encoding::Webp { .. } => webp::blocks::embed(&bytes, blocks),
        Encoding::Avif { .. } | Encoding::Gif { .. } | Encoding::Tiff { .. } | Encoding::Derived(_) => Ok(bytes),
    }
}

/// A source with blocks added; `None` where its container is not one that blocks are added to.
pub fn with_blocks(bytes: Vec<u8>, format: SourceFormat, blocks: &Blocks) -> Option<Vec<u8>> {
    if blocks.is_empty() {
        return Some(bytes);
    }
    match format {
        SourceFormat::Jpeg => jpeg::blocks::embed(&bytes, blocks).ok(),
        SourceFormat::Png => png::blocks::embed(&bytes, blocks).ok(),
        SourceFormat::Webp => webp::blocks::embed(&bytes, blocks).ok(),
        _ => None,
    }
}

/// A source without what it says beside its pixels, but for what their colours need; `None` where that cannot be taken
/// out without encoding anew.
pub fn stripped(bytes: &[u8], format: SourceFormat, limits: &Limits) -> Option<Vec<u8>> {
    match format {
        SourceFormat::Jpeg => jpeg::blocks::strip(bytes),
        SourceFormat::Png => png::blocks::strip(bytes),
        SourceFormat::Webp => webp::blocks::strip(bytes),
        SourceFormat::Gif => gif::blocks::strip(bytes),
        SourceFormat::Avif => (avif::blocks::find(bytes, limits) == Found::default()).then(|| bytes.to_vec()),
        SourceFormat::Tiff | SourceFormat::Svg | SourceFormat::Jxl | SourceFormat::Bmp | SourceFormat::Ico => None,
    }
}
