//! EXIF's fields (CIPA DC-008), and those that Windows adds.

use exif::{Context, Exif, In, Tag, Value};

use super::photo_metadata::{PhotoMetadata, Position, measured, rating};
use super::{date, words};
use crate::metadata::fields::parse;

/// Windows' own, in UTF-16 of little endian; keywords and authors are separated by semicolons.
const WINDOWS_TITLE: Tag = Tag(Context::Tiff, 0x9C9B);
const WINDOWS_COMMENT: Tag = Tag(Context::Tiff, 0x9C9C);
const WINDOWS_AUTHOR: Tag = Tag(Context::Tiff, 0x9C9D);
const WINDOWS_KEYWORDS: Tag = Tag(Context::Tiff, 0x9C9E);
const WINDOWS_RATING: Tag = Tag(Context::Tiff, 0x4746);

/// What the tag of two bytes holds when the sensitivity is larger.
const MORE_THAN_SHORT: u32 = 65_535;

pub fn read(block: &[u8]) -> PhotoMetadata {
    let Some(parsed) = parse(block.to_vec()) else { return PhotoMetadata::default() };
    let said = Fields(&parsed);
    let date = said.date(Tag::DateTimeOriginal, Tag::SubSecTimeOriginal, Tag::OffsetTimeOriginal);
    let artist = said.ascii(Tag::Artist).or_else(|| said.wide(WINDOWS_AUTHOR));
    let iso = said.number(Tag::PhotographicSensitivity).filter(|iso| *iso != MORE_THAN_SHORT);
    let caption = said.ascii(Tag::ImageDescription).as_deref().and_then(words::text);
    PhotoMetadata {
        date: date.or_else(|| said.date(Tag::DateTimeDigitized, Tag::SubSecTimeDigitized, Tag::OffsetTimeDigitized)),
        make: said.line(Tag::Make),
        model: said.line(Tag::Model),
        lens: said.line(Tag::LensModel),
        focal_length: said.rational(Tag::FocalLength).and_then(measured),
        aperture: said.rational(Tag::FNumber).and_then(measured),
        exposure_time: said.rational(Tag::ExposureTime).and_then(measured),
        iso: iso
            .or_else(|| said.number(Tag::RecommendedExposureIndex))
            .or_else(|| said.number(Tag::ISOSpeed))
            .filter(|iso| *iso > 0),
        title: said.wide(WINDOWS_TITLE).as_deref().and_then(words::line),
        caption: caption
            .or_else(|| said.comment().as_deref().and_then(words::text))
            .or_else(|| said.wide(WINDOWS_COMMENT).as_deref().and_then(words::text)),
        creators: artist.map(|names| words::list(names.split(';'))).unwrap_or_default(),
        copyright: said.line(Tag::Copyright),
        rating: said.number(WINDOWS_RATING).map(f64::from).and_then(rating),
        keywords: said.wide(WINDOWS_KEYWORDS).map(|all| words::list(all.split(';'))).unwrap_or_default(),
        position: said.position(),
    }
}

struct Fields<'a>(&'a Exif);

impl Fields<'_> {
    fn value(&self, tag: Tag) -> Option<&Value> {
        self.0.get_field(tag, In::PRIMARY).map(|field| &field.value)
    }

    /// The first text that is not blank: a copyright has one for the photographer and one for the editor.
    fn ascii(&self, tag: Tag) -> Option<String> {
        match self.value(tag)? {
            Value::Ascii(texts) => {
                texts.iter().map(|text| words::decoded(text)).find(|text| words::line(text).is_some())
            }
            // Some programs write texts of UTF-8 as bytes.
            Value::Byte(bytes) | Value::Undefined(bytes, _) => Some(words::decoded(bytes)),
            _ => None,
        }
    }

    fn line(&self, tag: Tag) -> Option<String> {
        self.ascii(tag).as_deref().and_then(words::line)
    }

    fn wide(&self, tag: Tag) -> Option<String> {
        match self.value(tag)? {
            Value::Byte(bytes) | Value::Undefined(bytes, _) => Some(words::decoded_wide(bytes, u16::from_le_bytes)),
            _ => None,
        }
    }

    /// A comment begins with the name of its encoding, in eight bytes.
    fn comment(&self) -> Option<String> {
        let Value::Undefined(bytes, _) = self.value(Tag::UserComment)? else { return None };
        let (name, text) = bytes.split_at_checked(8)?;
        match name {
            b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0" => Some(words::decoded(text)),
            b"UNICODE\0" => Some(match text {
                [0xFF, 0xFE, rest @ ..] => words::decoded_wide(rest, u16::from_le_bytes),
                [0xFE, 0xFF, rest @ ..] => words::decoded_wide(rest, u16::from_be_bytes),
                // Whatever the block's byte order, programs write their own: spaces and Latin letters tell.
                _ => {
                    let zeros = |from: usize| text.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
                    let is_big = if zeros(0) == zeros(1) { !self.0.little_endian() } else { zeros(0) > zeros(1) };
                    words::decoded_wide(text, if is_big { u16::from_be_bytes } else { u16::from_le_bytes })
                }
            }),
            _ => None,
        }
    }

    fn number(&self, tag: Tag) -> Option<u32> {
        self.value(tag)?.get_uint(0)
    }

    fn rational(&self, tag: Tag) -> Option<f64> {
        self.rationals(tag)?.first().copied()
    }

    fn rationals(&self, tag: Tag) -> Option<Vec<f64>> {
        match self.value(tag)? {
            Value::Rational(values) => {
                Some(values.iter().map(|value| f64::from(value.num) / f64::from(value.denom)).collect())
            }
            _ => None,
        }
    }

    fn date(&self, date: Tag, fraction: Tag, offset: Tag) -> Option<String> {
        let (fraction, offset) = (self.ascii(fraction), self.ascii(offset));
        date::of_exif(&self.ascii(date)?, fraction.as_deref(), offset.as_deref())
    }

    fn position(&self) -> Option<Position> {
        let latitude = self.degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, "N", "S")?;
        let longitude = self.degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, "E", "W")?;
        let is_below = self.number(Tag::GPSAltitudeRef) == Some(1);
        let altitude = self.rational(Tag::GPSAltitude).map(|metres| if is_below { -metres } else { metres });
        Position::of(latitude, longitude, altitude)
    }

    fn degrees(&self, tag: Tag, reference: Tag, positive: &str, negative: &str) -> Option<f64> {
        let sign = match self.line(reference)? {
            side if side == positive => 1.0,
            side if side == negative => -1.0,
            _ => return None,
        };
        // Minutes and seconds that are not known are fractions of nothing.
        let parts = self.rationals(tag)?;
        let part = |index: usize| parts.get(index).copied().filter(|part| part.is_finite()).unwrap_or(0.0);
        let degrees = parts.first().copied().filter(|degrees| degrees.is_finite())?;
        Some(sign * (degrees + part(1) / 60.0 + part(2) / 3600.0))
    }
}
