//! The scans that say a component with the fewest bytes.

use crate::formats::jpeg::optimise::coefficients::Block;
use crate::formats::jpeg::optimise::huffman::Code;
use crate::formats::jpeg::optimise::scan::{Band, Tally};

/// The last places of the first of two bands.
const SPLITS: [usize; 5] = [2, 5, 8, 12, 18];
/// Bits that may come in scans of their own, each.
const MOST_REFINED: u32 = 3;

/// Bytes of a scan's own header and of a table's, beside its symbols.
const SCAN_HEADER: u64 = 10;
const TABLE_HEADER: u64 = 21;

/// Of all coefficients but the first: whether low bits come later, and where two bands meet, each where it pays.
pub fn bands(blocks: &[Block]) -> Vec<Band> {
    let band = |from, to, low_bit| Band { from, to, low_bit, refined: false };
    let (mut low_bit, mut fewest, mut later) = (0, bytes(blocks, band(1, 63, 0)), 0);
    for bits in 1..=MOST_REFINED {
        later += bytes(blocks, Band { refined: true, ..band(1, 63, bits - 1) });
        let all = later + bytes(blocks, band(1, 63, bits));
        if all >= fewest {
            break;
        }
        (low_bit, fewest) = (bits, all);
    }
    let whole = [band(1, 63, low_bit)];
    let halves = SPLITS.map(|last| [band(1, last, low_bit), band(last + 1, 63, low_bit)]);
    let of = |bands: &[Band]| bands.iter().map(|band| bytes(blocks, *band)).sum::<u64>();
    let mut best = whole.to_vec();
    let mut least = of(&whole);
    for halves in &halves {
        let bytes = of(halves);
        if bytes < least {
            (best, least) = (halves.to_vec(), bytes);
        }
    }
    best.extend((0..low_bit).rev().map(|bit| Band { refined: true, ..band(1, 63, bit) }));
    best
}

fn bytes(blocks: &[Block], band: Band) -> u64 {
    let mut tally = Tally::<1>::new();
    band.say(blocks, &mut tally);
    let [histogram] = &tally.histograms;
    let code = Code::of(histogram);
    let table = if code.symbols.is_empty() { 0 } else { TABLE_HEADER + code.symbols.len() as u64 };
    (code.bits(histogram) + tally.plain_bits).div_ceil(8) + SCAN_HEADER + table
}
