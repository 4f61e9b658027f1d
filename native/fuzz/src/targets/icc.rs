//! A colour profile of grey, colour and ink pictures, as pixels are converted by it and as outputs keep it.

use lazy_image_engine::{Channels, SourceFormat};

use super::carrier::{MOST_BYTES, jpeg, keep_everything, with_segment};
use super::decode;

const NAME: &[u8] = b"ICC_PROFILE\0\x01\x01";

/// Where a profile names the model of its colours (ICC.1, 7.2.6).
const MODEL: std::ops::Range<usize> = 16..20;

pub fn read(profile: &[u8]) -> bool {
    if profile.len() > MOST_BYTES - NAME.len() {
        return false;
    }
    let carrier = match profile.get(MODEL) {
        Some(b"GRAY") => jpeg(Channels::Gray),
        Some(b"CMYK") => INKS,
        _ => jpeg(Channels::Rgb),
    };
    let file = with_segment(carrier, 0xE2, &[NAME, profile]);
    decode::read(SourceFormat::Jpeg, &file);
    keep_everything(&file);
    true
}

/// Encoders of ours make none.
const INKS: &[u8] = include_bytes!("../../../engine/tests/fixtures/cmyk-plain.jpg");
