//! What a photograph says of itself: when, with what and by whom it was taken, and in which words it is described. All
//! of it is a stranger's: bounded, cleaned of control characters, and checked.

mod date;
mod in_exif;
mod in_iptc;
mod in_xmp;
mod photo_metadata;
mod words;

use super::Found;

pub use photo_metadata::PhotoMetadata;

impl PhotoMetadata {
    /// What the blocks of a source say. What people write is taken from XMP, which editors keep best, then IPTC, then
    /// EXIF; what a camera measured, from EXIF first, as the guidelines of the Metadata Working Group (2.0) have it.
    pub fn of(found: &Found) -> Self {
        let exif = found.exif.as_deref().map(in_exif::read).unwrap_or_default();
        let xmp = found.xmp.as_deref().map(in_xmp::read).unwrap_or_default();
        let iptc = found.iptc.as_deref().map(in_iptc::read).unwrap_or_default();
        let first_list = |lists: [Vec<String>; 3]| lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        Self {
            date: exif.date.or(xmp.date).or(iptc.date),
            make: exif.make.or(xmp.make),
            model: exif.model.or(xmp.model),
            lens: exif.lens.or(xmp.lens),
            focal_length: exif.focal_length.or(xmp.focal_length),
            aperture: exif.aperture.or(xmp.aperture),
            exposure_time: exif.exposure_time.or(xmp.exposure_time),
            iso: exif.iso.or(xmp.iso),
            title: xmp.title.or(iptc.title).or(exif.title),
            caption: xmp.caption.or(iptc.caption).or(exif.caption),
            creators: first_list([xmp.creators, iptc.creators, exif.creators]),
            copyright: xmp.copyright.or(iptc.copyright).or(exif.copyright),
            rating: xmp.rating.or(exif.rating),
            keywords: first_list([xmp.keywords, iptc.keywords, exif.keywords]),
            position: exif.position.or(xmp.position),
        }
    }
}

#[cfg(test)]
mod tests;
