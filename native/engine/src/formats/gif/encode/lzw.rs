//! LZW as GIF has it: codes of growing length, from the lowest bit up, in blocks of at most 255 bytes.

use crate::allocate::{room_for, zeros};
use crate::error::Result;

const MOST_CODES: usize = 4096;
const LONGEST_CODE: u32 = 12;
const BLOCK: usize = 255;

/// Pixels as they are to be seen.
pub struct Wanted<'a> {
    pub indices: &'a [u8],
    /// Where [`Self::transparent`] may stand as well, because the canvas shows the same; as long as the indices, or
    /// empty where that is nowhere.
    pub free: &'a [bool],
    pub transparent: u8,
}

/// Indices below `1 << bits` as the format stores them, the number of bits first. Where there is a choice, a run is
/// drawn or transparent as a whole, whichever is longer: runs that mix both are seldom seen again.
pub fn encode(wanted: &Wanted, bits: u32) -> Result<Vec<u8>> {
    let count = wanted.indices.len();
    let mut out = Codes { bytes: room_for(count / 2 + 16, "bytes of a frame")?, held: 0, count: 0 };
    let mut table = Table::new(bits)?;
    out.push(table.clear_code(), table.length);
    let mut before = None;
    let mut at = 0;
    while at < count {
        let run = table.longest(wanted, at, before);
        if let Some(before) = before {
            table.learn(before, run.first);
        }
        out.push(run.code, table.length);
        at += run.length;
        before = Some(run.code);
        if table.next == MOST_CODES {
            out.push(table.clear_code(), table.length);
            table.clear();
            before = None;
        }
    }
    // The decoder expects the length of what it would have learnt.
    if let Some(before) = before {
        table.learn(before, 0);
    }
    out.push(table.clear_code() + 1, table.length);
    Ok(in_blocks(bits as u8, &out.finish()))
}

fn in_blocks(bits: u8, codes: &[u8]) -> Vec<u8> {
    let mut blocks = vec![bits];
    for block in codes.chunks(BLOCK) {
        blocks.push(block.len() as u8);
        blocks.extend_from_slice(block);
    }
    blocks.push(0);
    blocks
}

struct Run {
    code: u16,
    first: u8,
    length: usize,
}

/// What the decoder knows at the same moment.
struct Table {
    bits: u32,
    /// By code and index, the code of the run that is one longer; 0 for none.
    longer: Vec<u16>,
    /// Places of `longer` that are taken.
    taken: Vec<usize>,
    next: usize,
    length: u32,
}

impl Table {
    fn new(bits: u32) -> Result<Self> {
        Ok(Self {
            bits,
            longer: zeros(MOST_CODES << bits, "a table of runs")?,
            taken: Vec::new(),
            next: (1 << bits) + 2,
            length: bits + 1,
        })
    }

    fn clear_code(&self) -> u16 {
        1 << self.bits
    }

    fn clear(&mut self) {
        for at in self.taken.drain(..) {
            self.longer[at] = 0;
        }
        self.next = (1 << self.bits) + 2;
        self.length = self.bits + 1;
    }

    fn place(&self, code: u16, index: u8) -> usize {
        (usize::from(code) << self.bits) + usize::from(index)
    }

    /// The longest run from here. The decoder knows one more by then: the run before, and the first index of this one.
    fn longest(&mut self, wanted: &Wanted, at: usize, before: Option<u16>) -> Run {
        let drawn = self.longest_as(wanted, at, before, |at| wanted.indices[at]);
        if wanted.free.is_empty() {
            return drawn;
        }
        let masked = self.longest_as(wanted, at, before, |at| match wanted.free[at] {
            true => wanted.transparent,
            false => wanted.indices[at],
        });
        if masked.length >= drawn.length { masked } else { drawn }
    }

