//! The coefficients of a block that cost the least, in bits and in what is lost.
//!
//! Rounding each by itself looks at neither: a lone coefficient far up costs as many bits as several further down. Of all
//! ways to leave coefficients out, or one less than rounded, the best is found from each coefficient to the next, as in
//! mozjpeg's trellis. What is lost counts in squares of quantisation steps, which are jpegli's and so already what the
//! eye sees.

use crate::formats::jpeg::optimise::coefficients::Block;
use crate::formats::jpeg::optimise::huffman::Code;
use crate::formats::jpeg::optimise::scan::{Band, Tally, size_of};

/// Bits that the square of a step is worth. Of 6 to 24, from 9 to 16 all took 0.95 to 0.98 of the bytes at equal looks, by
/// SSIMULACRA2 and butteraugli, on 7 photographs and 5 drawings; less lost it again on the worst of them.
const BITS_OF_A_STEP: f32 = 12.0;
/// The largest magnitude that 8-bit JPEG has.
const MOST: u16 = 1023;
/// A coefficient without a code yet has one of this many bits.
const RARE: f32 = 16.0;
const BLOCK_END: f32 = 4.0;

/// Bits of what a component says.
pub struct Rates {
    /// By the zeros before a coefficient and the bits of its magnitude.
    coefficients: [[f32; 16]; 16],
    /// Of 16 zeros.
    long_run: f32,
    /// A block's share of the end of a run of blocks.
    end: f32,
}

impl Rates {
    /// As the blocks are now.
    pub fn of(blocks: &[Block]) -> Self {
        let mut tally = Tally::<1>::new();
        Band { from: 1, to: 63, low_bit: 0, refined: false }.say(blocks, &mut tally);
        let [histogram] = &tally.histograms;
        let code = Code::of(histogram);
        let length = |symbol: usize| match code.lengths[symbol] {
            0 => RARE,
            length => length.into(),
        };
        let coefficients = std::array::from_fn(|run| std::array::from_fn(|size| length(run << 4 | size) + size as f32));
        let (mut bits, mut blocks) = (0.0, 0.0);
        for size in 0..15 {
            let count = histogram[size << 4] as f32;
            bits += count * (length(size << 4) + size as f32);
            // Runs of 2ⁿ to 2ⁿ⁺¹ ends.
            blocks += count * 1.5 * (1 << size) as f32;
        }
        let end = if blocks > 0.0 { bits / blocks } else { BLOCK_END };
        Self { coefficients, long_run: length(0xF0), end }
    }

    /// Makes a block the cheapest; `exact` are its coefficients in steps before they were rounded.
    pub fn optimise(&self, block: &mut Block, exact: &[f32; 64]) {
        // What it costs to leave out all before a place.
        let mut left_out = [0.0; 65];
        for at in 1..64 {
            left_out[at + 1] = left_out[at] + BITS_OF_A_STEP * exact[at] * exact[at];
        }
        // Of those that may stay: the cheapest way to each, the one before it there, and its magnitude.
        let mut ways = [Way::START; 64];
        let mut count = 1;
        for at in 1..64 {
            let most = ((exact[at].abs() + 0.5) as u16).max(block[at].unsigned_abs()).min(MOST);
            if most > 0 {
                ways[count] = self.cheapest(&ways[..count], at, exact[at].abs(), most, &left_out);
                count += 1;
            }
        }
        let total = |way: &Way| {
            let end = if way.at == 63 { 0.0 } else { self.end };
            way.cost + left_out[64] - left_out[way.at + 1] + end
        };
        let mut last = 0;
        for index in 1..count {
            if total(&ways[index]) < total(&ways[last]) {
                last = index;
            }
        }
        block[1..].fill(0);
        while last > 0 {
            let Way { at, magnitude, before, .. } = ways[last];
            block[at] = if exact[at] < 0.0 { -magnitude } else { magnitude };
            last = before;
        }
    }

    /// The cheapest way to a coefficient from any of those before it.
    fn cheapest(&self, ways: &[Way], at: usize, exact: f32, most: u16, left_out: &[f32; 65]) -> Way {
        let mut best = Way { cost: f32::INFINITY, ..Way::START };
        for magnitude in [most, most - 1] {
            if magnitude == 0 {
                continue;
            }
            let lost = exact - f32::from(magnitude);
            let own = BITS_OF_A_STEP * lost * lost;
            let size = size_of(magnitude.into()) as usize;
            for (before, way) in ways.iter().enumerate() {
                let zeros = at - way.at - 1;
                let bits = self.coefficients[zeros % 16][size] + (zeros / 16) as f32 * self.long_run;
                let cost = way.cost + left_out[at] - left_out[way.at + 1] + own + bits;
                if cost < best.cost {
                    best = Way { at, cost, before, magnitude: magnitude as i16 };
                }
            }
        }
        best
    }
}

#[derive(Clone, Copy)]
struct Way {
    at: usize,
    cost: f32,
    /// Its number among the ways.
    before: usize,
    magnitude: i16,
}

impl Way {
    /// The first coefficient, which is as it is.
    const START: Self = Self { at: 0, cost: 0.0, before: 0, magnitude: 0 };
}
