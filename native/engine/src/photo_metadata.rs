//! What a photograph says of itself, read from its file without a look at its pixels.

use std::io::Cursor;

use crate::asked::limits::Limits;
use crate::batch::SourceInput;
use crate::error::Result;
use crate::formats::{identify, name_readable};
use crate::metadata::photo::PhotoMetadata;
use crate::panic::contain_decoder;
use crate::run::read_source;

/// Reads what an encoded image says of itself; a file is read whole, because that may lie anywhere. What is damaged, or
/// longer than the limits allow, counts as not said.
///
/// # Errors
/// When the source cannot be read, is no image, or is larger than a file may be.
pub fn photo_metadata(input: &SourceInput, limits: &Limits) -> Result<PhotoMetadata> {
    let bytes = read_source::read(input, limits)?;
    limits.check_file_bytes(bytes.len() as u64)?;
    let read = || {
        let format = identify(&mut Cursor::new(&bytes[..]))?;
        contain_decoder(format.title(), || Ok(PhotoMetadata::of(&format.find_blocks(&bytes, limits).within(limits))))
    };
    read().map_err(name_readable)
}
