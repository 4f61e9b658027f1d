//! Pixels of one format, in every way that it gives them: all frames, wide samples, row by row; then upright and in sRGB.

use lazy_image_engine::{
    Base, Cancel, Encoded, FailOn, ImageHeader, Needs, Preparation, Result, SourceFormat, TargetColours,
    decode_as_far_as, prepare, probe_bytes_as_far_as,
};

use super::LIMITS;

pub fn read(format: SourceFormat, bytes: &[u8]) -> bool {
    let Ok(header) = probe_bytes_as_far_as(FailOn::None, bytes, &LIMITS) else { return false };
    if header.format != format {
        return false;
    }
    // A file may be refused; what it may not do is panic, go out of bounds, hang, or ask for more than its limits.
    let _ = pixels(bytes, &header, false);
    if header.bit_depth > 8 {
        let _ = pixels(bytes, &header, true);
    }
    rows(bytes, &header);
    true
}

fn needs(header: &ImageHeader, wide: bool) -> (Needs, Base) {
    let animated = header.frames > 1;
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated };
    (Needs { scale: 1.0, all_frames: animated, wide, bases: vec![base] }, base)
}

fn pixels(bytes: &[u8], header: &ImageHeader, wide: bool) -> Result<()> {
    let (needs, base) = needs(header, wide);
    let source = Encoded { bytes, header, limits: &LIMITS };
    let decoded = decode_as_far_as(FailOn::None, &source, &needs, &Cancel::new())?;
    prepare(decoded.picture, header.orientation, Preparation { base, wide }).map(|_| ())
}

/// Where a format gives rows, a build reads these and not the whole picture.
fn rows(bytes: &[u8], header: &ImageHeader) {
    let (mut needs, _) = needs(header, false);
    needs.all_frames = false;
    let source = Encoded { bytes, header, limits: &LIMITS };
    let Some(Ok(mut rows)) = header.format.format().rows(&source, &needs) else { return };
    let (width, height) = rows.size();
    let mut row = vec![0; width as usize * rows.channels().count()];
    if (0..height).all(|_| rows.read(&mut row).is_ok()) {
        let _ = rows.finish();
    }
}
