//! What coefficients were before they were rounded.

use crate::allocate::room_for;
use crate::error::Result;
use crate::formats::jpeg::optimise::coefficients::ZIGZAG;
use crate::pixels::Raster;

/// Half the cosine of 1, 2, … 7 sixteenths of a half turn.
const HALF_COSINES: [f32; 8] = [
    // The constant one is 1/√8 for all samples.
    std::f32::consts::FRAC_1_SQRT_2 / 2.0,
    0.490_392_64,
    0.461_939_77,
    0.415_734_8,
    0.353_553_4,
    0.277_785_1,
    0.191_341_72,
    0.097_545_16,
];

/// The samples of one component, about zero.
pub struct Plane {
    width: usize,
    height: usize,
    samples: Vec<f32>,
}

impl Plane {
    /// Luma, blue or red difference by its number, as full-range BT.601 has them, or the means of 2×2 of them. Grey
    /// pictures have luma alone.
    pub fn of(pixels: &Raster<u8>, component: usize, halved: bool) -> Result<Self> {
        let (width, height) = (pixels.width as usize, pixels.height as usize);
        let sample = |pixel: &[u8]| match *pixel {
            [red, green, blue] => {
                let (weights, middle) = COMPONENTS[component];
                weights[0] * f32::from(red) + weights[1] * f32::from(green) + weights[2] * f32::from(blue) - middle
            }
            _ => f32::from(pixel[0]) - 128.0,
        };
        let mut full = room_for(width * height, "samples of a component")?;
        full.extend(pixels.pixels().map(sample));
        if !halved {
            return Ok(Self { width, height, samples: full });
        }
        let (columns, rows) = (width.div_ceil(2), height.div_ceil(2));
        let mut samples = room_for(columns * rows, "samples of a component")?;
        for row in 0..rows {
            let [upper, lower] = [row * 2, (row * 2 + 1).min(height - 1)].map(|y| &full[y * width..][..width]);
            samples.extend((0..columns).map(|column| {
                let (left, right) = (column * 2, (column * 2 + 1).min(width - 1));
                (upper[left] + upper[right] + lower[left] + lower[right]) / 4.0
            }));
        }
        Ok(Self { width: columns, height: rows, samples })
    }
}

/// The weights of red, green and blue, and what is taken off.
const COMPONENTS: [([f32; 3], f32); 3] = [
    ([0.299, 0.587, 0.114], 128.0),
    ([-0.168_735_9, -0.331_264_1, 0.5], 0.0),
    ([0.5, -0.418_687_6, -0.081_312_4], 0.0),
];

/// The orthonormal cosine transform of 8×8 samples.
pub struct Transform {
    /// By frequency and sample.
    basis: [[f32; 8]; 8],
}

impl Transform {
    pub fn new() -> Self {
        let basis = std::array::from_fn(|frequency| {
            std::array::from_fn(|sample| {
                // Sixteenths of a half turn, of which 32 are a whole one.
                let angle = (2 * sample + 1) * frequency % 32;
                let (quarter, within) = (angle / 8, angle % 8);
                match quarter {
                    _ if frequency == 0 => HALF_COSINES[0],
                    0 => half_cosine(within),
                    1 => -half_cosine(8 - within),
                    2 => -half_cosine(within),
                    _ => half_cosine(8 - within),
                }
            })
        });
        Self { basis }
    }

    /// The coefficients of a block in steps, in zigzag order. Beyond the edges, samples go on as they are there.
    pub fn block(&self, plane: &Plane, column: usize, row: usize, steps: &[u8; 64]) -> [f32; 64] {
        let mut across = [[0.0; 8]; 8];
        for (y, across) in across.iter_mut().enumerate() {
            let line = &plane.samples[(row * 8 + y).min(plane.height - 1) * plane.width..][..plane.width];
            let samples: [f32; 8] = std::array::from_fn(|x| line[(column * 8 + x).min(plane.width - 1)]);
            *across = self.basis.map(|wave| sum_of_products(wave, samples));
        }
        std::array::from_fn(|place| {
            let natural = usize::from(ZIGZAG[place]);
            let samples = std::array::from_fn(|y| across[y][natural % 8]);
            sum_of_products(self.basis[natural / 8], samples) / f32::from(steps[place])
        })
    }
}

/// 0 to 8 sixteenths of a half turn.
fn half_cosine(sixteenths: usize) -> f32 {
    match sixteenths {
        0 => 0.5,
        8 => 0.0,
        _ => HALF_COSINES[sixteenths],
    }
}

/// In the order of the samples, so that it is the same everywhere.
fn sum_of_products(a: [f32; 8], b: [f32; 8]) -> f32 {
    a.into_iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Channels;

    #[test]
    fn the_transform_is_that_of_its_definition() {
        let transform = Transform::new();
        for (frequency, waves) in transform.basis.iter().enumerate() {
            for (sample, found) in waves.iter().enumerate() {
                let angle = (2 * sample + 1) as f64 * frequency as f64 * std::f64::consts::PI / 16.0;
                let wanted = angle.cos() * if frequency == 0 { 0.125_f64.sqrt() } else { 0.5 };
                assert!((f64::from(*found) - wanted).abs() < 1e-7, "{frequency} {sample}: {found} for {wanted}");
            }
        }
    }

    #[test]
    fn an_even_picture_is_its_level_and_nothing_else() {
        let mut pixels = Raster::allocate(11, 9, Channels::Rgb).unwrap();
        pixels.pixels_mut().for_each(|pixel| pixel.copy_from_slice(&[200, 60, 10]));
        let levels = [96.16 - 128.0, -48.62, 74.07];
        for (component, level) in levels.into_iter().enumerate() {
            for halved in [false, true] {
                let plane = Plane::of(&pixels, component, halved).unwrap();
                let block = Transform::new().block(&plane, 0, 0, &[4; 64]);
                assert!((block[0] - level * 2.0).abs() < 0.1, "{component}: {}", block[0]);
                assert!(block[1..].iter().all(|value| value.abs() < 1e-4));
            }
        }
    }
}
