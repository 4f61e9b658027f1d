//! Whether a picture is a drawing: a chart, a logo, a screenshot.

use crate::pixels::Raster;

const SIDE: usize = 8;
/// Of the blocks, from which on it is one: noise leaves few of a photograph's flat, but for burnt-out skies.
const LEAST_SHARE: f64 = 0.4;

/// Whether many blocks of 8×8 pixels are of one colour, to the bit; a picture without a whole block has none.
pub fn is_drawing(pixels: &Raster<u8>) -> bool {
    let (width, count) = (pixels.width as usize, pixels.channels.count());
    let (mut flat, mut all) = (0u32, 0u32);
    for rows in pixels.samples.chunks_exact(pixels.stride() * SIDE) {
        for left in (0..width / SIDE).map(|block| block * SIDE * count) {
            let first = &rows[left..left + count];
            let is_first = |row: &[u8]| row[left..left + SIDE * count].chunks_exact(count).all(|pixel| pixel == first);
            flat += u32::from(rows.chunks_exact(pixels.stride()).all(is_first));
            all += 1;
        }
    }
    all > 0 && f64::from(flat) >= LEAST_SHARE * f64::from(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Channels;

    /// Noise, with so many rows of blocks in one colour.
    fn picture(channels: Channels, flat_rows: usize) -> Raster<u8> {
        let mut raster = Raster::allocate(35, 80, channels).unwrap();
        let flat = flat_rows * SIDE * raster.stride();
        raster.samples.iter_mut().skip(flat).enumerate().for_each(|(at, sample)| *sample = ((at * 7919) >> 4) as u8);
        raster
    }

    #[test]
    fn a_picture_is_a_drawing_by_its_share_of_flat_blocks() {
        for channels in [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba] {
            assert!(!is_drawing(&picture(channels, 3)), "{channels:?}");
            assert!(is_drawing(&picture(channels, 5)), "{channels:?}");
        }
    }

    #[test]
    fn one_sample_of_another_value_makes_a_block_uneven() {
        let mut raster = Raster::allocate(8, 8, Channels::Rgb).unwrap();
        assert!(is_drawing(&raster));
        raster.samples[100] = 1;
        assert!(!is_drawing(&raster));
    }

    #[test]
    fn a_picture_without_a_whole_block_is_none() {
        assert!(!is_drawing(&Raster::allocate(7, 90, Channels::Rgb).unwrap()));
    }
}
