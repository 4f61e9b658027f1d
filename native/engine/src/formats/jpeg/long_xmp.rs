//! XMP that is longer than a segment (XMP specification, part 3): a packet that names its extension, and the extension in
//! parts.

use std::fmt::Write;

use crate::asked::limits::Limits;
use crate::formats::jpeg::segments::{APP1, MOST_IN_SEGMENT, push_segment};
use crate::metadata::xmp;

/// What begins a packet's segment, and a part of its extension.
pub const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const NAME: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
/// A digest in hexadecimal digits, the length of the whole, the offset of the part.
const DIGEST: usize = 32;
const HEADER: usize = DIGEST + 8;

/// A part of an extension.
pub struct Part<'a> {
    digest: &'a [u8],
    length: usize,
    offset: usize,
    data: &'a [u8],
}

impl<'a> Part<'a> {
    /// What a segment's body holds; `None` when it is something else.
    pub fn of(body: &'a [u8]) -> Option<Self> {
        let (header, data) = body.strip_prefix(NAME)?.split_at_checked(HEADER)?;
        let number = |at: usize| header[at..at + 4].iter().fold(0, |sum: usize, byte| sum << 8 | usize::from(*byte));
        Some(Self { digest: &header[..DIGEST], length: number(DIGEST), offset: number(DIGEST + 4), data })
    }
}

/// The packet with what its extension adds; the packet alone where that is not whole.
pub fn joined(packet: Vec<u8>, parts: &[Part], limits: &Limits) -> Vec<u8> {
    let whole = || {
        let text = xmp::text_of(&packet)?;
        let digest = xmp::extension_of(&text)?;
        let mut own: Vec<&Part> = parts.iter().filter(|part| part.digest == digest.as_bytes()).collect();
        own.sort_by_key(|part| part.offset);
        let mut extension = Vec::new();
        for part in &own {
            // Parts that overlap say the same twice.
            let known = extension.len().checked_sub(part.offset)?;
            extension.extend_from_slice(part.data.get(known..).unwrap_or_default());
        }
        let is_whole = own.first().is_some_and(|part| part.length == extension.len());
        let is_allowed = limits.check_metadata_bytes("", (extension.len() + packet.len()) as u64).is_ok();
        if !is_whole || !is_allowed {
            return None;
        }
        xmp::joined(&text, &xmp::text_of(&extension)?)
    };
    whole().map_or_else(|| packet.clone(), String::into_bytes)
}

/// What `first` makes of a packet that says nothing but where the rest is, and the rest. Readers match the two by the digest; MD5
/// is what Adobe's own programs take for it.
pub fn push(segments: &mut Vec<u8>, packet: &[u8], first: impl FnOnce(&[u8]) -> Vec<u8>) {
    let Some(text) = std::str::from_utf8(packet).ok().map(xmp::unwrapped) else { return };
    let mut digest = String::new();
    for byte in &blake3::hash(text.as_bytes()).as_bytes()[..DIGEST / 2] {
        let _ = write!(digest, "{byte:02X}");
    }
    push_segment(segments, APP1, &[XMP, &first(xmp::naming_extension(&digest).as_bytes())]);
    let Ok(length) = u32::try_from(text.len()) else { return };
    let most = MOST_IN_SEGMENT - NAME.len() - HEADER;
    for (offset, part) in (0u32..).step_by(most).zip(text.as_bytes().chunks(most)) {
        let body = [NAME, digest.as_bytes(), &length.to_be_bytes(), &offset.to_be_bytes(), part];
        push_segment(segments, APP1, &body);
    }
}
