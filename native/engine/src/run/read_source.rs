//! The encoded bytes of a source.

use std::fs;
use std::sync::Arc;

use crate::asked::limits::Limits;
use crate::batch::SourceInput;
use crate::error::Result;
use crate::probe::open;

/// Reads a source's file, or shares its bytes.
pub fn read(input: &SourceInput, limits: &Limits) -> Result<Arc<Vec<u8>>> {
    match input {
        SourceInput::Bytes(bytes) => Ok(Arc::clone(bytes)),
        SourceInput::Path(path) => {
            // The size is looked at before the file is read.
            let (_, bytes) = open(path)?;
            limits.check_file_bytes(bytes)?;
            Ok(fs::read(path)?.into())
        }
    }
}
