//! Coefficients out of a file that jpegli wrote: baseline, one interleaved scan, no restarts.

use crate::allocate::room_for;
use crate::error::{EngineError, Result};
use crate::formats::jpeg::optimise::coefficients::{Block, Coefficients, Component};

const DQT: u8 = 0xDB;
const DHT: u8 = 0xC4;
const SOF0: u8 = 0xC0;
const SOF1: u8 = 0xC1;
const SOS: u8 = 0xDA;

/// # Errors
/// [`crate::ErrorCode::OutOfMemory`], and `ENGINE_FAILURE` for a file of another kind, which jpegli does not write.
pub fn read(file: &[u8]) -> Result<Coefficients> {
    let mut reader = Reader::default();
    let mut rest = file.get(2..).unwrap_or(&[]);
    while let [0xFF, marker, high, low, ..] = *rest {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let (Some(body), Some(behind)) = (rest.get(4..length + 2), rest.get(length + 2..)) else { break };
        match marker {
            DQT => reader.read_steps(body),
            DHT => reader.read_tables(body),
            SOF0 | SOF1 => reader.read_frame(body)?,
            SOS => return reader.read_scan(body, behind),
            _ => {}
        }
        rest = behind;
    }
    Err(unknown())
}

fn unknown() -> EngineError {
    EngineError::engine("jpegli", "wrote a file of another kind than was asked for")
}

#[derive(Default)]
struct Reader {
    steps: [Option<[u8; 64]>; 4],
    /// Of DC and AC.
    tables: [[Option<Table>; 4]; 2],
    frame: Option<Coefficients>,
}

impl Reader {
    fn read_steps(&mut self, body: &[u8]) {
        for table in body.chunks_exact(65) {
            if let (Some(to), Ok(steps)) = (self.steps.get_mut(usize::from(table[0])), table[1..].try_into()) {
                *to = Some(steps);
            }
        }
    }

    fn read_tables(&mut self, mut body: &[u8]) {
        while let Some((head, rest)) = body.split_at_checked(17) {
            let count: usize = head[1..].iter().map(|count| usize::from(*count)).sum();
            let Some((symbols, rest)) = rest.split_at_checked(count) else { return };
            let of = self.tables.get_mut(usize::from(head[0] >> 4));
            if let Some(to) = of.and_then(|of| of.get_mut(usize::from(head[0] & 15))) {
                *to = Some(Table::new(&head[1..], symbols));
            }
            body = rest;
        }
    }

    fn read_frame(&mut self, body: &[u8]) -> Result<()> {
        let &[8, height_1, height_2, width_1, width_2, _, ref components @ ..] = body else { return Err(unknown()) };
        let (width, height) = (u16::from_be_bytes([width_1, width_2]), u16::from_be_bytes([height_1, height_2]));
        let most = components.chunks_exact(3).map(|component| component[1] >> 4).max().unwrap_or(1);
        let mut frame = Coefficients { width, height, components: Vec::new() };
        for component in components.chunks_exact(3) {
            let sampling = component[1] >> 4;
            if sampling == 0 || component[1] & 15 != sampling || most % sampling != 0 {
                return Err(unknown());
            }
            let blocks = |side: u16| usize::from(side.div_ceil((most / sampling).into()).div_ceil(8));
            let (across, down) = (blocks(width), blocks(height));
            let mut all = room_for(across * down, "blocks of coefficients")?;
            all.extend(std::iter::repeat_n([0; 64], across * down));
            frame.components.push(Component {
                id: component[0],
                sampling: sampling.into(),
                table: component[2],
                steps: self.steps.get(usize::from(component[2])).copied().flatten().ok_or_else(unknown)?,
                across,
                down,
                blocks: all,
            });
        }
        self.frame = Some(frame);
        Ok(())
    }

