//! Blue and red less luma, in whole numbers.

/// Blue and red less luma, each a sum of red, green and blue with these weights in 128ths.
pub const BLUE: [i8; 3] = [-38, -75, 113];
pub const RED: [i8; 3] = [90, -75, -15];

/// Of the 128ths, to the nearest 32nd: four of them, and their differences, have room in 16 bits.
pub const SHIFT: u32 = 2;

/// In 32nds of a level.
#[inline]
pub fn difference(pixel: &[u8], weights: [i8; 3]) -> i32 {
    let sum: i32 = pixel.iter().zip(weights).map(|(&sample, weight)| i32::from(sample) * i32::from(weight)).sum();
    (sum + (1 << (SHIFT - 1))) >> SHIFT
}
