//! Two files that libavif wrote, a picture and its map, as one.

use crate::allocate::room_for;
use crate::asked::limits::Limits;
use crate::error::{EngineError, Result};
use crate::formats::avif::items::{Item, Items, Name, Reference, TONE_MAPPED, boxes};
use crate::gain_map::{GainMap, iso};
use crate::metadata::profile;
use crate::picture::ColourProfile;

/// Code points of no colours in particular.
const UNSPECIFIED: u16 = 2;
const BT709: u16 = 1;
/// Perceptual quantisation, which is how an HDR rendition is usually stored.
const PQ: u16 = 16;
const BT601_MATRIX: u16 = 6;

/// An item on its way into the joined file.
struct Entry<'a> {
    id: u16,
    info: Vec<u8>,
    data: Vec<&'a [u8]>,
    properties: Vec<(bool, u16)>,
}

/// The picture's file with the map of the other, hidden, and what comes of both, preferred to the picture alone.
pub fn attach(picture: &[u8], map: &[u8], gain_map: &GainMap, depth: u8) -> Result<Vec<u8>> {
    let (Some(own), Some(other)) = (Items::read(picture, &Limits::UNBOUNDED), Items::read(map, &Limits::UNBOUNDED))
    else {
        return Err(EngineError::engine("libavif", "a file without items"));
    };
    join(&own, &other, gain_map, depth).ok_or_else(|| EngineError::engine("libavif", "a file of another layout"))?
}

fn join(own: &Items, other: &Items, gain_map: &GainMap, depth: u8) -> Option<Result<Vec<u8>>> {
    let base = own.item(own.primary)?;
    let map = other.item(other.primary)?;
    let number = |id: u32| u16::try_from(id).ok();
    let map_id = number(own.items.iter().map(|item| item.id).max()?.checked_add(1)?)?;
    let derived_id = map_id.checked_add(1)?;
    let mut properties: Vec<Vec<u8>> = own.properties.iter().map(|property| property.to_vec()).collect();
    let mut add = |property: Vec<u8>| -> Option<u16> {
        let known = properties.iter().position(|own| *own == property);
        let place = known.unwrap_or_else(|| {
            properties.push(property);
            properties.len() - 1
        });
        u16::try_from(place + 1).ok().filter(|&index| index < 0x80)
    };
    let mut of_map = Vec::new();
    for &(essential, index) in &map.properties {
        let property = *other.properties.get(usize::from(index).checked_sub(1)?)?;
        let is_colour = boxes(property).next()?.kind == *b"colr";
        let property = if is_colour { without_colours(property) } else { property.to_vec() };
        of_map.push((essential, add(property)?));
    }
    let mut of_derived = vec![(false, add(sized_like(own, base)?)?)];
    of_derived.push((false, add(whole_box(b"pixi", &[&[0, 0, 0, 0, 3], &[depth; 3]]))?));
    for property in colours(&gain_map.alternate_colours) {
        of_derived.push((false, add(property)?));
    }
    let payload = [&[0][..], &iso::write(&gain_map.metadata)].concat();
    let mut entries = Vec::new();
    for item in &own.items {
        let Item { data, properties, .. } = item.clone();
        entries.push(Entry { id: number(item.id)?, info: item.entry.to_vec(), data, properties });
    }
    entries.push(Entry { id: map_id, info: info(map_id, map.kind, 1), data: map.data.clone(), properties: of_map });
    entries.push(Entry {
        id: derived_id,
        info: info(derived_id, TONE_MAPPED, 0),
        data: vec![&payload],
        properties: of_derived,
    });
    let mut references = own.references.clone();
    let both = vec![own.primary, map_id.into()];
    references.push(Reference { kind: *b"dimg", from: derived_id.into(), to: both });
    let preferred = [u32::from(derived_id), own.primary];
    Some(write(own, &entries, &references, &properties, preferred))
}

fn write(
    own: &Items,
    entries: &[Entry],
    references: &[Reference],
    properties: &[Vec<u8>],
    preferred: [u32; 2],
) -> Result<Vec<u8>> {
    let brands: Vec<u8> = own.brands[1..].iter().chain([&TONE_MAPPED]).flatten().copied().collect();
    let file_type = whole_box(b"ftyp", &[&own.brands[0], &[0; 4], &brands]);
    // Lengths do not depend on where data lie: a first pass tells where that is.
    let head = meta(own, entries, references, properties, preferred, 0);
    let data_bytes: usize = entries.iter().flat_map(|entry| &entry.data).map(|part| part.len()).sum();
    let start = file_type.len() + head.len() + 8;
    let Ok(_) = u32::try_from(start + data_bytes) else {
        return Err(EngineError::engine("libavif", "an AVIF of over 4 GB"));
    };
    let head = meta(own, entries, references, properties, preferred, start);
    let mut out = room_for(start + data_bytes, "bytes of an AVIF with its gain map")?;
    out.extend_from_slice(&file_type);
    out.extend_from_slice(&head);
    out.extend_from_slice(&(data_bytes as u32 + 8).to_be_bytes());
    out.extend_from_slice(b"mdat");
    for part in entries.iter().flat_map(|entry| &entry.data) {
        out.extend_from_slice(part);
    }
    Ok(out)
}

