//! What a TIFF costs.

use crate::formats::tiff::settings::{Tiff, TiffCompression};
use crate::kinds::encode::WorkingSet;
use crate::kinds::format::StoredPixel;

pub const fn nanoseconds_per_pixel(compression: TiffCompression) -> u64 {
    match compression {
        TiffCompression::None => 2,
        TiffCompression::Lzw | TiffCompression::Deflate => 42,
    }
}

pub const fn working_set(tiff: &Tiff) -> WorkingSet {
    WorkingSet::per_pixel(if tiff.depth == 16 { 20 } else { 10 })
}

pub const fn bytes_while_decoding(stored: StoredPixel) -> u64 {
    stored.bytes + stored.rounded + 2 * stored.inks
}
