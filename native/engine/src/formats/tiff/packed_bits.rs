//! Samples of 1, 2 or 4 bits, several in a byte.

use crate::error::{EngineError, Result};
use crate::pixels::zeroed;

/// One sample a byte, unchanged in value, from rows that begin at whole bytes with the first sample highest.
pub fn unpack(rows: &[u8], width: u32, height: u32, bits: u8) -> Result<Vec<u8>> {
    let (width, height) = (width as usize, height as usize);
    let mut samples = width
        .checked_mul(height)
        .and_then(zeroed::<u8>)
        .ok_or_else(|| EngineError::out_of_memory(format!("{width}×{height} samples")))?;
    let stride = (width * usize::from(bits)).div_ceil(8);
    let (in_a_byte, mask) = (8 / usize::from(bits), (1u16 << bits) as u8 - 1);
    for (to, row) in samples.chunks_exact_mut(width).zip(rows.chunks_exact(stride)) {
        for (index, sample) in to.iter_mut().enumerate() {
            let shift = 8 - usize::from(bits) * (index % in_a_byte + 1);
            *sample = row[index / in_a_byte] >> shift & mask;
        }
    }
    Ok(samples)
}

/// Levels of few bits over the range of eight.
pub fn spread(samples: &mut [u8], bits: u8) {
    let factor = 255 / ((1u16 << bits) as u8 - 1);
    for sample in samples {
        *sample *= factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_unpacked_from_their_high_bits_on() {
        assert_eq!(unpack(&[0b1010_0000, 0b0100_0000], 3, 2, 1).unwrap(), [1, 0, 1, 0, 1, 0]);
        assert_eq!(unpack(&[0b1101_1000, 0b0100_0000], 5, 1, 2).unwrap(), [3, 1, 2, 0, 1]);
        assert_eq!(unpack(&[0xAB, 0xC0], 3, 1, 4).unwrap(), [0xA, 0xB, 0xC]);
    }

    #[test]
    fn the_highest_level_becomes_white() {
        for bits in [1, 2, 4] {
            let mut levels = [0, 1, (1 << bits) - 1];
            spread(&mut levels, bits);
            assert_eq!((levels[0], levels[2]), (0, 255));
        }
    }
}
