//! Which format a file is, by its first bytes; the name on disk is not asked.

use std::io::Read;

use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::svg;

/// A format the engine reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    Jpeg,
    Png,
    Webp,
    Avif,
    Gif,
    Tiff,
    Svg,
    Jxl,
    Bmp,
    Ico,
}

impl SourceFormat {
    /// Every readable format, in the order in which messages list them.
    pub const ALL: [Self; 10] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Avif,
        Self::Gif,
        Self::Tiff,
        Self::Svg,
        Self::Jxl,
        Self::Bmp,
        Self::Ico,
    ];

    /// The name people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Avif => "AVIF",
            Self::Gif => "GIF",
            Self::Tiff => "TIFF",
            Self::Svg => "SVG",
            Self::Jxl => "JPEG XL",
            Self::Bmp => "BMP",
            Self::Ico => "ICO",
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
        Some(Signature::Unreadable(name)) => Err(unreadable(name)),
        None => Err(EngineError::new(
            ErrorCode::SourceNotAnImage,
            format!("the content is not an image: it starts with {}", quote_start(&head)),
        )),
    }
}

/// The error for a format that is known and not read.
pub fn unreadable(name: &str) -> EngineError {
    let readable = SourceFormat::ALL.map(SourceFormat::name).join(", ");
    EngineError::new(
        ErrorCode::FormatUnsupported,
        format!("this is a {name} file, which the engine does not read; readable are {readable}"),
    )
}

/// Enough for the comments and the document type that drawing programs write before an SVG's first element.
const SIGNATURE_BYTES: usize = 8192;

fn match_signature(head: &[u8]) -> Option<Signature> {
    use Signature::{Readable, Unreadable};
    let signature = match head {
        [0xFF, 0xD8, 0xFF, ..] => Readable(SourceFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Readable(SourceFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Readable(SourceFormat::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => match_brands(head)?,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Readable(SourceFormat::Gif),
        [b'I', b'I', 42, 0, _, _, _, _, b'C', b'R', ..] => Unreadable("Canon CR2 raw"),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Readable(SourceFormat::Tiff),
        [b'I', b'I', b'R', b'O' | b'S', ..] | [b'M', b'M', b'O', b'R', ..] => Unreadable("Olympus ORF raw"),
        [b'I', b'I', b'U', 0, ..] => Unreadable("Panasonic RW2 raw"),
        [b'I', b'I', 0x1A, 0, 0, 0, b'H', b'E', b'A', b'P', ..] => Unreadable("Canon CRW raw"),
        [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', b'C', b'C', b'D', ..] => Unreadable("Fujifilm RAF raw"),
        [b'F', b'O', b'V', b'b', ..] => Unreadable("Sigma X3F raw"),
        [0, b'M', b'R', b'M', ..] => Unreadable("Minolta MRW raw"),
        [0xFF, 0x0A, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => Readable(SourceFormat::Jxl),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Unreadable("JPEG 2000"),
        [b'8', b'B', b'P', b'S', ..] => Unreadable("Photoshop"),
        [b'B', b'M', ..] if has_bmp_header(head) => Readable(SourceFormat::Bmp),
        [0, 0, 1, 0, count_low, count_high, ..] if (*count_low, *count_high) != (0, 0) => Readable(SourceFormat::Ico),
        [0, 0, 2, 0, ..] => Unreadable("Windows cursor"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Unreadable("PDF"),
        [b'%', b'!', b'P', b'S', ..] => Unreadable("PostScript"),
        [0x1F, 0x8B, 8, ..] => Unreadable("gzip (compressed SVG?)"),
        _ if svg::probe::starts_like_one(head) => Readable(SourceFormat::Svg),
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
    } else if [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"].into_iter().any(has) {
        Some(Signature::Unreadable("HEIC/HEIF"))
    } else if has(b"crx ") {
        Some(Signature::Unreadable("Canon CR3 raw"))
    } else {
        None
    }
}

/// Two letters are a weak signature: the length of the header behind them decides.
fn has_bmp_header(head: &[u8]) -> bool {
    const HEADER_SIZES: [u32; 7] = [12, 16, 40, 52, 56, 108, 124];
    head.get(14..18).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes).is_some_and(|size| {
        // OS/2's second version may stop its header anywhere up to 64 bytes.
        HEADER_SIZES.contains(&size) || size == 64
    })
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
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "HEIC"),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "CR3"),
            (b"8BPS\0\x01", "Photoshop"),
            (b"II*\0\x10\0\0\0CR\x02\0", "CR2"),
            (b"IIRO\x08\0\0\0", "ORF"),
            (b"FUJIFILMCCD-RAW 0201", "RAF"),
            (b"\0\0\0\x0CjP  \r\n\x87\n", "JPEG 2000"),
            (b"\xFF\x4F\xFF\x51\0\x2F", "JPEG 2000"),
            (b"%PDF-1.7", "PDF"),
            (b"\x1F\x8B\x08\0", "gzip"),
        ] {
            let error = identify(&mut &head[..]).unwrap_err();
            assert_eq!(error.code, ErrorCode::FormatUnsupported, "{name}");
            assert!(error.message.contains(name), "{}", error.message);
            assert!(error.message.contains("JPEG XL"), "what is readable is listed: {}", error.message);
        }
    }

    #[test]
    fn every_readable_format_is_known_by_its_first_bytes() {
        for (head, format) in [
            (&b"\xFF\xD8\xFF\xE0"[..], SourceFormat::Jpeg),
            (b"\x89PNG\r\n\x1A\n", SourceFormat::Png),
            (b"RIFF\0\0\0\0WEBPVP8 ", SourceFormat::Webp),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", SourceFormat::Avif),
            (b"GIF89a", SourceFormat::Gif),
            (b"II*\0\x08\0\0\0", SourceFormat::Tiff),
            (b"MM\0+\0\x08\0\0", SourceFormat::Tiff),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", SourceFormat::Svg),
            (b"\xFF\x0A\0\0", SourceFormat::Jxl),
            (b"\0\0\0\x0CJXL \r\n\x87\n", SourceFormat::Jxl),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", SourceFormat::Bmp),
            (b"\0\0\x01\0\x01\0\x10\x10", SourceFormat::Ico),
        ] {
            assert_eq!(identify(&mut &head[..]).unwrap(), format);
        }
    }

    #[test]
    fn text_is_quoted_and_binary_is_shown_as_hex() {
        let text = identify(&mut &b"hello, this is no image"[..]).unwrap_err();
        assert_eq!(text.code, ErrorCode::SourceNotAnImage);
        assert!(text.message.contains("\"hello, this is n\""), "{}", text.message);
        let binary = identify(&mut &b"\x01\x02\x03"[..]).unwrap_err();
        assert!(binary.message.contains("01 02 03"), "{}", binary.message);
        assert_eq!(identify(&mut &b"BMX is a sport, not a bitmap"[..]).unwrap_err().code, ErrorCode::SourceNotAnImage);
    }
}