fn meta(
    own: &Items,
    entries: &[Entry],
    references: &[Reference],
    properties: &[Vec<u8>],
    preferred: [u32; 2],
    data_start: usize,
) -> Vec<u8> {
    let short = |number: usize| (number as u16).to_be_bytes();
    let primary = short(own.primary as usize);
    let mut places = [&[0x44, 0][..], &short(entries.len())].concat();
    let mut at = data_start;
    for entry in entries {
        places.extend([short(entry.id.into()), short(0), short(entry.data.len())].concat());
        for part in &entry.data {
            places.extend([(at as u32).to_be_bytes(), (part.len() as u32).to_be_bytes()].concat());
            at += part.len();
        }
    }
    let infos =
        [&short(entries.len())[..], &entries.iter().flat_map(|entry| entry.info.clone()).collect::<Vec<_>>()].concat();
    let references: Vec<u8> = references
        .iter()
        .flat_map(|Reference { kind, from, to }| {
            let to: Vec<u8> = to.iter().flat_map(|&id| short(id as usize)).collect();
            whole_box(kind, &[&short(*from as usize), &short(to.len() / 2), &to])
        })
        .collect();
    let mut associations =
        (entries.iter().filter(|entry| !entry.properties.is_empty()).count() as u32).to_be_bytes().to_vec();
    for Entry { id, properties, .. } in entries.iter().filter(|entry| !entry.properties.is_empty()) {
        associations.extend(id.to_be_bytes());
        associations.push(properties.len() as u8);
        associations
            .extend(properties.iter().map(|&(essential, index)| index as u8 | if essential { 0x80 } else { 0 }));
    }
    let container = whole_box(b"ipco", &[&properties.concat()]);
    let group: Vec<u8> =
        [preferred[0] + 1, 2, preferred[0], preferred[1]].into_iter().flat_map(u32::to_be_bytes).collect();
    let full = |kind: &Name, body: &[u8]| whole_box(kind, &[&[0; 4], body]);
    let parts = [
        own.handler.to_vec(),
        full(b"pitm", &primary),
        full(b"iloc", &places),
        full(b"iinf", &infos),
        full(b"iref", &references),
        whole_box(b"iprp", &[&container, &full(b"ipma", &associations)]),
        whole_box(b"grpl", &[&full(b"altr", &group)]),
    ];
    full(b"meta", &parts.concat())
}

/// `flags` of 1 hide an item.
fn info(id: u16, kind: Name, flags: u8) -> Vec<u8> {
    whole_box(b"infe", &[&[2, 0, 0, flags], &id.to_be_bytes(), &[0; 2], &kind, b"GMap\0"])
}

fn sized_like(own: &Items, base: &Item) -> Option<Vec<u8>> {
    own.property(base, b"ispe").map(|size| whole_box(b"ispe", &[size]))
}

/// Code points that keep the matrix: a map's samples are no colours, and are stored like those of one.
fn without_colours(property: &[u8]) -> Vec<u8> {
    let mut property = property.to_vec();
    if property.get(8..12) == Some(b"nclx") && property.len() >= 16 {
        property[12..16].copy_from_slice(&[UNSPECIFIED, UNSPECIFIED].map(u16::to_be_bytes).concat());
    }
    property
}

/// What the other rendition is labelled with.
fn colours(profile: &ColourProfile) -> Vec<Vec<u8>> {
    match profile {
        ColourProfile::Unspecified => vec![code_points(BT709, PQ)],
        ColourProfile::Cicp { primaries, .. } => vec![code_points(*primaries, PQ)],
        ColourProfile::Icc(_) | ColourProfile::Gamma { .. } => {
            let icc = profile::icc_of(profile);
            let labelled = icc.map(|icc| whole_box(b"colr", &[b"prof", &icc]));
            labelled.into_iter().chain([code_points(UNSPECIFIED, UNSPECIFIED)]).collect()
        }
    }
}

fn code_points(primaries: u16, transfer: u16) -> Vec<u8> {
    const FULL_RANGE: &[u8] = &[0x80];
    let numbers = [primaries, transfer, BT601_MATRIX].map(u16::to_be_bytes).concat();
    whole_box(b"colr", &[b"nclx", &numbers, FULL_RANGE])
}

fn whole_box(kind: &Name, body: &[&[u8]]) -> Vec<u8> {
    let length = 8 + body.iter().map(|part| part.len()).sum::<usize>() as u32;
    [&[&length.to_be_bytes()[..], kind], body].concat().concat()
}
