//! AVIF through libavif's parser: items, properties and codec configuration, no AV1 data.

use std::io::{BufRead, Read, Seek};

use crate::asked::limits::Limits;
use crate::error::Result;
use crate::formats::avif::decode::Parsed;
use crate::formats::avif::gain_map;
use crate::formats::avif::items::without_oversized_map;
use crate::kinds::header::ImageHeader;

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut bytes = Vec::new();
    reader.take(limits.file_bytes).read_to_end(&mut bytes)?;
    header(&bytes, limits)
}

pub fn header(bytes: &[u8], limits: &Limits) -> Result<ImageHeader> {
    let mut header = Parsed::new(&without_oversized_map(bytes, limits), limits)?.header(limits)?;
    match gain_map::header(bytes, limits) {
        Some(Ok(gain_map)) => header.gain_map = Some(gain_map),
        Some(Err(dropped)) => header.faults.push(dropped.warning()),
        None => {}
    }
    Ok(header)
}
