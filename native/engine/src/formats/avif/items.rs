//! The items of an AVIF file: the boxes of `meta` (ISO/IEC 14496-12 and 23008-12), as far as gain maps need them. libavif
//! reads and writes everything else.

use std::borrow::Cow;
use std::ops::Range;

use crate::allocate::copy_of;
use crate::asked::limits::Limits;

pub type Name = [u8; 4];

/// What comes of a picture and its gain map.
pub const TONE_MAPPED: Name = *b"tmap";

/// Each is looked for among the others; grids of phones have some fifty.
const MOST_ITEMS: usize = 4096;

/// Every item, its properties and what it is made of. Boxes are kept as bytes, with their heads.
#[derive(Debug, Clone, Default)]
pub struct Items<'a> {
    pub brands: Vec<Name>,
    /// The box of handlers.
    pub handler: &'a [u8],
    pub primary: u32,
    /// Where in the file the number of the primary item stands, and in how many bytes.
    pub primary_at: Range<usize>,
    pub items: Vec<Item<'a>>,
    pub references: Vec<Reference>,
    pub properties: Vec<&'a [u8]>,
    /// Items that stand for one another, the one to be preferred first.
    pub alternatives: Vec<Vec<u32>>,
}

#[derive(Debug, Clone, Default)]
pub struct Item<'a> {
    pub id: u32,
    pub kind: Name,
    /// Its `infe` box.
    pub entry: &'a [u8],
    /// Its data, in order; empty where they lie outside of the file.
    pub data: Vec<&'a [u8]>,
    /// Which properties, counted from 1, and whether a reader must know each.
    pub properties: Vec<(bool, u16)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub kind: Name,
    pub from: u32,
    pub to: Vec<u32>,
}

/// A box without its head, and where in the file that begins.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub kind: Name,
    /// With the head.
    pub all: &'a [u8],
    pub body: &'a [u8],
}

/// The boxes that follow one another, up to the first that is damaged.
pub fn boxes(bytes: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let mut fields = Fields(rest);
        let size = u64::from(fields.long()?);
        let kind = fields.take()?;
        let (size, head) = match size {
            0 => (rest.len() as u64, 8),
            1 => (u64::from_be_bytes(fields.take()?), 16),
            size => (size, 8),
        };
        let size = usize::try_from(size).ok().filter(|&size| size >= head)?;
        let all = rest.get(..size)?;
        rest = &rest[size..];
        Some(Part { kind, all, body: &all[head..] })
    })
}

impl<'a> Items<'a> {
    /// `None` for what has no items, or damaged ones.
    pub fn read(bytes: &'a [u8], limits: &Limits) -> Option<Self> {
        let mut read = Self::default();
        for part in boxes(bytes) {
            match &part.kind {
                b"ftyp" => {
                    let (brands, _) = part.body.as_chunks::<4>();
                    read.brands =
                        brands.iter().enumerate().filter(|(place, _)| *place != 1).map(|(_, it)| *it).collect();
                }
                b"meta" => {
                    limits.check_metadata_bytes("meta", part.body.len() as u64).ok()?;
                    read.read_meta(bytes, part.body.get(4..)?)?;
                    return Some(read);
                }
                _ => {}
            }
        }
        None
    }

    fn read_meta(&mut self, file: &'a [u8], meta: &'a [u8]) -> Option<()> {
        let find = |kind: &Name| boxes(meta).find(|part| part.kind == *kind);
        self.handler = find(b"hdlr")?.all;
        self.read_primary(file, find(b"pitm")?.body)?;
        self.read_entries(find(b"iinf")?.body)?;
        self.read_places(file, find(b"idat").map_or(&[][..], |part| part.body), find(b"iloc")?.body)?;
        if let Some(part) = find(b"iref") {
            self.read_references(part.body)?;
        }
        if let Some(part) = find(b"iprp") {
            let container = boxes(part.body).find(|part| part.kind == *b"ipco")?;
            self.properties = boxes(container.body).map(|part| part.all).collect();
            for part in boxes(part.body).filter(|part| part.kind == *b"ipma") {
                self.read_associations(part.body)?;
            }
        }
        for group in find(b"grpl").iter().flat_map(|part| boxes(part.body)).filter(|part| part.kind == *b"altr") {
            let mut fields = Fields(group.body.get(8..)?);
            let count = fields.long()?;
            self.alternatives.push(fields.list(count as usize, 4, |fields| fields.long())?);
        }
        Some(())
    }

