//! A source that is rid of its metadata, to stand for its own encoding: it must be the same picture.

use lazy_image_engine::{
    Base, Cancel, Encoded, FailOn, ImageHeader, Needs, Picture, Result, TargetColours, decode_as_far_as,
    probe_bytes_as_far_as,
};

use super::LIMITS;

pub fn read(bytes: &[u8]) -> bool {
    let Ok(header) = probe_bytes_as_far_as(FailOn::Warning, bytes, &LIMITS) else { return false };
    let Some(stripped) = header.format.format().strip_blocks(bytes, true, &LIMITS) else { return false };
    // Nothing stands for a picture that could not be read whole.
    let Ok(picture) = pixels(bytes, &header) else { return true };
    let header = probe_bytes_as_far_as(FailOn::Warning, &stripped, &LIMITS)
        .unwrap_or_else(|error| panic!("rid of its metadata it is no image any more: {error}"));
    let same = pixels(&stripped, &header)
        .unwrap_or_else(|error| panic!("rid of its metadata it has no pixels any more: {error}"));
    assert!(same.frames == picture.frames, "rid of its metadata it is another picture");
    true
}

fn pixels(bytes: &[u8], header: &ImageHeader) -> Result<Picture> {
    let base = Base { auto_orient: false, colour_space: TargetColours::Source, animated: header.frames > 1 };
    let needs = Needs { scale: 1.0, all_frames: header.frames > 1, wide: true, bases: vec![base] };
    let source = Encoded { bytes, header, limits: &LIMITS };
    decode_as_far_as(FailOn::Warning, &source, &needs, &Cancel::new()).map(|decoded| decoded.picture)
}
