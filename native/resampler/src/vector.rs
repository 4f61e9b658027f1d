//! How samples lie, so that one instruction weights four neighbours.

/// Bytes that are looked at together: four neighbours of each of [`SUMS`] samples.
pub(crate) const VECTOR: usize = 64;

/// Samples that a vector makes.
pub(crate) const SUMS: usize = 16;

/// Samples in fours: of each, four neighbours stand beside each other. The neighbours' next four lie `stride` bytes on, those
/// behind the last at the start again.
#[derive(Clone, Copy)]
pub(crate) struct Fours<'a> {
    pub bytes: &'a [u8],
    pub stride: usize,
}
