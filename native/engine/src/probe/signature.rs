//! Which format a file is, by its first bytes; the name on disk is not asked.

use std::io::Read;

use crate::error::{EngineError, ErrorCode, Result};

/// A format the engine reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    Jpeg,
    Png,
    Webp,
    Avif,
}

impl SourceFormat {
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Avif];

    /// As people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Avif => "AVIF",
        }
    }
}

enum Signature {
    Readable(SourceFormat),
    Unreadable(&'static str),
}

/// Identifies the format from the reader's first bytes. A format that is known and not read is named as such,
/// so that nobody takes a photograph from a phone for a damaged file.
pub fn identify(reader: &mut impl Read) -> Result<SourceFormat> {
    let mut head = Vec::with_capacity(SIGNATURE_BYTES);
    reader.take(SIGNATURE_BYTES as u64).read_to_end(&mut head)?;
    match match_signature(&head) {
        Some(Signature::Readable(format)) => Ok(format),
        Some(Signature::Unreadable(name)) => Err(EngineError::new(
            ErrorCode::FormatUnsupported,
            format!("this is a {name} file, which the engine does not read; readable are {}", readable()),
        )),
        None => Err(EngineError::new(
            ErrorCode::SourceNotAnImage,
            format!("the content is not an image: it starts with {}", quote_start(&head)),
        )),
    }
}

fn readable() -> String {
    SourceFormat::ALL.map(SourceFormat::name).join(", ")
}

const SIGNATURE_BYTES: usize = 256;

fn match_signature(head: &[u8]) -> Option<Signature> {
    use Signature::{Readable, Unreadable};
    let signature = match head {
        [0xFF, 0xD8, 0xFF, ..] => Readable(SourceFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Readable(SourceFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Readable(SourceFormat::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => match_brands(head)?,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Unreadable("GIF"),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Unreadable("TIFF"),
        [0xFF, 0x0A, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => Unreadable("JPEG XL"),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Unreadable("JPEG 2000"),
        [b'8', b'B', b'P', b'S', ..] => Unreadable("Photoshop"),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Unreadable("BMP"),
        [0, 0, 1, 0, ..] => Unreadable("ICO"),
        _ if looks_like_svg(head) => Unreadable("SVG"),
        _ => return None,
    };
    Some(signature)
}

/// The `ftyp` box lists brands; the major one alone does not decide (AVIF files may say `mif1`).
fn match_brands(head: &[u8]) -> Option<Signature> {
    let size = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
    let brands = head.get(8..size.min(head.len()))?;
    let has = |wanted: &[u8; 4]| brands.chunks_exact(4).any(|brand| brand == wanted);
    if has(b"avif") || has(b"avis") {
        Some(Signature::Readable(SourceFormat::Avif))
    } else if has(b"heic") || has(b"heix") || has(b"hevc") || has(b"heim") || has(b"heis") || has(b"mif1") {
        Some(Signature::Unreadable("HEIC/HEIF"))
    } else if has(b"crx ") {
        Some(Signature::Unreadable("Canon CR3 raw"))
    } else {
        None
    }
}

fn looks_like_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"))
}

fn quote_start(head: &[u8]) -> String {
    let start = &head[..head.len().min(16)];
    match std::str::from_utf8(start) {
        Ok(text) if !text.chars().any(char::is_control) => format!("the text {text:?}"),
        _ => start.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_the_engine_does_not_read_are_named() {
        for (head, name) in [
            (&b"GIF89a....."[..], "GIF"),
            (b"II*\0.....", "TIFF"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
            (b"8BPS\0\x01", "Photoshop"),
            (b"\xFF\x0A\0\0", "JPEG XL"),
            (b"<?xml version=\"1.0\"?><svg xmlns=", "SVG"),
        ] {
            let error = identify(&mut &head[..]).unwrap_err();
            assert_eq!(error.code, ErrorCode::FormatUnsupported, "{name}");
            assert!(error.message.contains(name), "{}", error.message);
        }
    }

    #[test]
    fn text_is_quoted_and_binary_is_shown_as_hex() {
        let text = identify(&mut &b"hello, this is no image"[..]).unwrap_err();
        assert_eq!(text.code, ErrorCode::SourceNotAnImage);
        assert!(text.message.contains("\"hello, this is n\""), "{}", text.message);
        let binary = identify(&mut &b"\x01\x02\x03"[..]).unwrap_err();
        assert!(binary.message.contains("01 02 03"), "{}", binary.message);
    }

    #[test]
    fn avif_is_found_among_the_compatible_brands() {
        let head = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf";
        assert_eq!(identify(&mut &head[..]).unwrap(), SourceFormat::Avif);
    }
}
