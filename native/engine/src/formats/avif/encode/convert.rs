//! Colours to the luma and chroma of full-range BT.601, which is what browsers assume at their fastest.

/// Added to a number from 0 to 65,535, it leaves the nearest whole one, of two the even, in the lowest bits: in any processor's vectors,
/// where rounding is a call for each number.
const WHOLE: f32 = (1u32 << 23) as f32;

/// The RGB to YCbCr matrix from samples of one range to samples of another.
#[derive(Debug, Clone, Copy)]
pub struct Matrix {
    luma: [f32; 3],
    blue: [f32; 3],
    red: [f32; 3],
    /// The middle of the target's range.
    neutral: f32,
    /// The largest sample of the target.
    most: f32,
}

impl Matrix {
    /// `from_most` and `to_most` are the largest samples of the two sides.
    pub fn new(from_most: u32, to_most: u32) -> Self {
        const RED: f64 = 0.299;
        const GREEN: f64 = 0.587;
        const BLUE: f64 = 0.114;
        let scale = f64::from(to_most) / f64::from(from_most);
        let row = |weights: [f64; 3]| weights.map(|weight| (weight * scale) as f32);
        let (to_blue, to_red) = (0.5 / (1.0 - BLUE), 0.5 / (1.0 - RED));
        Self {
            luma: row([RED, GREEN, BLUE]),
            blue: row([-RED * to_blue, -GREEN * to_blue, 0.5]),
            red: row([0.5, -GREEN * to_red, -BLUE * to_red]),
            neutral: to_most.div_ceil(2) as f32,
            most: to_most as f32,
        }
    }

    /// Luma, blue difference, red difference, each to the nearest sample.
    #[inline]
    pub fn apply(&self, colour: [f32; 3]) -> [u16; 3] {
        let row = |weights: [f32; 3], offset: f32| {
            let sum = weights[0] * colour[0] + weights[1] * colour[1] + weights[2] * colour[2];
            // Chroma of exactly one half rounds to one more than the range holds.
            ((sum + offset).clamp(0.0, self.most) + WHOLE).to_bits() as u16
        };
        [row(self.luma, 0.0), row(self.blue, self.neutral), row(self.red, self.neutral)]
    }
}

/// A sample of one range in another, to the nearest.
pub fn rescale(sample: u32, from_most: u32, to_most: u32) -> u16 {
    let scaled = (u64::from(sample) * u64::from(to_most) + u64::from(from_most) / 2) / u64::from(from_most);
    scaled as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPTHS: [(u32, u32); 4] = [(255, 255), (255, 1023), (65_535, 255), (65_535, 1023)];

    #[test]
    fn colours_are_the_rounded_matrix_in_every_depth() {
        for (from, to) in DEPTHS {
            let matrix = Matrix::new(from, to);
            for step in 0..17 * 17 * 17 {
                let colour = [step % 17, step / 17 % 17, step / 289].map(|part| f64::from(part * from / 16));
                let [r, g, b] = colour.map(|sample| sample * f64::from(to) / f64::from(from));
                let luma = 0.299 * r + 0.587 * g + 0.114 * b;
                let middle = f64::from(to.div_ceil(2));
                let expected = [luma, (b - luma) / 1.772 + middle, (r - luma) / 1.402 + middle];
                for (got, wanted) in matrix.apply(colour.map(|sample| sample as f32)).into_iter().zip(expected) {
                    let wanted = wanted.clamp(0.0, f64::from(to));
                    assert!((f64::from(got) - wanted).abs() <= 0.501, "{colour:?} {from}→{to}: {got} for {wanted}");
                }
            }
        }
    }

    #[test]
    fn grey_has_no_chroma_and_keeps_its_level() {
        for (from, to) in DEPTHS {
            let matrix = Matrix::new(from, to);
            for step in 0..=255 {
                let sample = from * step / 255;
                let [luma, blue, red] = matrix.apply([sample as f32; 3]);
                let middle = to.div_ceil(2) as u16;
                assert_eq!((blue, red), (middle, middle));
                assert_eq!(luma, rescale(sample, from, to));
            }
        }
    }

    #[test]
    fn rescaling_rounds_to_the_nearest() {
        for sample in 0..=65_535 {
            assert_eq!(rescale(sample, 65_535, 1023), (f64::from(sample) * 1023.0 / 65_535.0).round() as u16);
        }
    }
}
