//! The gain map of an AVIF: an item of its own, and a derived one, `tmap`, that says what comes of picture and map
//! together (ISO/IEC 23008-12, with the metadata of ISO 21496-1).

mod attach;

use crate::allocate::copy_of;
use crate::asked::limits::Limits;
use crate::formats::avif::decode::Parsed;
use crate::formats::avif::items::{Item, Items, TONE_MAPPED};
use crate::gain_map::{Dropped, GainMapHeader, GainMapMetadata, StoredGainMap, iso};
use crate::picture::{ColourProfile, ColourSpace};

pub use attach::attach;

/// Bytes; the standard's are 142 at most.
const MOST_METADATA: usize = 4096;

/// The map's place among the items.
struct Found<'a> {
    items: Items<'a>,
    map: u32,
    metadata: GainMapMetadata,
    alternate_colours: Option<ColourProfile>,
}

/// `None` where no derived item says that there is a map.
fn locate<'a>(bytes: &'a [u8], limits: &Limits) -> Option<Result<Found<'a>, Dropped>> {
    let items = Items::read(bytes, limits)?;
    let derived = items.items.iter().find(|item| item.kind == TONE_MAPPED)?.clone();
    // Readers of the standard take no notice of one that is not announced, or not to be preferred.
    let preferred = items.alternatives.iter().any(|group| {
        let place = |id: u32| group.iter().position(|&own| own == id);
        place(derived.id).is_some_and(|own| place(items.primary).is_some_and(|base| own < base))
    });
    if !items.brands.contains(&TONE_MAPPED) || !preferred {
        return Some(Err(Dropped::metadata("the file does not offer the HDR rendition in place of its picture")));
    }
    let Some(map) = items.map_of(&derived) else {
        return Some(Err(Dropped::metadata("the HDR rendition is not made of the picture and a map")));
    };
    let size = items.item(map).and_then(|item| items.size(item));
    if let Some(Err(error)) = size.map(|(width, height)| limits.check_dimensions(width, height)) {
        return Some(Err(Dropped::of(&error)));
    }
    let Some(payload) = derived.joined(MOST_METADATA) else {
        return Some(Err(Dropped::metadata("they are too long")));
    };
    let [0, metadata @ ..] = &payload[..] else { return Some(Err(Dropped::Version)) };
    let alternate_colours = colours_of(&items, &derived);
    Some(iso::read(metadata).map(|metadata| Found { map, metadata, alternate_colours, items }))
}

fn colours_of(items: &Items, derived: &Item) -> Option<ColourProfile> {
    match items.property(derived, b"colr")? {
        [b'p' | b'r', _, _, _, icc @ ..] => Some(ColourProfile::Icc(icc.to_vec())),
        [b'n', b'c', b'l', b'x', primaries_high, primaries_low, ..] => {
            let primaries = u16::from_be_bytes([*primaries_high, *primaries_low]);
            // The transfer is that of an HDR picture; gains are of its primaries alone.
            Some(ColourProfile::of_code_points(primaries, SRGB_TRANSFER))
        }
        _ => None,
    }
}

const SRGB_TRANSFER: u16 = 13;

/// The file with its map as its primary item: a picture that any reader of AVIF decodes.
fn map_alone(bytes: &[u8], found: &Found) -> Result<Vec<u8>, Dropped> {
    let at = found.items.primary_at.clone();
    let id = found.map.to_be_bytes();
    let id = &id[id.len() - at.len()..];
    if id.iter().fold(0u32, |number, byte| number << 8 | u32::from(*byte)) != found.map {
        return Err(Dropped::metadata("the map's number is too large"));
    }
    let mut alone = copy_of(bytes, "bytes of a gain map").map_err(|error| Dropped::of(&error))?;
    alone[at].copy_from_slice(id);
    Ok(alone)
}

pub fn header(bytes: &[u8], limits: &Limits) -> Option<Result<GainMapHeader, Dropped>> {
    let found = match locate(bytes, limits)? {
        Ok(found) => found,
        Err(dropped) => return Some(Err(dropped)),
    };
    Some(map_alone(bytes, &found).and_then(|alone| {
        let header = Parsed::new(&alone, limits).and_then(|parsed| parsed.header(limits));
        let header = header.map_err(|error| Dropped::of(&error))?;
        let channels = if header.colour_space == ColourSpace::Gray { 1 } else { 3 };
        Ok(GainMapHeader { width: header.width, height: header.height, channels, metadata: found.metadata })
    }))
}

pub fn find(bytes: &[u8], limits: &Limits) -> Option<Result<StoredGainMap, Dropped>> {
    let found = match locate(bytes, limits)? {
        Ok(found) => found,
        Err(dropped) => return Some(Err(dropped)),
    };
    Some(map_alone(bytes, &found).and_then(|file| {
        let header = Parsed::new(&file, limits).and_then(|parsed| parsed.header(limits));
        let orientation = header.map_err(|error| Dropped::of(&error))?.orientation;
        let Found { metadata, alternate_colours, .. } = found;
        Ok(StoredGainMap { file, metadata, orientation, alternate_colours })
    }))
}

/// Whether a file has one, sound or not.
pub fn is_there(bytes: &[u8], limits: &Limits) -> bool {
    Items::read(bytes, limits).is_some_and(|items| items.items.iter().any(|item| item.kind == TONE_MAPPED))
}
