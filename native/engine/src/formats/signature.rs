//! Files that begin like no format that is read: what they are, as far as their first bytes tell.

use crate::error::{EngineError, ErrorCode};
use crate::formats::brands::brands;
use crate::formats::svg::probe::{Start, start_of};

/// Enough for every signature, and for what most drawing programs write before an SVG's first element.
pub const BYTES: usize = 8192;

/// How far a file is followed that may show later what it is: licences and entities before an SVG may fill pages.
pub const MOST_BYTES: u64 = 16 << 20;

/// The error for a file that begins so.
pub fn refuse(head: &[u8]) -> EngineError {
    match unreadable_format(head) {
        Some(name) => unreadable(name),
        None => {
            let error = EngineError::of(ErrorCode::SourceNotAnImage).with("start", quote_start(head));
            stand_in(head).into_iter().fold(error, |error, found| error.with("found", found))
        }
    }
}

/// What stands in an image's place when something went wrong on its way.
fn stand_in(head: &[u8]) -> Option<&'static str> {
    // A file that Git LFS keeps elsewhere is three lines of text until it is fetched.
    const LFS_POINTERS: [&[u8]; 2] =
        [b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/"];
    if LFS_POINTERS.iter().any(|start| head.starts_with(start)) {
        return Some("git-lfs-pointer");
    }
    (start_of(head) == Start::Html).then_some("html-page")
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
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "Matroska or WebM video",
        [b'P', b'K', 3, 4, ..] => "ZIP",
        [b'%', b'P', b'D', b'F', b'-', ..] => "PDF",
        [b'%', b'!', b'P', b'S', ..] => "PostScript",
        [0x1F, 0x8B, 8, ..] => "gzip (compressed SVG?)",
        _ => return None,
    })
}

fn unreadable_brand(head: &[u8]) -> Option<&'static str> {
    const HEIF: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];
    const VIDEO: [&[u8]; 6] = [b"isom", b"iso2", b"mp41", b"mp42", b"qt  ", b"M4V "];
    if brands(head)?.any(|brand| HEIF.contains(&brand)) {
        Some("HEIC/HEIF")
    } else if brands(head)?.any(|brand| brand == b"crx ") {
        Some("Canon CR3 raw")
    } else if brands(head)?.any(|brand| VIDEO.contains(&brand)) {
        Some("MP4 or QuickTime video")
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
    fn what_stands_in_an_image_s_place_is_told() {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        for (head, found) in [(pointer, "git-lfs-pointer"), ("<!DOCTYPE html><title>404</title>", "html-page")] {
            let error = identify(&mut head.as_bytes()).unwrap_err();
            assert_eq!(error.code, ErrorCode::SourceNotAnImage);
            assert_eq!(error.operand("found"), Some(&found.into()), "{error}");
        }
    }

    #[test]
    fn a_drawing_is_found_behind_pages_of_comments() {
        let licence = format!("<!--{}-->", "words ".repeat(5000));
        assert!(identify(&mut format!("{licence}\n{licence}<svg/>").as_bytes()).is_ok());
        let nothing = identify(&mut format!("{licence}<rss/>").as_bytes()).unwrap_err();
        assert_eq!(nothing.code, ErrorCode::SourceNotAnImage);
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
