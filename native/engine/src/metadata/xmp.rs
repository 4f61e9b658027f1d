//! XMP packets, kept as they are but for one word.

/// The whole packet; where the picture has been turned upright, it says so, in as many bytes as before.
pub fn whole(packet: &[u8], turned: bool) -> Vec<u8> {
    const NAME: &[u8] = b"tiff:Orientation";
    let mut packet = packet.to_vec();
    if !turned {
        return packet;
    }
    let mut from = 0;
    while let Some(found) = packet[from..].windows(NAME.len()).position(|window| window == NAME) {
        let value = from + found + NAME.len();
        let closes = from + found > 0 && packet[from + found - 1] == b'/';
        // As an attribute, `="6"`, or as an element, `>6<`.
        let digit = match packet.get(value..value + 2) {
            Some(b"=\"" | b"='") => value + 2,
            Some([b'>', _]) if !closes => value + 1,
            _ => packet.len(),
        };
        if let Some(digit @ b'1'..=b'8') = packet.get_mut(digit) {
            *digit = b'1';
        }
        from = value;
    }
    packet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orientation_is_reset_in_both_spellings_and_nowhere_else() {
        for (before, after) in [
            ("<a tiff:Orientation=\"6\" x=\"6\"/>", "<a tiff:Orientation=\"1\" x=\"6\"/>"),
            ("<tiff:Orientation>8</tiff:Orientation>8", "<tiff:Orientation>1</tiff:Orientation>8"),
            ("tiff:Orientation=", "tiff:Orientation="),
            ("tiff:Orientation", "tiff:Orientation"),
            ("", ""),
        ] {
            assert_eq!(whole(before.as_bytes(), true), after.as_bytes());
            assert_eq!(whole(before.as_bytes(), false), before.as_bytes());
        }
    }
}
