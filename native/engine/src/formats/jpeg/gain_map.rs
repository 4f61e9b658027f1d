//! The gain map of a JPEG: a second JPEG behind the first. Its place is said by the index of the Multi-Picture Format or by
//! the directory in XMP, its metadata by ISO 21496-1 or by XMP, in the second's own segments.

use std::io::{Cursor, Read, SeekFrom};
use std::ops::Range;

use crate::allocate::{copy_of, room_for};
use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::jpeg::blocks;
use crate::formats::jpeg::long_xmp::{self, XMP};
use crate::formats::jpeg::multi_picture;
use crate::formats::jpeg::segments::{self, Segment};
use crate::gain_map::{Dropped, GainMap, GainMapHeader, StoredGainMap, iso, xmp};
use crate::kinds::format::Reader;
use crate::kinds::header::ImageHeader;
use crate::metadata::profile;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

/// What an APP2 segment of ISO 21496-1 begins with. In the first picture the versions follow, in the map all.
const ISO: &[u8] = b"urn:iso:std:iso:ts:21496:-1\0";

/// Reads the header of a JPEG that stands alone.
pub type ReadHeader = fn(&mut Cursor<&[u8]>, &Limits) -> Result<ImageHeader>;

/// A file's map, before its samples are decoded.
struct Found {
    place: Range<u64>,
    header: GainMapHeader,
    alternate_colours: Option<ColourProfile>,
}

/// What the first picture says of others.
#[derive(Default)]
pub struct Signs {
    index: Vec<Range<u64>>,
    container: Vec<xmp::ContainerItem>,
    says_so: bool,
}

impl Signs {
    /// Looks at an APP1 or APP2 segment of the first picture, whose body begins at `start` in the file.
    pub fn see(&mut self, body: &[u8], start: u64) {
        if let Some(index) = body.strip_prefix(multi_picture::NAME) {
            self.index = multi_picture::read(index, start + multi_picture::NAME.len() as u64);
        } else if let Some(payload) = body.strip_prefix(ISO) {
            // A map that stands alone has more to say.
            self.says_so = payload.len() <= iso::VERSIONS.len();
        } else if let Some(packet) = body.strip_prefix(XMP) {
            self.container = xmp::container(packet);
            self.says_so |= self.container.iter().any(|item| item.is_gain_map);
        }
    }

    /// The header of the map; `None` where there is none.
    pub fn header(
        &self,
        reader: &mut dyn Reader,
        limits: &Limits,
        read_header: ReadHeader,
    ) -> Option<std::result::Result<GainMapHeader, Dropped>> {
        self.find(reader, limits, read_header).map(|found| found.map(|found| found.header))
    }

    fn find(
        &self,
        reader: &mut dyn Reader,
        limits: &Limits,
        read_header: ReadHeader,
    ) -> Option<std::result::Result<Found, Dropped>> {
        let end = reader.seek(SeekFrom::End(0)).ok()?;
        let mut fault = None;
        for place in self.index.iter().cloned().chain(self.by_directory(end)) {
            match read_map(reader, place, end, limits, read_header) {
                Some(Ok(found)) => return Some(Ok(found)),
                Some(Err(dropped)) => {
                    fault.get_or_insert(dropped);
                }
                None => {}
            }
        }
        match fault {
            // A picture that is no map may lie there: a preview, or what an editor left of the index.
            Some(Dropped::BeyondFile) if !self.says_so => None,
            Some(dropped) => Some(Err(dropped)),
            None => self.says_so.then_some(Err(Dropped::Missing)),
        }
    }

    /// Where the directory says that the map lies: it counts from the first picture's end, which is where the lengths of
    /// all that follows leave room for it.
    fn by_directory(&self, end: u64) -> Option<Range<u64>> {
        let place = self.container.iter().position(|item| item.is_gain_map)?;
        let bytes = |items: &[xmp::ContainerItem]| {
            items.iter().fold(0u64, |sum, item| sum.saturating_add(item.length).saturating_add(item.padding))
        };
        let behind = bytes(&self.container[place + 1..]).saturating_add(self.container[place].padding);
        let length = self.container[place].length;
        // One that begins before the file does is one that lies.
        let start = end.checked_sub(behind.saturating_add(length)).unwrap_or(end);
        Some(start..start.saturating_add(length))
    }
}

/// What lies at a place; `None` for a picture that is no map.
fn read_map(
    reader: &mut dyn Reader,
    place: Range<u64>,
    end: u64,
    limits: &Limits,
    read_header: ReadHeader,
) -> Option<std::result::Result<Found, Dropped>> {
    if place.end > end || place.start == 0 || place.is_empty() {
        return Some(Err(Dropped::BeyondFile));
    }
    reader.seek(SeekFrom::Start(place.start)).ok()?;
    let head = read_head(reader, place.end - place.start)?;
    let mut metadata = None;
    let mut icc = Vec::new();
    for Segment { body, .. } in segments::segments(&head) {
        if let Some(payload) = body.strip_prefix(ISO) {
            metadata = Some(iso::read(payload));
        } else if let Some(packet) = body.strip_prefix(XMP)
            && metadata.is_none()
        {
            metadata = xmp::read(packet);
        } else if let Some([number, _count, part @ ..]) = body.strip_prefix(blocks::ICC) {
            icc.push((*number, part));
        }
    }
    Some(metadata?.and_then(|metadata| {
        let header = read_header(&mut Cursor::new(&head[..]), limits).map_err(|error| Dropped::of(&error))?;
        limits.check_dimensions(header.width, header.height).map_err(|error| Dropped::of(&error))?;
        let channels = match header.colour_space {
            ColourSpace::Gray => 1,
            ColourSpace::Rgb => 3,
            ColourSpace::Cmyk => return Err(Dropped::Picture("it has four inks".to_owned())),
        };
        let colours = (header.profile != ColourProfile::Unspecified && !icc.is_empty()).then_some(header.profile);
        Ok(Found {
            place,
            header: GainMapHeader { width: header.width, height: header.height, channels, metadata },
            alternate_colours: colours,
        })
    }))
}

