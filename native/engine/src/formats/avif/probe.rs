//! AVIF through libavif's parser: items, properties and codec configuration, no AV1 data.

use std::io::{BufRead, Read, Seek};

use crate::asked::limits::Limits;
use crate::error::Result;
use crate::formats::avif::decode::Parsed;
use crate::kinds::header::ImageHeader;

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut bytes = Vec::new();
    reader.take(limits.file_bytes).read_to_end(&mut bytes)?;
    header(&bytes, limits)
}

pub fn header(bytes: &[u8], limits: &Limits) -> Result<ImageHeader> {
    Parsed::new(bytes, limits)?.header(limits)
}
