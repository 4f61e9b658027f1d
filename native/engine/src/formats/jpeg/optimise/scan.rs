//! What a scan says of blocks, as Huffman symbols and plain bits: Annexes F and G of ITU-T T.81.

use crate::formats::jpeg::optimise::coefficients::{Block, Coefficients};
use crate::formats::jpeg::optimise::huffman::Histogram;

/// Sixteen zeros.
const LONG_RUN: u8 = 0xF0;
/// Ends of blocks that one symbol can stand for.
const MOST_ENDS: u32 = 0x7FFF;
/// Correction bits that may wait for the end of a run of ends; libjpeg's bound, so that decoders' buffers hold them.
const MOST_WAITING: usize = 937;

/// Takes what is said, by the number of a Huffman table.
pub trait Sink {
    fn symbol(&mut self, table: usize, symbol: u8);
    /// At most 16.
    fn bits(&mut self, value: u32, count: u32);
}

/// Counts what is said, before it is.
pub struct Tally<const TABLES: usize> {
    pub histograms: [Histogram; TABLES],
    pub plain_bits: u64,
}

impl<const TABLES: usize> Tally<TABLES> {
    pub const fn new() -> Self {
        Self { histograms: [[0; 256]; TABLES], plain_bits: 0 }
    }
}

impl<const TABLES: usize> Sink for Tally<TABLES> {
    fn symbol(&mut self, table: usize, symbol: u8) {
        self.histograms[table][usize::from(symbol)] += 1;
    }

    fn bits(&mut self, _value: u32, count: u32) {
        self.plain_bits += u64::from(count);
    }
}

/// Coefficients of one component that a scan says, from the lowest bit on that it says; `refined` says one bit more of what
/// earlier scans have said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    pub from: usize,
    pub to: usize,
    pub low_bit: u32,
    pub refined: bool,
}

impl Band {
    /// Says it of the blocks of a component, by table 0.
    pub fn say(self, blocks: &[Block], sink: &mut impl Sink) {
        let mut ends = Ends::default();
        for block in blocks {
            if self.refined { self.refine(block, &mut ends, sink) } else { self.begin(block, &mut ends, sink) }
        }
        ends.say(sink);
    }

    fn begin(self, block: &Block, ends: &mut Ends, sink: &mut impl Sink) {
        let mut run = 0u8;
        for &value in &block[self.from..=self.to] {
            let magnitude = u32::from(value.unsigned_abs()) >> self.low_bit;
            if magnitude == 0 {
                run += 1;
                continue;
            }
            ends.say(sink);
            say_coefficient(0, run, magnitude, value < 0, sink);
            run = 0;
        }
        if run > 0 {
            ends.add(sink);
        }
    }

    fn refine(self, block: &Block, ends: &mut Ends, sink: &mut impl Sink) {
        let magnitude = |at: usize| u32::from(block[at].unsigned_abs()) >> self.low_bit;
        let last_new = (self.from..=self.to).rev().find(|at| magnitude(*at) == 1);
        let mut run = 0u8;
        let mut corrections = Vec::new();
        for (at, &value) in block.iter().enumerate().take(self.to + 1).skip(self.from) {
            let found = magnitude(at);
            if found == 0 {
                run += 1;
                continue;
            }
            while run > 15 && last_new.is_some_and(|last| at <= last) {
                ends.say(sink);
                sink.symbol(0, LONG_RUN);
                run -= 16;
                say_corrections(&mut corrections, sink);
            }
            if found > 1 {
                corrections.push(found & 1 == 1);
                continue;
            }
            ends.say(sink);
            sink.symbol(0, run << 4 | 1);
            sink.bits((value > 0).into(), 1);
            say_corrections(&mut corrections, sink);
            run = 0;
        }
        if run > 0 || !corrections.is_empty() {
            ends.waiting.append(&mut corrections);
            ends.add(sink);
        }
    }
}

/// Blocks that have ended, and what has still to be said of them.
#[derive(Default)]
struct Ends {
    count: u32,
    waiting: Vec<bool>,
}

impl Ends {
    fn add(&mut self, sink: &mut impl Sink) {
        self.count += 1;
        if self.count == MOST_ENDS || self.waiting.len() > MOST_WAITING {
            self.say(sink);
        }
    }

    fn say(&mut self, sink: &mut impl Sink) {
        if self.count > 0 {
            let size = self.count.ilog2();
            sink.symbol(0, (size as u8) << 4);
            sink.bits(self.count & ((1 << size) - 1), size);
            self.count = 0;
        }
        say_corrections(&mut self.waiting, sink);
    }
}

fn say_corrections(corrections: &mut Vec<bool>, sink: &mut impl Sink) {
    corrections.drain(..).for_each(|bit| sink.bits(bit.into(), 1));
}

/// The first coefficients of all components, by table 0 for luma and 1 for chroma.
pub fn say_means(coefficients: &Coefficients, sink: &mut impl Sink) {
    let mut last = [0; 3];
    for (component, block) in coefficients.interleaved() {
        say_mean(component, block, &mut last, sink);
    }
}

/// Everything in one scan, by tables 0 and 1 for the first coefficients, 2 and 3 for the others.
pub fn say_all(coefficients: &Coefficients, sink: &mut impl Sink) {
    let mut last = [0; 3];
    for (component, block) in coefficients.interleaved() {
        say_mean(component, block, &mut last, sink);
        let table = 2 + usize::from(component > 0);
        let mut run = 0;
        for &value in &block.unwrap_or(&[0; 64])[1..] {
            if value == 0 {
                run += 1;
                continue;
            }
            say_coefficient(table, run, value.unsigned_abs().into(), value < 0, sink);
            run = 0;
        }
        if run > 0 {
            sink.symbol(table, 0);
        }
    }
}

/// What only fills an MCU is as its neighbour, which costs the least.
fn say_mean(component: usize, block: Option<&Block>, last: &mut [i32; 3], sink: &mut impl Sink) {
    let mean = block.map_or(last[component], |block| block[0].into());
    let difference = mean - last[component];
    last[component] = mean;
    let table = usize::from(component > 0);
    sink.symbol(table, size_of(difference.unsigned_abs()) as u8);
    say_magnitude(difference.unsigned_abs(), difference < 0, sink);
}

fn say_coefficient(table: usize, mut run: u8, magnitude: u32, negative: bool, sink: &mut impl Sink) {
    while run > 15 {
        sink.symbol(table, LONG_RUN);
        run -= 16;
    }
    sink.symbol(table, run << 4 | size_of(magnitude) as u8);
    say_magnitude(magnitude, negative, sink);
}

/// Negative numbers are their magnitudes' complements.
fn say_magnitude(magnitude: u32, negative: bool, sink: &mut impl Sink) {
    let size = size_of(magnitude);
    let mask = (1 << size) - 1;
    sink.bits(if negative { !magnitude & mask } else { magnitude }, size);
}

/// Bits of a magnitude.
pub const fn size_of(magnitude: u32) -> u32 {
    u32::BITS - magnitude.leading_zeros()
}
