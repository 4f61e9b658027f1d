//! Four pixels at a time.

use std::arch::x86_64::*;

const BYTES: usize = 16;

/// Weights the colours of pixels of four channels; returns how many bytes they take.
///
/// # Safety
/// The processor has SSE2.
#[target_feature(enable = "sse2")]
pub unsafe fn weight(row: &mut [u8]) -> usize {
    let (groups, _) = row.as_chunks_mut::<BYTES>();
    for group in &mut *groups {
        // SAFETY: sixteen bytes are read and written of sixteen.
        unsafe {
            let pixels = _mm_loadu_si128(group.as_ptr().cast());
            let zero = _mm_setzero_si128();
            let left = weighted(_mm_unpacklo_epi8(pixels, zero));
            let right = weighted(_mm_unpackhi_epi8(pixels, zero));
            _mm_storeu_si128(group.as_mut_ptr().cast(), _mm_packus_epi16(left, right));
        }
    }
    groups.len() * BYTES
}

/// Of two pixels, 16 bits a sample. An alpha that is weighted by 255 stays what it is.
#[inline]
#[target_feature(enable = "sse2")]
fn weighted(pixels: __m128i) -> __m128i {
    let alphas = _mm_shufflehi_epi16::<0b11_11_11_11>(_mm_shufflelo_epi16::<0b11_11_11_11>(pixels));
    let (colours, opaque) = (_mm_setr_epi16(-1, -1, -1, 0, -1, -1, -1, 0), _mm_setr_epi16(0, 0, 0, 255, 0, 0, 0, 255));
    let by = _mm_or_si128(_mm_and_si128(alphas, colours), opaque);
    let product = _mm_add_epi16(_mm_mullo_epi16(pixels, by), _mm_set1_epi16(128));
    _mm_srli_epi16::<8>(_mm_add_epi16(product, _mm_srli_epi16::<8>(product)))
}
