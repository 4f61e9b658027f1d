//! Files that begin like no format that is read: what they are, as far as their first bytes tell.

use crate::error::{EngineError, ErrorCode};
use crate::formats::brands::brands;

/// Enough for the comments and the document type that drawing programs write before an SVG's first element.
pub const BYTES: usize = 8192;

/// The error for a file that begins so.
pub fn refuse(head: &[u8]) -> EngineError {
    match unreadable_format(head) {
        Some(name) => unreadable(name),
        None => EngineError::of(ErrorCode::SourceNotAnImage).with("start", quote_start(head)),
    }
}

/// The error for a format that is known and not read. Whoever knows which ones are completes it.
pub fn unreadable(name: &str) -> EngineError {
    EngineError::of(ErrorCode::FormatUnsupported).with("format", name)
}

fn unreadable_format(head: &[u8]) -> Option<&'static str> {
    Some(match head {
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => unreadable_brand(head)?,
        [b'I', b'I', 42, 0, _, _, _, _, b'C', b'R', ..] => "Canon CR2 raw",
        [b'I', b'I', b'R', b'O' | b'S', ..] | [b'M', b'M', b'O', b'R', ..] => "Olympus ORF raw",
        [b'I', b'I', b'U', 0, ..] => "Panasonic RW2 raw",
        [b'I', b'I', 0x1A, 0, 0, 0, b'H', b'E', b'A', b'P', ..] => "Canon CRW raw",
        [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', b'C', b'C', b'D', ..] => "Fujifilm RAF raw",
        [b'F', b'O', b'V', b'b', ..] => "Sigma X3F raw",
        [0, b'M', b'R', b'M', ..] => "Minolta MRW raw",
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => "JPEG 2000",
        [b'8', b'B', b'P', b'S', ..] => "Photoshop",
        [0, 0, 2, 0, ..] => "Windows cursor",
        [b'%', b'P', b'D', b'F', b'-', ..] => "PDF",
        [b'%', b'!', b'P', b'S', ..] => "PostScript",
        [0x1F, 0x8B, 8, ..] => "gzip (compressed SVG?)",
        _ => return None,
    })
}

fn unreadable_brand(head: &[u8]) -> Option<&'static str> {
    const HEIF: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];
    if brands(head)?.any(|brand| HEIF.contains(&brand)) {
        Some("HEIC/HEIF")
    } else if brands(head)?.any(|brand| brand == b"crx ") {
        Some("Canon CR3 raw")
    } else {
        None
    }
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
    use crate::error::ErrorCode;
    use crate::formats::identify as identify_format;
    use crate::formats::name_readable;

    fn identify(head: &mut &[u8]) -> crate::error::Result<()> {
        identify_format(head).map(|_| ()).map_err(name_readable)
    }

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
            assert!(error.to_string().contains(name), "{error}");
            assert!(error.to_string().contains("JPEG XL"), "what is readable is listed: {error}");
        }
    }

    #[test]
    fn text_is_quoted_and_binary_is_shown_as_hex() {
        let text = identify(&mut &b"hello, this is no image"[..]).unwrap_err();
        assert_eq!(text.code, ErrorCode::SourceNotAnImage);
        assert!(text.to_string().contains("\"hello, this is n\""), "{text}");
        let binary = identify(&mut &b"\x01\x02\x03"[..]).unwrap_err();
        assert!(binary.to_string().contains("01 02 03"), "{binary}");
        assert_eq!(identify(&mut &b"BMX is a sport, not a bitmap"[..]).unwrap_err().code, ErrorCode::SourceNotAnImage);
    }
}
