//! Profiles in texts of a PNG, as ImageMagick, older libvips and exiftool write them: `Raw profile type exif`, then a line
//! with a name, one with a length, and lines of hexadecimal digits.

use crate::metadata::exif_orientation::without_prefix;
use crate::metadata::iptc;

const NAME: &[u8] = b"Raw profile type ";
/// APP1 of a JPEG holds either.
const XMP_IN_JPEG: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const IPTC_RESOURCES: &[u8] = b"8BIM";

pub fn is_named(keyword: &[u8]) -> bool {
    keyword.starts_with(NAME)
}

/// What the texts of a file hold, the first of each.
#[derive(Default)]
pub struct RawProfiles {
    pub exif: Option<Vec<u8>>,
    pub xmp: Option<Vec<u8>>,
    pub iptc: Option<Vec<u8>>,
}

impl RawProfiles {
    pub fn add(&mut self, keyword: &[u8], text: &[u8]) {
        let Some(kind) = keyword.strip_prefix(NAME) else { return };
        let Some(body) = decode(text) else { return };
        match kind {
            b"exif" | b"EXIF" | b"APP1" | b"app1" => {
                if let Some(packet) = body.strip_prefix(XMP_IN_JPEG) {
                    self.xmp.get_or_insert_with(|| packet.to_vec());
                } else {
                    self.exif.get_or_insert_with(|| without_prefix(&body).to_vec());
                }
            }
            b"xmp" | b"XMP" => {
                self.xmp.get_or_insert(body);
            }
            b"iptc" | b"IPTC" | b"8bim" => {
                let records = if body.starts_with(IPTC_RESOURCES) { iptc::of_resources(&body) } else { Some(body) };
                self.iptc = self.iptc.take().or(records);
            }
            _ => {}
        }
    }
}

/// The bytes of a profile, as many as it says.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let text = text.strip_prefix(b"\n")?;
    let mut lines = text.splitn(3, |byte| *byte == b'\n');
    let (_name, length, digits) = (lines.next()?, lines.next()?, lines.next()?);
    let length: usize = std::str::from_utf8(length).ok()?.trim().parse().ok()?;
    let mut values =
        digits.iter().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| char::from(*byte).to_digit(16));
    if length == 0 || length > digits.len() / 2 {
        return None;
    }
    (0..length).map(|_| Some((values.next()?? << 4 | values.next()??) as u8)).collect()
}
