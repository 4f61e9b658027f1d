//! The Gaussian filter that blurring and sharpening share.
//!
//! The mask is sharp's: whole numbers, 20 in the middle, down to where the bell falls below a least height. So it is a
//! staircase of at most 20 steps, that is a pile of as many boxes, and a sum under it follows from its neighbour's by
//! two samples a box: the cost does not grow with sigma, and whole numbers are exact everywhere.

use crate::allocate::zeros;
use crate::error::Result;
use crate::pixels::{Raster, Sample};

/// Height of the mask's middle.
const PEAK: f64 = 20.0;

/// Largest sigma: with a sample of 16 bits, the sum under the mask still fits 32 bits.
pub const MOST_SIGMA: f64 = 1000.0;

/// Columns that are summed together, in registers.
const LANES: usize = 16;

/// A symmetric mask of whole numbers.
pub struct Mask {
    /// Of the middle and outwards; never empty.
    heights: Vec<u32>,
    sum: u32,
    boxes: Vec<MaskBox>,
}

/// As many samples as lie within `reach` of the middle, counted `height` times.
#[derive(Clone, Copy)]
struct MaskBox {
    reach: usize,
    height: u32,
}

impl Mask {
    /// Reaches as far as the bell is at least `least` of its middle, and one sample at least, so that a small sigma
    /// has some effect, too.
    pub fn new(sigma: f64, least: f64) -> Self {
        let height = |distance: f64| libm::exp(-distance * distance / (2.0 * sigma * sigma));
        let reach = (1..).take_while(|&reach| reach == 1 || height(f64::from(reach)) >= least);
        let heights: Vec<u32> = std::iter::once(0)
            .chain(reach)
            .map(|distance: u32| libm::round(PEAK * height(distance.into())) as u32)
            .collect();
        let sum = 2 * heights.iter().sum::<u32>() - heights[0];
        let boxes = (0..heights.len())
            .map(|reach| MaskBox { reach, height: heights[reach] - heights.get(reach + 1).copied().unwrap_or(0) })
            .filter(|step| step.height > 0)
            .collect();
        Self { heights, sum, boxes }
    }

    /// Of the middle and outwards.
    pub fn heights(&self) -> &[u32] {
        &self.heights
    }

    /// Samples to each side of the middle.
    pub fn reach(&self) -> usize {
        self.heights.len() - 1
    }
}

/// Filters a picture in both directions and tells each finished row, from the top, with all its channels in 16 bits.
/// Beyond its edges the picture goes on as at them.
pub fn rows<S: Summed>(raster: &Raster<S>, mask: &Mask, mut on_row: impl FnMut(usize, &[u16])) -> Result<()> {
    let (height, stride, channels) = (raster.height as usize, raster.stride(), raster.channels.count());
    let row = |y: isize| {
        let y = y.clamp(0, height as isize - 1) as usize;
        &raster.samples[y * stride..][..stride]
    };
    let mut down = Down::new(stride, mask)?;
    let mut across = Across::new(stride, channels, mask)?;
    for (distance, &weight) in mask.heights.iter().enumerate() {
        let distance = distance as isize;
        down.add(row(distance), weight);
        if distance > 0 {
            down.add(row(-distance), weight);
        }
    }
    for y in 0..height as isize {
        down.mean_into(across.input(), S::MOST.to_u32());
        on_row(y as usize, across.filter());
        let step = |of: &MaskBox| (row(y + 1 + of.reach as isize), row(y - of.reach as isize), of.height);
        let steps: Vec<_> = mask.boxes.iter().map(step).collect();
        down.advance(&steps);
    }
    Ok(())
}

/// Sums of columns under the mask.
struct Down {
    sums: Vec<u32>,
    /// Of the mask.
    sum: u32,
}

impl Down {
    fn new(stride: usize, mask: &Mask) -> Result<Self> {
        Ok(Self { sums: zeros(stride, "values of a filter's row")?, sum: mask.sum })
    }

    fn add<S: Sample>(&mut self, row: &[S], weight: u32) {
        for (sum, sample) in self.sums.iter_mut().zip(row) {
            *sum += sample.to_u32() * weight;
        }
    }

    /// Moves the mask one row down: each box gains a row and loses one.
    fn advance<S: Summed>(&mut self, steps: &[(&[S], &[S], u32)]) {
        let (blocks, rest) = self.sums.as_chunks_mut::<LANES>();
        let covered = blocks.len() * LANES;
        for (block, sums) in blocks.iter_mut().enumerate() {
            let start = block * LANES;
            let mut change = [S::Change::default(); LANES];
            for &(gained, lost, height) in steps {
                let gained: &[S; LANES] = gained[start..start + LANES].try_into().expect("a slice of that length");
                let lost: &[S; LANES] = lost[start..start + LANES].try_into().expect("a slice of that length");
                S::add_difference(&mut change, gained, lost, height);
            }
            for (sum, change) in sums.iter_mut().zip(change) {
                *sum = sum.wrapping_add_signed(change.into());
            }
        }
        for (column, sum) in rest.iter_mut().enumerate() {
            for (gained, lost, height) in steps {
                let [gained, lost] = [gained[covered + column], lost[covered + column]].map(S::to_u32);
                *sum = sum.wrapping_add(gained.wrapping_sub(lost).wrapping_mul(*height));
            }
        }
    }

    /// 16-bit means.
    fn mean_into(&self, row: &mut [u16], most: u32) {
        let scale = (65_535.0 / (f64::from(most) * f64::from(self.sum))) as f32;
        for (mean, sum) in row.iter_mut().zip(&self.sums) {
            *mean = nearest(*sum as f32 * scale);
        }
    }
}

