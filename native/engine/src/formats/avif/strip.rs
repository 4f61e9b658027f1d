//! An AVIF without its EXIF and XMP: their items, what lists and refers to them, and their bytes are cut out; everything
//! behind them is moved up.

use std::ops::Range;

use super::boxes::{FileBox, boxes, number, one, set_number};

/// What begins a full box: a version and flags.
const VERSION: usize = 4;

/// An item of metadata, and where its bytes are.
struct Item {
    id: usize,
    is_metadata: bool,
    /// Its entry among the locations.
    entry: Range<usize>,
    extents: Vec<Extent>,
}

/// A piece of an item in the file.
struct Extent {
    /// Where its offset is written, and in how many bytes.
    field: (usize, usize),
    offset: usize,
    length: usize,
}

/// `None` for what is not laid out as encoders of stills do it: sequences, items in other places than the file itself,
/// bytes that items share.
pub fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = boxes(bytes, 0..bytes.len())?;
    if file.iter().any(|found| found.name == *b"moov") {
        return None;
    }
    let meta = one(&file, b"meta")?;
    let inside = boxes(bytes, meta.body.start + VERSION..meta.body.end)?;
    let (infos, locations) = (one(&inside, b"iinf")?, one(&inside, b"iloc")?);
    let (metadata, info_entries) = metadata_of(bytes, infos)?;
    let items = items_of(bytes, locations, &metadata)?;
    if items.iter().filter(|item| item.is_metadata).count() != metadata.len() {
        return None;
    }
    let mut cut = Cuts::default();
    info_entries.into_iter().for_each(|entry| cut.add(entry));
    for item in items.iter().filter(|item| item.is_metadata) {
        cut.add(item.entry.clone());
        item.extents.iter().for_each(|extent| cut.add(extent.offset..extent.offset + extent.length));
    }
    if let Some(references) = inside.iter().find(|found| found.name == *b"iref") {
        let own = references_from(bytes, references, &metadata)?;
        let is_all = own.iter().map(Range::len).sum::<usize>() + VERSION == references.body.len();
        if is_all {
            cut.add(references.start..references.body.end);
        } else {
            own.into_iter().for_each(|part| cut.add(part));
        }
    }
    let kept: Vec<&Extent> = items.iter().filter(|item| !item.is_metadata).flat_map(|item| &item.extents).collect();
    if !cut.close() || kept.iter().any(|extent| cut.touches(extent.offset..extent.offset + extent.length)) {
        return None;
    }

    let mut out = bytes.to_vec();
    for extent in kept {
        set_number(&mut out, extent.field.0, extent.field.1, extent.offset - cut.before(extent.offset))?;
    }
    for found in file.iter().chain(&inside) {
        let length = found.body.end - found.start;
        set_number(&mut out, found.start, 4, length - cut.within(found.start..found.body.end))?;
    }
    let (at, size) = count_of_infos(bytes, infos)?;
    set_number(&mut out, at, size, number(bytes, at, size)? - metadata.len())?;
    let (at, size) = count_of_locations(bytes, locations)?;
    set_number(&mut out, at, size, number(bytes, at, size)? - metadata.len())?;
    Some(cut.apply(&out))
}

/// Items that hold EXIF or XMP, and their entries among all.
fn metadata_of(bytes: &[u8], infos: &FileBox) -> Option<(Vec<usize>, Vec<Range<usize>>)> {
    let (at, size) = count_of_infos(bytes, infos)?;
    let (mut ids, mut entries) = (Vec::new(), Vec::new());
    for entry in boxes(bytes, at + size..infos.body.end)? {
        let version = *bytes.get(entry.body.start)?;
        let id_size = match version {
            2 => 2,
            3 => 4,
            _ => return None,
        };
        let at = entry.body.start + VERSION;
        let id = number(bytes, at, id_size)?;
        let kind = bytes.get(at + id_size + 2..at + id_size + 6)?;
        // A name, then what kind of text it is.
        let mut texts = bytes.get(at + id_size + 6..entry.body.end)?.split(|byte| *byte == 0);
        let is_xmp = kind == b"mime" && texts.nth(1) == Some(b"application/rdf+xml");
        if kind == b"Exif" || is_xmp {
            ids.push(id);
            entries.push(entry.start..entry.body.end);
        }
    }
    Some((ids, entries))
}

/// Where the number of entries is written, and in how many bytes.
fn count_of_infos(bytes: &[u8], infos: &FileBox) -> Option<(usize, usize)> {
    Some((infos.body.start + VERSION, if *bytes.get(infos.body.start)? == 0 { 2 } else { 4 }))
}

