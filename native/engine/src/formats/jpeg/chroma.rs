//! Which chroma suits a picture: what halving it loses, against what quantisation loses anyway.
//!
//! On 16 photographs and 3 drawings, 400 to 1600 px wide, both samplings took equal bytes at equal looks where the first
//! was 9 times the square of jpegli's distance: for a grey landscape below 0.5, for a poster or a chart at 1.5 to 3. Far above
//! that line, 4:2:0 took up to twice the bytes of 4:4:4 by butteraugli and a third more by SSIMULACRA2; far below it a
//! fifth less by both.

mod difference;
mod scatter;

use crate::asked::chroma::Chroma;
use crate::pixels::Raster;
use scatter::{SQUARED_LEVEL, Scatter};

/// Squared levels that halved chroma may lose at distance 1.
const LOSS_AT_DISTANCE_1: f64 = 9.0;

/// What 2×2 samples of chroma differ from their mean, squared, in levels of 0–255; the mean over pixels, of blue and red
/// difference together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChromaDetail(f64);

impl ChromaDetail {
    /// Grey pictures have none.
    pub fn of(pixels: &Raster<u8>) -> Self {
        let channels = pixels.channels.count();
        if channels < 3 || pixels.width < 2 || pixels.height < 2 {
            return Self(0.0);
        }
        let mut scatter = Scatter::default();
        for rows in pixels.samples.chunks_exact(pixels.stride() * 2) {
            let (upper, lower) = rows.split_at(pixels.stride());
            scatter.add(upper, lower, channels);
        }
        let pixels = f64::from(pixels.width / 2) * f64::from(pixels.height / 2) * 4.0;
        Self((scatter.blue as f64 / (1.772 * 1.772) + scatter.red as f64 / (1.402 * 1.402)) / SQUARED_LEVEL / pixels)
    }

    /// What takes fewer bytes for equal looks at a butteraugli distance.
    pub fn chroma_at(self, distance: f64) -> Chroma {
        if self.0 >= LOSS_AT_DISTANCE_1 * distance * distance { Chroma::Yuv444 } else { Chroma::Yuv420 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Channels;

    fn picture(colour: impl Fn(u32, u32) -> [u8; 3]) -> Raster<u8> {
        let mut pixels = Raster::allocate(33, 21, Channels::Rgb).unwrap();
        let colours = (0..21).flat_map(|y| (0..33).map(move |x| (x, y))).flat_map(|(x, y)| colour(x, y));
        pixels.samples.iter_mut().zip(colours).for_each(|(sample, value)| *sample = value);
        pixels
    }

    #[test]
    fn detail_is_the_mean_square_of_what_halving_takes_away() {
        // Two colours of one luma by turns: half of their distance is lost at every pixel.
        let stripes = picture(|x, _| if x % 2 == 0 { [255, 0, 0] } else { [0, 0, 255] });
        let ([blue, red], [blue_2, red_2]) = ([-43.0, 127.5], [127.5, -20.7]);
        let expected = ((blue_2 - blue) / 2.0_f64).powi(2) + ((red_2 - red) / 2.0_f64).powi(2);
        let ChromaDetail(found) = ChromaDetail::of(&stripes);
        assert!((found / expected - 1.0).abs() < 0.02, "{found} for {expected}");
    }

    #[test]
    fn grey_and_what_is_even_over_2_by_2_has_none() {
        for pixels in [
            picture(|x, y| [(x * 37 + y * 91) as u8; 3]),
            picture(|x, y| [(x / 2 * 37) as u8, (y / 2 * 91) as u8, 0]),
            Raster::allocate(9, 9, Channels::Gray).unwrap(),
            Raster::allocate(1, 9, Channels::Rgb).unwrap(),
        ] {
            assert_eq!(ChromaDetail::of(&pixels), ChromaDetail(0.0));
        }
    }

    #[test]
    fn the_finer_the_quantisation_the_sooner_full_chroma() {
        let detail = ChromaDetail(36.0);
        assert_eq!(
            [2.1, 2.0, 0.5].map(|distance| detail.chroma_at(distance)),
            [Chroma::Yuv420, Chroma::Yuv444, Chroma::Yuv444]
        );
    }
}
