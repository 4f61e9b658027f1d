//! The one sum that all of resampling is: neighbours times their weights, in whole numbers, so that every processor's
//! instructions come to the same.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod portable;

use std::ops::Range;

use crate::taps::Four;
use crate::vector::{Fours, SUMS, VECTOR};

/// What a processor can do, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instructions {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Instructions {
    /// All that this processor has.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                all.push(Self::Avx2);
            }
            if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni") {
                all.push(Self::Avx512);
            }
        }
        all
    }

    /// The best of them for weights that have two bytes each, or have not.
    pub fn best(in_bytes: bool) -> Self {
        let all = Self::all();
        #[cfg(target_arch = "x86_64")]
        if !in_bytes {
            return all.into_iter().rfind(|one| *one != Self::Avx512).unwrap_or(Self::Portable);
        }
        let _ = in_bytes;
        all.into_iter().next_back().unwrap_or(Self::Portable)
    }

    /// Sums up the vectors of a range with weights for their fours from `first` on, [`SUMS`] bytes for each vector.
    pub fn sum(
        self,
        from: Fours,
        first: usize,
        vectors: Range<usize>,
        weights: &[Four],
        precision: u32,
        sums: &mut [u8],
    ) {
        assert!(from.stride >= vectors.end * VECTOR && from.bytes.len().is_multiple_of(from.stride));
        assert!(first * from.stride < from.bytes.len() && sums.len() >= vectors.len() * SUMS);
        match self {
            Self::Portable => portable::sum(from, first, vectors, weights, precision, sums),
            // SAFETY: the processor has the instructions, and every vector lies within the bytes: a four is one of those
            // that a whole number of strides holds, a vector ends within its stride, and there is room for each one's sums.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { avx2::sum(from, first, vectors, weights, precision, sums) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::sum(from, first, vectors, weights, precision, sums) },
        }
    }
}
