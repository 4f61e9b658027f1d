//! What is encoded.

use crate::cancel::Cancel;
use crate::formats::Encoding;
use crate::metadata::Blocks;
use crate::picture::Picture;

/// What is encoded, perhaps several times.
pub struct Subject<'a> {
    pub picture: &'a Picture,
    pub encoding: &'a Encoding,
    pub blocks: &'a Blocks,
    pub cancel: &'a Cancel,
}
