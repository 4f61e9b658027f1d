//! An SVG file as text, and what is looked at before that is parsed: the parser compares each attribute of an element
//! with all others, and puts an entity's text wherever it is named.

use std::borrow::Cow;

use crate::error::{EngineError, Result};

/// The document as text: UTF-8, UTF-16 by its byte order mark, or Latin-1 where the declaration says so.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>> {
    if let Some(wide) = utf16(bytes) {
        return Ok(Cow::Owned(wide));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) if declares_latin1(bytes) => Ok(Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect())),
        Err(error) => Err(EngineError::corrupt(format!("SVG: it is not the UTF-8 text that it should be ({error})"))),
    }
}

pub fn utf16(bytes: &[u8]) -> Option<String> {
    let decode: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, _) = bytes[2..].as_chunks::<2>();
    Some(char::decode_utf16(pairs.iter().map(|pair| decode(*pair))).map(|c| c.unwrap_or('\u{fffd}')).collect())
}

fn declares_latin1(bytes: &[u8]) -> bool {
    let declaration = bytes.split(|&byte| byte == b'>').next().unwrap_or_default().to_ascii_lowercase();
    let declaration = String::from_utf8_lossy(&declaration);
    declaration.starts_with("<?xml") && ["iso-8859-1", "windows-1252", "latin1"].iter().any(|n| declaration.contains(n))
}

/// Refuses text that a parser would choke on.
pub fn check(text: &str) -> Result<()> {
    const MOST_ATTRIBUTES: usize = 1000;
    const MOST_EXPANDED_BYTES: usize = 8 << 20;
    let attributes = most_attributes(text);
    if attributes > MOST_ATTRIBUTES {
        return Err(EngineError::unsupported(format!(
            "an SVG element with {attributes} attributes; {MOST_ATTRIBUTES} are the most"
        )));
    }
    let expanded = expanded_bytes(text);
    if expanded > MOST_EXPANDED_BYTES {
        return Err(EngineError::unsupported(format!(
            "an SVG whose entities may expand to {expanded} bytes; {MOST_EXPANDED_BYTES} are the most"
        )));
    }
    check_dashes(text)
}

/// Each dash is a shape of its own, and a line may have a million of them; the way to where they begin is walked.
fn check_dashes(text: &str) -> Result<()> {
    const LEAST_DASH: f64 = 0.001;
    const MOST_OFFSET: f64 = 1e6;
    let dash = lengths(text, "stroke-dasharray").filter(|dash| *dash > 0.0).min_by(f64::total_cmp);
    if let Some(dash) = dash.filter(|dash| *dash < LEAST_DASH) {
        return Err(EngineError::unsupported(format!(
            "an SVG stroke with dashes of {dash}; {LEAST_DASH} is the least"
        )));
    }
    let offset = lengths(text, "stroke-dashoffset").map(f64::abs).max_by(f64::total_cmp);
    if let Some(offset) = offset.filter(|offset| *offset > MOST_OFFSET) {
        return Err(EngineError::unsupported(format!("an SVG dash offset of {offset}; {MOST_OFFSET} is the most")));
    }
    Ok(())
}

/// Numbers of a property, wherever it is said.
fn lengths<'text>(text: &'text str, property: &'text str) -> impl Iterator<Item = f64> + 'text {
    text.split(property)
        .skip(1)
        .filter_map(|rest| {
            let list = rest.trim_start().strip_prefix([':', '='])?.trim_start().trim_start_matches(['"', '\'']);
            list.split(['"', '\'', ';', '}', '<']).next()
        })
        .flat_map(|list| list.split([' ', ',', '\n', '\t', '\r']))
        .filter_map(|length| {
            let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
            length.parse().or_else(|_| number.parse()).ok()
        })
}

