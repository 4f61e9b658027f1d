//! The middle value of a square window, channel by channel.

use crate::asked::parameters::Parameters;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// The middle value of a square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Median {
    /// Pixels a side: odd, from 3 to 1001.
    pub size: u32,
}

impl Operate for Median {
    const KIND: &'static str = "median";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { size: parameters.whole("size")? })
    }

    fn check(&self) -> Result<()> {
        check(self.size)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.size)?))
    }
}

/// Largest window: its number of pixels still fits the counters.
const MOST_SIZE: u32 = 1001;

pub fn check(size: u32) -> Result<()> {
    if size >= 3 && size % 2 == 1 && size <= MOST_SIZE {
        return Ok(());
    }
    Err(EngineError::invalid(format!("a median over {size} pixels; odd sizes from 3 to {MOST_SIZE} can be done")))
}

/// Beyond its edges the picture goes on as at them.
pub fn apply<S: Sample>(raster: &Raster<S>, size: u32) -> Result<Raster<S>> {
    match size {
        3 => of_nine(raster),
        _ => by_histogram(raster, size as usize / 2),
    }
}

/// A network of exchanges that leaves the middle of nine in the middle: the columns sorted, then the largest of
/// the least, the middle of the middles and the least of the largest. A row at a time, so that many lanes do it at once.
fn of_nine<S: Sample>(raster: &Raster<S>) -> Result<Raster<S>> {
    let mut result = Raster::allocate(raster.width, raster.height, raster.channels)?;
    let (stride, channels) = (raster.stride(), raster.channels.count());
    let last = raster.height as usize - 1;
    let row = |y: usize| &raster.samples[y * stride..][..stride];
    // Each column of three in order, with one more column at both ends.
    let padded = stride + 2 * channels;
    let [mut low, mut middle, mut high] = [(); 3].map(|()| vec![S::default(); padded]);
    for (y, to) in result.samples.chunks_exact_mut(stride).enumerate() {
        let rows = [row(y.saturating_sub(1)), row(y), row((y + 1).min(last))];
        for x in 0..stride {
            let [a, b, c] = sort_three([rows[0][x], rows[1][x], rows[2][x]]);
            (low[channels + x], middle[channels + x], high[channels + x]) = (a, b, c);
        }
        for columns in [&mut low, &mut middle, &mut high] {
            columns.copy_within(channels..2 * channels, 0);
            columns.copy_within(stride..stride + channels, stride + channels);
        }
        let three = |columns: &[S], x: usize| [columns[x], columns[x + channels], columns[x + 2 * channels]];
        let (low, middle, high) = (&low[..padded], &middle[..padded], &high[..padded]);
        for (x, to) in to.iter_mut().enumerate() {
            let [a, b, c] = three(low, x);
            let most = a.max(b).max(c);
            let [_, mid, _] = sort_three(three(middle, x));
            let [a, b, c] = three(high, x);
            let least = a.min(b).min(c);
            let [_, median, _] = sort_three([most, mid, least]);
            *to = median;
        }
    }
    Ok(result)
}

#[inline]
fn sort_three<S: Sample>([a, b, c]: [S; 3]) -> [S; 3] {
    let (a, b) = (a.min(b), a.max(b));
    let (b, c) = (b.min(c), b.max(c));
    [a.min(b), a.max(b), c]
}

/// A histogram that slides along the row, one column in and one out, with a coarse one over it to find the middle fast.
fn by_histogram<S: Sample>(raster: &Raster<S>, reach: usize) -> Result<Raster<S>> {
    let mut result = Raster::allocate(raster.width, raster.height, raster.channels)?;
    let (width, height, channels) = (raster.width as usize, raster.height as usize, raster.channels.count());
    let stride = raster.stride();
    let mut histogram = Histogram::new(S::MOST.to_u32(), ((2 * reach + 1) * (2 * reach + 1)) as u32 / 2);
    let clamp = |at: usize, by: usize, side: usize| (at + by).saturating_sub(reach).min(side - 1);
    for channel in 0..channels {
        for y in 0..height {
            let rows: Vec<&[S]> = (0..=2 * reach)
                .map(|by| &raster.samples[clamp(y, by, height) * stride + channel..(clamp(y, by, height) + 1) * stride])
                .collect();
            histogram.clear();
            for by in 0..=2 * reach {
                let column = clamp(0, by, width) * channels;
                rows.iter().for_each(|row| histogram.add(row[column].to_u32()));
            }
            let to = result.samples[y * stride..][..stride].iter_mut().skip(channel).step_by(channels);
            for (x, to) in to.enumerate() {
                *to = S::from_u32(histogram.median());
                let (lost, gained) = (clamp(x, 0, width) * channels, clamp(x + 1, 2 * reach, width) * channels);
                for row in &rows {
                    histogram.remove(row[lost].to_u32());
                    histogram.add(row[gained].to_u32());
                }
            }
        }
    }
    Ok(result)
}