    fn read_scan(self, body: &[u8], entropy: &[u8]) -> Result<Coefficients> {
        let mut frame = self.frame.ok_or_else(unknown)?;
        let chosen: Vec<[&Table; 2]> = body
            .get(1..)
            .unwrap_or(&[])
            .chunks_exact(2)
            .take(frame.components.len())
            .filter_map(|choice| {
                let table = |of: usize, number: u8| self.tables[of].get(usize::from(number))?.as_ref();
                Some([table(0, choice[1] >> 4)?, table(1, choice[1] & 15)?])
            })
            .collect();
        if chosen.len() != frame.components.len() {
            return Err(unknown());
        }
        let mut bits = Bits { bytes: entropy, held: 0, count: 0 };
        let mut last = vec![0; chosen.len()];
        let (across, down) = frame.mcus();
        for row in 0..down {
            for column in 0..across {
                for ((component, tables), last) in frame.components.iter_mut().zip(&chosen).zip(&mut last) {
                    for at in component.in_mcu(column, row) {
                        let block = bits.block(*tables, last).ok_or_else(unknown)?;
                        if let Some(at) = at {
                            component.blocks[at] = block;
                        }
                    }
                }
            }
        }
        Ok(frame)
    }
}

/// A Huffman code, to be read.
struct Table {
    /// The first code of each length, 1–16, how many there are, and where their symbols begin.
    lengths: [(u32, u32, usize); 16],
    symbols: Vec<u8>,
}

impl Table {
    fn new(counts: &[u8], symbols: &[u8]) -> Self {
        let (mut code, mut from) = (0, 0);
        let mut lengths = [(0, 0, 0); 16];
        for (length, &count) in lengths.iter_mut().zip(counts) {
            *length = (code, count.into(), from);
            code = (code + u32::from(count)) << 1;
            from += usize::from(count);
        }
        Self { lengths, symbols: symbols.to_vec() }
    }
}

struct Bits<'a> {
    /// Not taken yet.
    bytes: &'a [u8],
    held: u64,
    count: u32,
}

impl Bits<'_> {
    /// Behind the end, or a marker, come zeros.
    fn fill(&mut self) {
        while self.count <= 32 {
            let byte = match *self.bytes {
                [0xFF, 0, ref rest @ ..] => {
                    self.bytes = rest;
                    0xFF
                }
                [0xFF, ..] | [] => 0,
                [byte, ref rest @ ..] => {
                    self.bytes = rest;
                    byte
                }
            };
            self.held = self.held << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    /// At most 16.
    fn take(&mut self, count: u32) -> u32 {
        self.fill();
        self.count -= count;
        (self.held >> self.count) as u32 & ((1 << count) - 1)
    }

    fn symbol(&mut self, table: &Table) -> Option<u8> {
        self.fill();
        for (length, (first, count, from)) in (1..).zip(table.lengths) {
            let code = (self.held >> (self.count - length)) as u32 & ((1 << length) - 1);
            let index = code.wrapping_sub(first);
            if index < count {
                self.count -= length;
                return table.symbols.get(from + index as usize).copied();
            }
        }
        None
    }

    /// A number of so many bits, the upper half of which are the positive ones.
    fn signed(&mut self, size: u32) -> i16 {
        let value = self.take(size) as i32;
        let negative = size > 0 && value < 1 << (size - 1);
        (if negative { value - (1 << size) + 1 } else { value }) as i16
    }

    fn block(&mut self, [dc, ac]: [&Table; 2], last: &mut i16) -> Option<Block> {
        let mut block = [0; 64];
        let size = self.symbol(dc)?;
        *last = last.wrapping_add(self.signed(size.min(16).into()));
        block[0] = *last;
        let mut at = 1;
        while at < 64 {
            let symbol = self.symbol(ac)?;
            match (symbol >> 4, symbol & 15) {
                (15, 0) => at += 16,
                (_, 0) => break,
                (run, size) => {
                    at += usize::from(run);
                    *block.get_mut(at)? = self.signed(size.into());
                    at += 1;
                }
            }
        }
        Some(block)
    }
}