/// One row at a time, filtered along itself.
struct Across<'m> {
    mask: &'m Mask,
    channels: usize,
    stride: usize,
    /// The row with room for as much as the mask needs beyond both ends.
    padded: Vec<u16>,
    changes: Vec<i32>,
    means: Vec<u16>,
}

impl<'m> Across<'m> {
    fn new(stride: usize, channels: usize, mask: &'m Mask) -> Result<Self> {
        let room = (mask.reach() + 1) * channels;
        Ok(Self {
            mask,
            channels,
            stride,
            padded: zeros(stride + 2 * room, "values of a filter's row")?,
            changes: zeros(stride, "values of a filter's row")?,
            means: zeros(stride, "values of a filter's row")?,
        })
    }

    /// Where the row is to be written.
    fn input(&mut self) -> &mut [u16] {
        let room = self.room();
        &mut self.padded[room..room + self.stride]
    }

    fn room(&self) -> usize {
        (self.mask.reach() + 1) * self.channels
    }

    fn filter(&mut self) -> &[u16] {
        self.repeat_ends();
        self.difference_between_neighbours();
        let (room, channels) = (self.room(), self.channels);
        // From here on the changes become the sums: each its left neighbour's and what that changes by.
        let mut sums = [0; 4];
        for (channel, sum) in sums[..channels].iter_mut().enumerate() {
            for (distance, &weight) in self.mask.heights.iter().enumerate() {
                let (from, far) = (room + channel, distance * channels);
                let both = u32::from(self.padded[from + far]) + u32::from(self.padded[from - far]);
                *sum += weight * if distance == 0 { both / 2 } else { both };
            }
        }
        for pixel in self.changes.chunks_exact_mut(channels) {
            for (change, sum) in pixel.iter_mut().zip(&mut sums) {
                *sum = sum.wrapping_add_signed(std::mem::replace(change, *sum as i32));
            }
        }
        let scale = (1.0 / f64::from(self.mask.sum)) as f32;
        for (mean, sum) in self.means.iter_mut().zip(&self.changes) {
            *mean = nearest(*sum as u32 as f32 * scale);
        }
        &self.means
    }

    fn repeat_ends(&mut self) {
        let (room, channels) = (self.room(), self.channels);
        let last = room + self.stride - channels;
        for start in (0..room).step_by(channels) {
            self.padded.copy_within(room..room + channels, start);
            self.padded.copy_within(last..last + channels, last + channels + start);
        }
    }

    /// What the sum under the mask gains from one pixel to the next.
    fn difference_between_neighbours(&mut self) {
        let room = self.room();
        self.changes.fill(0);
        for &MaskBox { reach, height } in &self.mask.boxes {
            let gained = &self.padded[room + (reach + 1) * self.channels..][..self.stride];
            let lost = &self.padded[room - reach * self.channels..][..self.stride];
            if height == 1 {
                for ((change, &gained), &lost) in self.changes.iter_mut().zip(gained).zip(lost) {
                    *change += i32::from(gained) - i32::from(lost);
                }
            } else {
                for ((change, &gained), &lost) in self.changes.iter_mut().zip(gained).zip(lost) {
                    *change += (i32::from(gained) - i32::from(lost)) * height as i32;
                }
            }
        }
    }
}

/// Of a number from 0 to 65,535. The sum's last bit stands for 1, so that its last bits are the whole number; a cast
/// would do the same, four times slower.
#[inline]
fn nearest(value: f32) -> u16 {
    const LAST_BIT_IS_ONE: f32 = (1u32 << 23) as f32;
    (value + LAST_BIT_IS_ONE).to_bits() as u16
}

/// A sample with the narrowest number that holds what a sum under the mask changes by, because narrow numbers go
/// through more at a time.
pub trait Summed: Sample {
    type Change: Copy + Default + Into<i32>;

    fn add_difference(change: &mut [Self::Change; LANES], gained: &[Self; LANES], lost: &[Self; LANES], height: u32);
}

impl Summed for u8 {
    /// 20 × 255 at most.
    type Change = i16;

    #[inline]
    fn add_difference(change: &mut [i16; LANES], gained: &[Self; LANES], lost: &[Self; LANES], height: u32) {
        for lane in 0..LANES {
            change[lane] += (i16::from(gained[lane]) - i16::from(lost[lane])) * height as i16;
        }
    }
}

impl Summed for u16 {
    type Change = i32;

    #[inline]
    fn add_difference(change: &mut [i32; LANES], gained: &[Self; LANES], lost: &[Self; LANES], height: u32) {
        for lane in 0..LANES {
            change[lane] += (i32::from(gained[lane]) - i32::from(lost[lane])) * height as i32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mask_is_the_one_that_sharp_blurs_with() {
        let mask = Mask::new(2.0, 0.2);
        assert_eq!((&mask.heights[..], mask.sum), (&[20, 18, 12, 6][..], 92));
        // The smallest sigma with an effect in sharp, and one without.
        assert_eq!(Mask::new(0.6, 0.2).heights, [20, 5]);
        assert_eq!(Mask::new(0.3, 0.2).heights, [20, 0]);
    }

    #[test]
    fn the_number_of_boxes_does_not_grow_with_sigma() {
        for sigma in [5.0, 50.0, MOST_SIGMA] {
            let mask = Mask::new(sigma, 0.2);
            assert!(mask.boxes.len() <= 17, "{sigma}: {}", mask.boxes.len());
            let piled: u32 = mask.boxes.iter().map(|of| (2 * of.reach as u32 + 1) * of.height).sum();
            assert_eq!(piled, mask.sum);
            assert!(u64::from(mask.sum) * 65_535 <= u64::from(u32::MAX), "{sigma}");
        }
    }
}
