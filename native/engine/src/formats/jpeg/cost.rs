//! What a JPEG costs.

use crate::kinds::encode::WorkingSet;

pub const WORKING_SET: WorkingSet = WorkingSet::per_pixel(6);

pub const fn nanoseconds_per_pixel(progressive: bool) -> u64 {
    if progressive { 12 } else { 6 }
}