/// The segments before the first scan, with its header, of a JPEG of at most so many bytes.
fn read_head(reader: &mut dyn Reader, most: u64) -> Option<Vec<u8>> {
    /// Far above what the segments of a map hold.
    const MOST_HEAD: u64 = 1 << 20;
    let mut head = Vec::new();
    let mut reader = reader.take(most.min(MOST_HEAD));
    let mut read = |head: &mut Vec<u8>, bytes: u64| {
        (&mut reader).take(bytes).read_to_end(head).ok().filter(|&n| n as u64 == bytes)
    };
    read(&mut head, 2)?;
    if head != segments::START_OF_IMAGE {
        return None;
    }
    loop {
        let start = head.len();
        read(&mut head, 4)?;
        let [0xFF, marker, high, low] = head[start..] else { return None };
        let body = u64::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        read(&mut head, body)?;
        if marker == segments::START_OF_SCAN {
            return Some(head);
        }
    }
}

/// The map of a whole file.
pub fn find(
    bytes: &[u8],
    orientation: Orientation,
    limits: &Limits,
    read_header: ReadHeader,
) -> Option<std::result::Result<StoredGainMap, Dropped>> {
    let mut signs = Signs::default();
    for Segment { body, start } in segments::segments(bytes) {
        signs.see(body, start as u64);
    }
    let found = match signs.find(&mut Cursor::new(bytes), limits, read_header)? {
        Ok(found) => found,
        Err(dropped) => return Some(Err(dropped)),
    };
    let place = found.place.start as usize..found.place.end as usize;
    let file = copy_of(&bytes[place], "bytes of a gain map");
    Some(file.map_err(|error| Dropped::of(&error)).map(|file| StoredGainMap {
        file,
        metadata: found.header.metadata,
        // A map lies as the picture does, whatever it says itself.
        orientation,
        alternate_colours: found.alternate_colours,
    }))
}

/// A picture with its map behind it. Readers of XMP alone know no other colours than the picture's own: where gains are of
/// others, the standard's metadata are all that is written.
pub fn attach(picture: &[u8], map: &[u8], gain_map: &GainMap, own_xmp: Option<&[u8]>) -> Result<Vec<u8>> {
    let GainMap { metadata, alternate_colours, .. } = gain_map;
    let mut map_segments = Vec::new();
    if metadata.in_base_colours {
        segments::push_segment(&mut map_segments, segments::APP1, &[XMP, &xmp::write(metadata)]);
    }
    segments::push_segment(&mut map_segments, segments::APP2, &[ISO, &iso::write(metadata)]);
    if !metadata.in_base_colours
        && let Some(icc) = profile::icc_of(alternate_colours).or_else(|| profile::srgb(false))
    {
        blocks::push_profile(&mut map_segments, &icc);
    }
    let map_bytes = map.len() + map_segments.len();
    let mut segments = Vec::new();
    let saying_so = |packet: &[u8]| match metadata.in_base_colours {
        true => xmp::announce(Some(packet), "image/jpeg", map_bytes),
        false => packet.to_vec(),
    };
    let fits = |packet: &[u8]| XMP.len() + packet.len() <= segments::MOST_IN_SEGMENT;
    match own_xmp {
        // Readers of gain maps look at no extension.
        Some(packet) if !fits(&saying_so(packet)) => long_xmp::push(&mut segments, packet, saying_so),
        Some(packet) => segments::push_segment(&mut segments, segments::APP1, &[XMP, &saying_so(packet)]),
        None if metadata.in_base_colours => {
            let packet = xmp::announce(None, "image/jpeg", map_bytes);
            segments::push_segment(&mut segments, segments::APP1, &[XMP, &packet]);
        }
        None => {}
    }
    segments::push_segment(&mut segments, segments::APP2, &[ISO, &iso::VERSIONS]);
    let split = blocks::after_own_segments(picture);
    let index_at = split + segments.len() + 4 + multi_picture::NAME.len();
    let first = index_at + multi_picture::BYTES + picture.len() - split;
    let (Ok(first_bytes), Ok(second_bytes)) = (u32::try_from(first), u32::try_from(map_bytes)) else {
        return Err(EngineError::new(ErrorCode::OutputTooLarge, "a JPEG of over 4 GB has no room for a gain map"));
    };
    segments::push_segment(
        &mut segments,
        segments::APP2,
        &[&multi_picture::write(first_bytes, second_bytes, index_at as u32)],
    );
    let mut out = room_for(first + map_bytes, "bytes of a JPEG with its gain map")?;
    for part in [&picture[..split], &segments, &picture[split..], &map[..2], &map_segments, &map[2..]] {
        out.extend_from_slice(part);
    }
    Ok(out)
}
