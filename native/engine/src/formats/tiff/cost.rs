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
    let per_pixel = WorkingSet::per_pixel(if tiff.depth == 16 { 24 } else { 10 });
    match tiff.compression {
        // The table of its codes.
        TiffCompression::Lzw => WorkingSet { fixed: 17 << 20, ..per_pixel },
        TiffCompression::None | TiffCompression::Deflate => per_pixel,
    }
}

pub const fn bytes_while_decoding(stored: StoredPixel) -> u64 {
    stored.bytes + stored.rounded + 2 * stored.inks
}
