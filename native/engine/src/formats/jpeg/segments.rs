//! Segments of a JPEG (ITU-T T.81, annex B), and the coded data between them.

pub const START_OF_IMAGE: [u8; 2] = [0xFF, 0xD8];
pub const END_OF_IMAGE: u8 = 0xD9;
pub const START_OF_SCAN: u8 = 0xDA;
pub const COMMENT: u8 = 0xFE;
pub const APP0: u8 = 0xE0;
pub const APP1: u8 = 0xE1;
pub const APP2: u8 = 0xE2;
pub const APP13: u8 = 0xED;
/// Adobe's, which says whether three channels are YCbCr and four are inverted.
pub const APP14: u8 = 0xEE;
pub const APP15: u8 = 0xEF;

/// What a segment's length can count, its own two bytes not included.
pub const MOST_IN_SEGMENT: usize = 65_533;

/// A piece of the file: a marker with its length and body, or a scan's coded data.
pub struct Piece<'a> {
    /// `None` for coded data.
    pub marker: Option<u8>,
    /// From the marker's FF to the piece's end.
    pub all: &'a [u8],
}

impl<'a> Piece<'a> {
    pub fn body(&self) -> &'a [u8] {
        self.all.get(4..).unwrap_or_default()
    }
}

/// Pieces after SOI, up to and with the end of the first image.
pub struct Pieces<'a> {
    rest: &'a [u8],
    in_scan: bool,
}

pub fn pieces(bytes: &[u8]) -> Option<Pieces<'_>> {
    Some(Pieces { rest: bytes.strip_prefix(&START_OF_IMAGE)?, in_scan: false })
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.in_scan {
            self.in_scan = false;
            return Some(Piece { marker: None, all: self.take(length_of_coded_data(self.rest)) });
        }
        // Fill bytes before a marker belong to nothing.
        while let [0xFF, 0xFF, ..] = self.rest {
            self.rest = &self.rest[1..];
        }
        let [0xFF, marker, ..] = *self.rest else { return None };
        let length = match marker {
            END_OF_IMAGE => 2,
            0x01 | 0xD0..=0xD8 => 2,
            _ => {
                let counted = u16::from_be_bytes([*self.rest.get(2)?, *self.rest.get(3)?]);
                // The two bytes of the count are a part of it.
                if counted < 2 {
                    return None;
                }
                2 + usize::from(counted)
            }
        };
        if length > self.rest.len() {
            return None;
        }
        self.in_scan = marker == START_OF_SCAN;
        let all = self.take(length);
        if marker == END_OF_IMAGE {
            // What follows is another image (a preview, a gain map) or nothing.
            self.rest = &[];
        }
        Some(Piece { marker: Some(marker), all })
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

/// In coded data FF is followed by 00 or by a restart's number; anything else is the next marker.
fn length_of_coded_data(bytes: &[u8]) -> usize {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))
        .unwrap_or(bytes.len())
}

/// An APP1 or APP2 segment before the first scan.
pub struct Segment<'a> {
    pub body: &'a [u8],
    /// Where in the file the body begins.
    pub start: usize,
}

pub fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let before_scans = pieces(bytes).into_iter().flatten().take_while(|piece| piece.marker != Some(START_OF_SCAN));
    before_scans.filter(|piece| matches!(piece.marker, Some(APP1 | APP2))).map(|piece| {
        let body = piece.body();
        Segment { body, start: body.as_ptr() as usize - bytes.as_ptr() as usize }
    })
}

pub fn push_segment(out: &mut Vec<u8>, marker: u8, body: &[&[u8]]) {
    let length = 2 + body.iter().map(|part| part.len()).sum::<usize>() as u16;
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    body.iter().for_each(|part| out.extend_from_slice(part));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_that_is_shorter_than_its_own_count_ends_the_file() {
        for counted in [0, 1] {
            let bytes = [0xFF, 0xD8, 0xFF, APP2, 0, 3, 7, 0xFF, APP1, 0, counted, 0xFF, APP2, 0, 2];
            let found: Vec<_> = segments(&bytes).map(|Segment { body, start }| (body, start)).collect();
            assert_eq!(found, [(&[7][..], 6)]);
        }
    }

    #[test]
    fn a_segment_without_a_body_begins_behind_its_count() {
        let bytes = [0xFF, 0xD8, 0xFF, APP1, 0, 2];
        assert_eq!(segments(&bytes).map(|segment| segment.start).collect::<Vec<_>>(), [6]);
    }
}