fn count_of_locations(bytes: &[u8], locations: &FileBox) -> Option<(usize, usize)> {
    Some((locations.body.start + VERSION + 2, if *bytes.get(locations.body.start)? < 2 { 2 } else { 4 }))
}

fn items_of(bytes: &[u8], locations: &FileBox, metadata: &[usize]) -> Option<Vec<Item>> {
    let version = *bytes.get(locations.body.start)?;
    let sizes = locations.body.start + VERSION;
    let (first, second) = (*bytes.get(sizes)?, *bytes.get(sizes + 1)?);
    let [offset_size, length_size, base_size, index_size] =
        [first >> 4, first & 15, second >> 4, second & 15].map(usize::from);
    // An offset in two places at once would have to be moved in both.
    if version > 2 || offset_size == 0 || base_size != 0 && offset_size != base_size {
        return None;
    }
    let (count_at, count_size) = count_of_locations(bytes, locations)?;
    let mut at = count_at + count_size;
    let mut items = Vec::new();
    for _ in 0..number(bytes, count_at, count_size)? {
        let start = at;
        let id_size = if version < 2 { 2 } else { 4 };
        let id = number(bytes, at, id_size)?;
        at += id_size;
        if version > 0 {
            if number(bytes, at, 2)? & 15 != 0 {
                return None;
            }
            at += 2;
        }
        let source = number(bytes, at, 2)?;
        let base = number(bytes, at + 2, base_size)?;
        at += 2 + base_size;
        let count = number(bytes, at, 2)?;
        at += 2;
        // Another file's bytes, or a base that all pieces of an item share.
        if source != 0 || base != 0 {
            return None;
        }
        let mut extents = Vec::new();
        for _ in 0..count {
            at += if version > 0 { index_size } else { 0 };
            let extent = Extent {
                field: (at, offset_size),
                offset: number(bytes, at, offset_size)?,
                length: number(bytes, at + offset_size, length_size)?,
            };
            at += offset_size + length_size;
            // None is as good as all that follows.
            if extent.length == 0 || extent.offset.checked_add(extent.length)? > bytes.len() {
                return None;
            }
            extents.push(extent);
        }
        if at > locations.body.end {
            return None;
        }
        items.push(Item { id, is_metadata: metadata.contains(&id), entry: start..at, extents });
    }
    let mut ids: Vec<usize> = items.iter().map(|item| item.id).collect();
    ids.sort_unstable();
    ids.windows(2).all(|pair| pair[0] != pair[1]).then_some(items)
}

/// References of the given items to others. `None` when something refers to one of them.
fn references_from(bytes: &[u8], references: &FileBox, items: &[usize]) -> Option<Vec<Range<usize>>> {
    let id_size = if *bytes.get(references.body.start)? == 0 { 2 } else { 4 };
    let mut own = Vec::new();
    for reference in boxes(bytes, references.body.start + VERSION..references.body.end)? {
        let at = reference.body.start;
        if items.contains(&number(bytes, at, id_size)?) {
            own.push(reference.start..reference.body.end);
            continue;
        }
        for index in 0..number(bytes, at + id_size, 2)? {
            if items.contains(&number(bytes, at + id_size + 2 + index * id_size, id_size)?) {
                return None;
            }
        }
    }
    Some(own)
}

/// Parts of a file that are left out.
#[derive(Default)]
struct Cuts(Vec<Range<usize>>);

impl Cuts {
    fn add(&mut self, part: Range<usize>) {
        self.0.push(part);
    }

    /// In the order of the file. False when two overlap.
    fn close(&mut self) -> bool {
        self.0.sort_by_key(|part| part.start);
        self.0.windows(2).all(|pair| pair[0].end <= pair[1].start)
    }

    fn touches(&self, part: Range<usize>) -> bool {
        self.0.iter().any(|cut| cut.start < part.end && part.start < cut.end)
    }

    fn before(&self, place: usize) -> usize {
        self.within(0..place)
    }

    fn within(&self, part: Range<usize>) -> usize {
        self.0.iter().filter(|cut| cut.start >= part.start && cut.end <= part.end).map(Range::len).sum()
    }

    fn apply(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = 0;
        for cut in &self.0 {
            out.extend_from_slice(&bytes[at..cut.start]);
            at = cut.end;
        }
        out.extend_from_slice(&bytes[at..]);
        out
    }
}
