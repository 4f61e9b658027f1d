//! What a JPEG costs.

use crate::asked::chroma::Chroma;
use crate::formats::jpeg::settings::{Jpeg, JpegEffort};
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::StoredPixel;
use crate::kinds::header::ImageHeader;

/// Rows of blocks in 32 bits, and what is written; of a progressive file all coefficients.
pub fn working_set(jpeg: &Jpeg) -> WorkingSet {
    if jpeg.effort == JpegEffort::Best {
        // Coefficients of three components, and the samples of one before they were rounded, at full size and halved.
        return WorkingSet { fixed: 420 << 10, per_column: 0, per_pixel: 11, per_alpha: 3, per_drawn: 0 };
    }
    let per_pixel = match (jpeg.progressive, jpeg.chroma) {
        (false, _) => 1,
        (true, Some(Chroma::Yuv420)) => 4,
        (true, _) => 8,
    };
    // Without alpha pixels are taken as they are.
    WorkingSet { fixed: 420 << 10, per_column: 820, per_pixel, per_alpha: 3, per_drawn: 0 }
}

/// Of a progressive file all coefficients, at full size for all that the header tells.
pub const fn bytes_while_decoding(header: &ImageHeader, stored: StoredPixel) -> u64 {
    stored.inks + if header.is_progressive { 2 * stored.channels + 1 } else { 0 }
}

pub const fn nanoseconds_per_pixel(progressive: bool, effort: JpegEffort) -> u64 {
    match effort {
        JpegEffort::Best => 80,
        JpegEffort::Default if progressive => 12,
        JpegEffort::Default => 6,
    }
}
