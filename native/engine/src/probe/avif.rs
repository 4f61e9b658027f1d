//! AVIF through libavif's parser: items, properties and codec configuration, no AV1 data.

use std::io::{BufRead, Read, Seek};

use super::ImageHeader;
use crate::decode::avif::Parsed;
use crate::error::Result;
use crate::limits::Limits;

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut bytes = Vec::new();
    reader.take(limits.file_bytes).read_to_end(&mut bytes)?;
    Parsed::new(&bytes, limits)?.header(limits)
}
