//! Rows as differences from their neighbours.

use crate::allocate::{room_for, zeros};
use crate::error::Result;

/// The filters of the format, by the numbers that rows begin with.
const NONE: u8 = 0;
const SUB: u8 = 1;
const UP: u8 = 2;
const AVERAGE: u8 = 3;
const PAETH: u8 = 4;
const ALL: [u8; 5] = [NONE, SUB, UP, AVERAGE, PAETH];

/// Samples whose sizes fit a sum of 32 bits.
const SUMMED_AT_ONCE: usize = 4096;

/// How rows are filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Not at all: graphics, whose rows repeat.
    Plain,
    /// Each row by the filter that leaves the least sum of sizes.
    Adaptive,
}

impl Filter {
    pub const fn other(self) -> Self {
        match self {
            Self::Plain => Self::Adaptive,
            Self::Adaptive => Self::Plain,
        }
    }
}

/// Bytes of samples in rows.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    pub data: &'a [u8],
    /// Bytes a row.
    pub stride: usize,
    /// Bytes a pixel, at least one.
    pub pixel: usize,
}

impl Rows<'_> {
    /// What deflate is given: each row behind the number of its filter.
    pub fn filter(self, filter: Filter) -> Result<Vec<u8>> {
        let rows = self.data.len() / self.stride;
        let mut out = room_for(self.data.len() + rows, "bytes of filtered rows")?;
        let above_first = zeros(self.stride, "bytes of a row")?;
        let mut filtered = zeros(self.stride, "bytes of a row")?;
        let mut above = &above_first[..];
        for row in self.data.chunks_exact(self.stride) {
            if filter == Filter::Plain {
                out.push(NONE);
                out.extend_from_slice(row);
                continue;
            }
            let start = out.len();
            out.push(NONE);
            out.extend_from_slice(row);
            let mut least = sum_of_sizes(row);
            for number in ALL.into_iter().skip(1) {
                self.apply(number, row, above, &mut filtered);
                let sum = sum_of_sizes(&filtered);
                if sum < least {
                    least = sum;
                    out[start] = number;
                    out[start + 1..].copy_from_slice(&filtered);
                }
            }
            above = row;
        }
        Ok(out)
    }

    fn apply(self, filter: u8, row: &[u8], above: &[u8], out: &mut [u8]) {
        let (first, rest) = out.split_at_mut(self.pixel);
        let left = &row[..row.len() - self.pixel];
        let (row_first, row) = row.split_at(self.pixel);
        let above_left = &above[..above.len() - self.pixel];
        let (above_first, above) = above.split_at(self.pixel);
        match filter {
            SUB => {
                first.copy_from_slice(row_first);
                zip(rest, row, left, |value, left| value.wrapping_sub(left));
            }
            UP => {
                zip(first, row_first, above_first, u8::wrapping_sub);
                zip(rest, row, above, u8::wrapping_sub);
            }
            AVERAGE => {
                zip(first, row_first, above_first, |value, above| value.wrapping_sub(above / 2));
                let sides = left.iter().zip(above);
                for ((out, value), (&left, &above)) in rest.iter_mut().zip(row).zip(sides) {
                    // Half of the sum, in eight bits.
                    *out = value.wrapping_sub((left & above) + ((left ^ above) >> 1));
                }
            }
            _ => {
                zip(first, row_first, above_first, u8::wrapping_sub);
                let sides = left.iter().zip(above).zip(above_left);
                for ((out, value), ((&left, &above), &corner)) in rest.iter_mut().zip(row).zip(sides) {
                    *out = value.wrapping_sub(paeth(left, above, corner));
                }
            }
        }
    }
}

fn zip(out: &mut [u8], one: &[u8], other: &[u8], of: impl Fn(u8, u8) -> u8) {
    for ((out, &one), &other) in out.iter_mut().zip(one).zip(other) {
        *out = of(one, other);
    }
}

/// Whichever neighbour is nearest to what all three lead one to expect.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [wide_left, wide_above, wide_corner] = [left, above, corner].map(i16::from);
    let to_left = (wide_above - wide_corner).abs();
    let to_above = (wide_left - wide_corner).abs();
    let to_corner = (wide_left + wide_above - 2 * wide_corner).abs();
    let least = to_left.min(to_above).min(to_corner);
    if to_left == least {
        left
    } else if to_above == least {
        above
    } else {
        corner
    }
}

/// Differences are small numbers with a sign.
fn sum_of_sizes(bytes: &[u8]) -> u64 {
    let of_some = |some: &[u8]| some.iter().map(|&byte| u32::from((byte as i8).unsigned_abs())).sum::<u32>();
    bytes.chunks(SUMMED_AT_ONCE).map(|some| u64::from(of_some(some))).sum()
}