    fn read_primary(&mut self, file: &[u8], body: &[u8]) -> Option<()> {
        let mut fields = Fields(body);
        let wide = fields.version()? > 0;
        let start = fields.0.as_ptr() as usize - file.as_ptr() as usize;
        self.primary = fields.id(wide)?;
        self.primary_at = start..start + if wide { 4 } else { 2 };
        Some(())
    }

    fn read_entries(&mut self, body: &'a [u8]) -> Option<()> {
        let mut fields = Fields(body);
        let wide = fields.version()? > 0;
        fields.id(wide)?;
        for entry in boxes(fields.0).filter(|part| part.kind == *b"infe") {
            let mut fields = Fields(entry.body);
            let version = fields.version()?;
            // Older ones have no kind.
            if version >= 2 {
                if self.items.len() == MOST_ITEMS {
                    return None;
                }
                let id = fields.id(version > 2)?;
                fields.short()?;
                let kind = fields.take()?;
                self.items.push(Item { id, kind, entry: entry.all, ..Item::default() });
            }
        }
        Some(())
    }

    fn read_places(&mut self, file: &'a [u8], in_meta: &'a [u8], body: &[u8]) -> Option<()> {
        const IN_META: u16 = 1;
        let mut fields = Fields(body);
        let version = fields.version()?;
        let [sizes, more] = fields.take::<2>()?;
        let (offset_bytes, length_bytes) = (sizes >> 4, sizes & 15);
        let (base_bytes, index_bytes) = (more >> 4, if version > 0 { more & 15 } else { 0 });
        let count = fields.id(version > 1)?;
        for _ in 0..count {
            let id = fields.id(version > 1)?;
            let construction = if version > 0 { fields.short()? & 15 } else { 0 };
            let elsewhere = fields.short()? != 0;
            let base = fields.number(base_bytes)?;
            let mut data = Vec::new();
            for _ in 0..fields.short()? {
                fields.number(index_bytes)?;
                let start = base.checked_add(fields.number(offset_bytes)?)?;
                let length = fields.number(length_bytes)?;
                let all = match construction {
                    0 => file,
                    IN_META => in_meta,
                    _ => &[],
                };
                let start = usize::try_from(start).ok()?;
                let end = if length == 0 { all.len() } else { start.checked_add(usize::try_from(length).ok()?)? };
                // What lies outside of the file makes its own item alone unreadable.
                data.push(all.get(start..end).unwrap_or_default());
            }
            if let Some(item) = self.items.iter_mut().find(|item| item.id == id)
                && !elsewhere
            {
                item.data = data;
            }
        }
        Some(())
    }

    fn read_references(&mut self, body: &[u8]) -> Option<()> {
        let mut fields = Fields(body);
        let wide = fields.version()? > 0;
        for part in boxes(fields.0) {
            let mut fields = Fields(part.body);
            let from = fields.id(wide)?;
            let count = usize::from(fields.short()?);
            let to = fields.list(count, if wide { 4 } else { 2 }, |fields| fields.id(wide))?;
            self.references.push(Reference { kind: part.kind, from, to });
        }
        Some(())
    }

