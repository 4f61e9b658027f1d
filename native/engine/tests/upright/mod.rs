//! A source decoded as its usual outputs see it: upright, in sRGB, 8 bits, the first frame.

use lazy_image_engine::{
    Base, Cancel, Decoded, Encoded, ImageHeader, Limits, Needs, Preparation, Raster, Result, TargetColours, decode,
    prepare,
};

/// The pixels, and the scale at which they were decoded for outputs that show the source at `scale`.
pub fn decode_upright(bytes: &[u8], header: &ImageHeader, limits: &Limits, scale: f64) -> Result<(Raster<u8>, f64)> {
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: false };
    let needs = Needs { scale, all_frames: false, wide: false, bases: vec![base] };
    let Decoded { picture, scale, .. } = decode(&Encoded { bytes, header, limits }, &needs, &Cancel::new())?;
    let picture = prepare(picture, header.orientation, Preparation { base, wide: false })?;
    Ok((picture.first().to_eight()?.into_owned(), scale))
}
