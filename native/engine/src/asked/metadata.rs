//! What of a source is kept beside its pixels.

/// How much of a source's metadata an output keeps. Colours are labelled in any case: pixels that are not sRGB carry
/// their profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeepMetadata {
    None,
    /// A profile is written for sRGB too, when the source had one.
    Icc,
    /// The profile, and of EXIF the artist and the copyright.
    Copyright,
    /// The profile, EXIF with its maker's notes, but without its position and its thumbnail.
    Exif,
    /// The profile, EXIF with its position and maker's notes, XMP; no thumbnails.
    All,
}