    fn longest_as(&mut self, wanted: &Wanted, at: usize, before: Option<u16>, index: impl Fn(usize) -> u8) -> Run {
        let first = index(at);
        let (next, length) = (self.next, self.length);
        let learnt = before.filter(|before| self.learn(*before, first));
        let mut run = Run { code: first.into(), first, length: 1 };
        while at + run.length < wanted.indices.len() {
            match self.longer[self.place(run.code, index(at + run.length))] {
                0 => break,
                longer => run.code = longer,
            }
            run.length += 1;
        }
        if let Some(before) = learnt {
            let place = self.place(before, first);
            self.longer[place] = 0;
            self.taken.pop();
            (self.next, self.length) = (next, length);
        }
        run
    }

    /// Notes the run that is one index longer than the code's, as the decoder does; `false` where there is no room.
    fn learn(&mut self, code: u16, index: u8) -> bool {
        if self.next == MOST_CODES {
            return false;
        }
        let place = self.place(code, index);
        self.longer[place] = self.next as u16;
        self.taken.push(place);
        // The decoder learns one code later, and reads longer codes from then on.
        if self.next == 1 << self.length && self.length < LONGEST_CODE {
            self.length += 1;
        }
        self.next += 1;
        true
    }
}

struct Codes {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Codes {
    fn push(&mut self, code: u16, length: u32) {
        self.held |= u32::from(code) << self.count;
        self.count += length;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.held as u8);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use weezl::BitOrder;
    use weezl::decode::Decoder;

    fn decoded(blocks: &[u8]) -> Vec<u8> {
        let (mut codes, mut at) = (Vec::new(), 1);
        while blocks[at] > 0 {
            let end = at + 1 + usize::from(blocks[at]);
            codes.extend_from_slice(&blocks[at + 1..end]);
            at = end;
        }
        assert_eq!(at + 1, blocks.len());
        Decoder::new(BitOrder::Lsb, blocks[0]).decode(&codes).unwrap()
    }

    fn exactly(indices: &[u8]) -> Wanted<'_> {
        Wanted { indices, free: &[], transparent: 0 }
    }

    /// As far from each other as the seed says, with runs.
    fn indices(count: usize, bits: u32, seed: u32) -> Vec<u8> {
        let mut state = seed;
        let mut index = 0;
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if state >> 28 < 6 + seed % 10 {
                    index = (state >> 16) as u8 & ((1u32 << bits) - 1) as u8;
                }
                index
            })
            .collect()
    }

    #[test]
    fn every_length_is_read_back_as_it_was() {
        for bits in 2..=8 {
            for seed in 0..10 {
                // Each length at which the codes could have become longer, and beyond a full table.
                for count in (1..400).chain([3837, 3838, 3839, 3840, 3841, 60_000]) {
                    let wanted = indices(count, bits, seed);
                    assert!(decoded(&encode(&exactly(&wanted), bits).unwrap()) == wanted, "{bits} {seed} {count}");
                }
            }
        }
    }

    #[test]
    fn where_there_is_a_choice_the_smaller_one_is_taken_and_nothing_else_is_shown() {
        let wanted = indices(30_000, 6, 9);
        let free: Vec<bool> = indices(30_000, 2, 3).iter().map(|index| *index > 0).collect();
        let chosen = encode(&Wanted { indices: &wanted, free: &free, transparent: 64 }, 7).unwrap();
        let masked: Vec<u8> = wanted.iter().zip(&free).map(|(index, free)| if *free { 64 } else { *index }).collect();
        for fixed in [wanted.clone(), masked] {
            let fixed = encode(&Wanted { indices: &fixed, free: &[], transparent: 0 }, 7).unwrap();
            assert!(chosen.len() < fixed.len(), "{} {}", chosen.len(), fixed.len());
        }
        let read = decoded(&chosen);
        assert_eq!(read.len(), wanted.len());
        for ((is, was), free) in read.iter().zip(&wanted).zip(&free) {
            assert!(is == was || *free && *is == 64);
        }
    }
}
