//! An XMP packet, as it decides how a picture lies, as it is told, and as outputs keep it.

use lazy_image_engine::Channels;

use super::carrier::{MOST_BYTES, jpeg, keep_everything, with_segment};
use super::probe;

const NAME: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

pub fn read(packet: &[u8]) -> bool {
    if packet.len() > MOST_BYTES - NAME.len() {
        return false;
    }
    let file = with_segment(jpeg(Channels::Rgb), 0xE1, &[NAME, packet]);
    probe::read(&file);
    keep_everything(&file);
    true
}
