//! The brands of files whose boxes begin with `ftyp` (ISO/IEC 14496-12): AVIF, HEIC and others.

/// All that are listed; the major one alone does not decide, because AVIF files may say `mif1`. `None` for other files.
pub fn brands(head: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    if head.get(4..8) != Some(b"ftyp") {
        return None;
    }
    let size = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
    Some(head.get(8..size.min(head.len()))?.chunks_exact(4))
}
