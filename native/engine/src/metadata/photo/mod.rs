//! What a photograph says of itself: when, with what and by whom it was taken, and in which words it is described. All
//! of it is a stranger's: bounded, cleaned of control characters, and checked.

mod date;
mod in_exif;
mod in_iptc;
mod in_xmp;
mod words;

use super::Found;

/// Each is absent where nothing sound is said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PhotoMetadata {
    /// When it was taken: ISO 8601, as exact as it is said, with the offset from UTC where that is said.
    pub date: Option<String>,
    pub make: Option<String>,
    pub model: Option<String>,
    pub lens: Option<String>,
    /// Millimetres.
    pub focal_length: Option<f64>,
    /// The f-number.
    pub aperture: Option<f64>,
    /// Seconds.
    pub exposure_time: Option<f64>,
    /// Sensitivity.
    pub iso: Option<u32>,
    pub title: Option<String>,
    pub caption: Option<String>,
    pub creators: Vec<String>,
    pub copyright: Option<String>,
    /// -1 for rejected, 0 for none, up to 5.
    pub rating: Option<f64>,
    pub keywords: Vec<String>,
    pub position: Option<Position>,
}

/// Where a photograph was taken (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
    /// Metres above sea level.
    pub altitude: Option<f64>,
}

impl Position {
    fn of(latitude: f64, longitude: f64, altitude: Option<f64>) -> Option<Self> {
        /// Some millimetres; what is behind is noise of fractions.
        const STEP: f64 = 1e7;
        let is_sound = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let rounded = |degrees: f64| (degrees * STEP).round() / STEP;
        let altitude = altitude.filter(|metres| metres.abs() < 1e6).map(|metres| (metres * 1000.0).round() / 1000.0);
        is_sound.then(|| Self { latitude: rounded(latitude), longitude: rounded(longitude), altitude })
    }
}

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

/// A number that a camera may have measured.
fn measured(value: f64) -> Option<f64> {
    /// Fractions come out as what people write.
    const DIGITS: f64 = 1e6;
    let rounded = (value * DIGITS).round() / DIGITS;
    (rounded > 0.0 && rounded < 1e6).then_some(rounded)
}

/// From rejected to five stars.
fn rating(value: f64) -> Option<f64> {
    (-1.0..=5.0).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests;
