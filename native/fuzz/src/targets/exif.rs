//! An EXIF block, as it decides how a picture lies, as it is told, and as outputs keep it.

use lazy_image_engine::Channels;

use super::carrier::{MOST_BYTES, jpeg, keep_everything, with_segment};
use super::probe;

const NAME: &[u8] = b"Exif\0\0";

pub fn read(block: &[u8]) -> bool {
    if block.len() > MOST_BYTES - NAME.len() {
        return false;
    }
    let file = with_segment(jpeg(Channels::Rgb), 0xE1, &[NAME, block]);
    probe::read(&file);
    keep_everything(&file);
    true
}