/// Equals signs outside of quotes in the tag that has the most of them.
fn most_attributes(text: &str) -> usize {
    let (mut most, mut count) = (0, 0);
    let (mut inside, mut quote) = (false, None);
    for (index, byte) in text.bytes().enumerate() {
        match (inside, quote, byte) {
            (false, _, b'<') => {
                inside = text.as_bytes().get(index + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'_');
                count = 0;
            }
            (true, Some(open), _) if byte == open => quote = None,
            (true, None, b'"' | b'\'') => quote = Some(byte),
            (true, None, b'>') => inside = false,
            (true, None, b'=') => {
                count += 1;
                most = most.max(count);
            }
            _ => {}
        }
    }
    most
}

/// At most: the longest entity at every reference, and as often as the parser lets one reference lead to others.
fn expanded_bytes(text: &str) -> usize {
    const REFERENCES_OF_A_REFERENCE: usize = 256;
    const PREDEFINED: [&str; 5] = ["amp;", "lt;", "gt;", "quot;", "apos;"];
    let is_reference = |rest: &&str| !rest.starts_with('#') && !PREDEFINED.iter().any(|name| rest.starts_with(name));
    let values = text.split("<!ENTITY").skip(1).filter_map(|declaration| {
        let start = declaration.find(['"', '\''])?;
        let quote = declaration[start..].chars().next()?;
        declaration[start + 1..].split(quote).next()
    });
    let (mut longest, mut nested) = (0, false);
    for value in values {
        longest = longest.max(value.len());
        nested |= value.split('&').skip(1).any(|rest| is_reference(&rest));
    }
    let references = text.split('&').skip(1).filter(is_reference).count();
    references.saturating_mul(longest).saturating_mul(if nested { REFERENCES_OF_A_REFERENCE } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn other_encodings_are_read_where_they_are_declared() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><svg>\xE9</svg>";
        assert!(text(latin).unwrap().contains('\u{e9}'));
        assert_eq!(text(b"<svg>\xE9</svg>").unwrap_err().code, ErrorCode::SourceCorrupt);
    }

    #[test]
    fn the_attributes_of_one_tag_are_counted() {
        assert_eq!(most_attributes("<svg a='1' b=\"2=3>\"><g c='4'/></svg> x = y = z"), 2);
        let many: String = (0..2000).map(|index| format!(" a{index}=''")).collect();
        assert!(check(&format!("<svg{many}/>")).unwrap_err().to_string().contains("2000 attributes"));
    }

    #[test]
    fn dashes_too_short_to_be_seen_are_refused() {
        for (text, dashes) in [
            ("<path stroke-dasharray='4, 2.5 0'/>", &[4.0, 2.5, 0.0][..]),
            (
                "<style>.a { stroke-dasharray: 3px 1e-7; x: 5 }</style><path stroke-dasharray = \"9\"/>",
                &[3.0, 1e-7, 9.0],
            ),
            ("<path stroke-dasharray='none'/>", &[]),
        ] {
            assert_eq!(lengths(text, "stroke-dasharray").collect::<Vec<_>>(), dashes, "{text}");
        }
        assert!(check("<path stroke-dashoffset='-1e9'/>").is_err());
        assert!(check("<path style='stroke-dasharray:1e-9'/>").is_err());
    }

    #[test]
    fn entities_are_bounded_by_what_they_may_become() {
        let once = format!("<!DOCTYPE svg [<!ENTITY a '{}'>]><svg>{}</svg>", "x".repeat(100_000), "&a;".repeat(90));
        assert!(check(&once).unwrap_err().to_string().contains("9000000 bytes"));
        let namespaces =
            "<!DOCTYPE svg [<!ENTITY ns 'http://ns.adobe.com/Extensibility/1.0/'>]><svg xmlns='&ns;'>&amp;</svg>";
        assert_eq!(expanded_bytes(namespaces), 38);
        let nested = "<!DOCTYPE svg [<!ENTITY a 'xx'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>";
        assert_eq!(expanded_bytes(nested), 6 * 3 * 256);
        assert!(check(namespaces).is_ok() && check(nested).is_ok());
    }
}
