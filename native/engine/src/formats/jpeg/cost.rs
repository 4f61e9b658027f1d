//! What a JPEG costs.

use crate::formats::jpeg::settings::JpegEffort;
use crate::kinds::encode::WorkingSet;

pub const fn working_set(effort: JpegEffort) -> WorkingSet {
    match effort {
        JpegEffort::Default => WorkingSet::per_pixel(6),
        // Coefficients of three components, and the samples of one before they were rounded, at full size and halved.
        JpegEffort::Best => WorkingSet::per_pixel(11),
    }
}

pub const fn nanoseconds_per_pixel(progressive: bool, effort: JpegEffort) -> u64 {
    match effort {
        JpegEffort::Best => 80,
        JpegEffort::Default if progressive => 12,
        JpegEffort::Default => 6,
    }
}