/// Counts of values, alone and in groups.
struct Histogram {
    counts: Vec<u32>,
    groups: Vec<u32>,
    /// Bits of a value within its group: half of them.
    shift: u32,
    /// Values in the window that are below its median.
    below_median: u32,
    /// The group where the last median lay, and the number of values in the groups before it: the next is near.
    group: usize,
    before_group: u32,
}

impl Histogram {
    fn new(most: u32, below_median: u32) -> Self {
        let shift = (most + 1).ilog2() / 2;
        Self {
            counts: vec![0; most as usize + 1],
            groups: vec![0; (most >> shift) as usize + 1],
            shift,
            below_median,
            group: 0,
            before_group: 0,
        }
    }

    fn clear(&mut self) {
        self.counts.fill(0);
        self.groups.fill(0);
        (self.group, self.before_group) = (0, 0);
    }

    #[inline]
    fn add(&mut self, value: u32) {
        let group = (value >> self.shift) as usize;
        self.counts[value as usize] += 1;
        self.groups[group] += 1;
        self.before_group += u32::from(group < self.group);
    }

    #[inline]
    fn remove(&mut self, value: u32) {
        let group = (value >> self.shift) as usize;
        self.counts[value as usize] -= 1;
        self.groups[group] -= 1;
        self.before_group -= u32::from(group < self.group);
    }

    fn median(&mut self) -> u32 {
        while self.before_group > self.below_median {
            self.group -= 1;
            self.before_group -= self.groups[self.group];
        }
        while self.before_group + self.groups[self.group] <= self.below_median {
            self.before_group += self.groups[self.group];
            self.group += 1;
        }
        let mut below = self.before_group;
        let mut value = self.group << self.shift;
        while below + self.counts[value] <= self.below_median {
            below += self.counts[value];
            value += 1;
        }
        value as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{at, noise_in_every_layout};

    /// By sorting each window.
    fn agrees_with_the_definition<S: Sample>(width: u32, height: u32, size: u32) {
        let reach = i64::from(size / 2);
        for picture in noise_in_every_layout::<S>(width, height) {
            let made = apply(&picture, size).unwrap();
            for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                for channel in 0..picture.channels.count() {
                    let clamped =
                        |at: u32, by: i64, side: u32| (i64::from(at) + by).clamp(0, i64::from(side) - 1) as u32;
                    let mut window: Vec<S> = (-reach..=reach)
                        .flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy)))
                        .map(|(dx, dy)| at(&picture, clamped(x, dx, width), clamped(y, dy, height))[channel])
                        .collect();
                    window.sort();
                    assert_eq!(
                        at(&made, x, y)[channel],
                        window[window.len() / 2],
                        "{size} {:?} {x},{y}",
                        picture.channels
                    );
                }
            }
        }
    }

    #[test]
    fn each_sample_becomes_the_middle_of_its_window() {
        for size in [3, 5, 7, 13] {
            agrees_with_the_definition::<u8>(17, 11, size);
            agrees_with_the_definition::<u16>(9, 7, size);
        }
    }

    #[test]
    fn a_picture_smaller_than_the_window_has_a_median_too() {
        for (width, height) in [(1, 1), (1, 5), (4, 1), (2, 2)] {
            for size in [3, 5, 9] {
                agrees_with_the_definition::<u8>(width, height, size);
            }
        }
    }

    #[test]
    fn an_even_or_endless_window_is_refused() {
        for size in [0, 1, 2, 4, 1002, 1003] {
            assert!(check(size).is_err(), "{size}");
        }
        check(3).unwrap();
        check(1001).unwrap();
    }
}