    fn read_associations(&mut self, body: &[u8]) -> Option<()> {
        let mut fields = Fields(body);
        let [version, _, _, flags] = fields.take::<4>()?;
        let wide = flags & 1 != 0;
        let count = fields.long()?;
        for _ in 0..count {
            let id = fields.id(version > 0)?;
            let [count] = fields.take()?;
            let properties = fields.list(usize::from(count), if wide { 2 } else { 1 }, |fields| {
                if wide {
                    let index = fields.short()?;
                    return Some((index & 0x8000 != 0, index & 0x7FFF));
                }
                let [index] = fields.take()?;
                Some((index & 0x80 != 0, u16::from(index & 0x7F)))
            })?;
            if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
                item.properties = properties;
            }
        }
        Some(())
    }

    pub fn item(&self, id: u32) -> Option<&Item<'a>> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The first property of a kind, without its head.
    pub fn property(&self, item: &Item, kind: &Name) -> Option<&'a [u8]> {
        item.properties.iter().find_map(|&(_, index)| {
            let property = boxes(self.properties.get(usize::from(index).checked_sub(1)?)?).next()?;
            (property.kind == *kind).then_some(property.body)
        })
    }
}

impl Item<'_> {
    /// Its data in one piece; `None` where they are more than so many bytes. Extents may overlap without end.
    pub fn joined(&self, most: usize) -> Option<Vec<u8>> {
        let bytes = self.data.iter().fold(0usize, |sum, part| sum.saturating_add(part.len()));
        (bytes <= most).then(|| self.data.concat())
    }
}

impl<'a> Items<'a> {
    /// What a derived item is said to be made of: the picture, and then its map.
    pub fn map_of(&self, derived: &Item) -> Option<u32> {
        let made_of = self.references.iter().find(|it| it.kind == *b"dimg" && it.from == derived.id)?;
        match made_of.to[..] {
            [base, map] if base == self.primary && map != base => Some(map),
            _ => None,
        }
    }

    /// Width and height that an item has by its properties.
    pub fn size(&self, item: &Item) -> Option<(u32, u32)> {
        let mut fields = Fields(self.property(item, b"ispe")?.get(4..)?);
        Some((fields.long()?, fields.long()?))
    }
}

/// The file, with a gain map that is beyond the limits made an item of no kind: libavif would refuse the picture for it.
pub fn without_oversized_map<'a>(bytes: &'a [u8], limits: &Limits) -> Cow<'a, [u8]> {
    let kind_of_map = || {
        let items = Items::read(bytes, limits)?;
        let derived = items.items.iter().find(|item| item.kind == TONE_MAPPED)?;
        let map = items.item(items.map_of(derived)?)?;
        let (width, height) = items.size(map)?;
        limits.check_dimensions(width, height).err()?;
        let entry = map.entry.as_ptr() as usize - bytes.as_ptr() as usize;
        let kind = map.entry.windows(4).position(|word| word == map.kind)?;
        Some(entry + kind)
    };
    let Some(kind) = kind_of_map() else { return Cow::Borrowed(bytes) };
    let Ok(mut copy) = copy_of(bytes, "bytes of an AVIF") else { return Cow::Borrowed(bytes) };
    copy[kind..kind + 4].copy_from_slice(b"skip");
    Cow::Owned(copy)
}

/// Numbers of big-endian order.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*field)
    }

    /// Of a full box, whose flags are of no use here.
    fn version(&mut self) -> Option<u8> {
        self.take::<4>().map(|[version, ..]| version)
    }

    fn short(&mut self) -> Option<u16> {
        self.take().map(u16::from_be_bytes)
    }

    fn long(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    fn id(&mut self, wide: bool) -> Option<u32> {
        if wide { self.long() } else { self.short().map(u32::from) }
    }

    fn number(&mut self, bytes: u8) -> Option<u64> {
        match bytes {
            0 => Some(0),
            4 => self.long().map(u64::from),
            8 => self.take().map(u64::from_be_bytes),
            _ => None,
        }
    }

    /// As many values, where there is room for them.
    fn list<T>(&mut self, count: usize, bytes: usize, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        if self.0.len() / bytes < count {
            return None;
        }
        (0..count).map(|_| read(self)).collect()
    }
}
