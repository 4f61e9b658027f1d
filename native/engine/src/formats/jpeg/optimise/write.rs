//! Files of coefficients, with the Huffman codes that suit them.

use crate::error::{EngineError, Result};
use crate::formats::jpeg::optimise::coefficients::Coefficients;
use crate::formats::jpeg::optimise::huffman::Code;
use crate::formats::jpeg::optimise::scan::{Sink, Tally, say_all, say_means};
use crate::formats::jpeg::optimise::script::bands;

/// In one scan.
pub fn baseline(coefficients: &Coefficients) -> Result<Vec<u8>> {
    let mut file = File::begin(coefficients, 0xC0);
    let mut tally = Tally::<4>::new();
    say_all(coefficients, &mut tally);
    let codes = file.tables(&tally, [0x00, 0x01, 0x10, 0x11]);
    file.scan(coefficients, |component| if component > 0 { 0x11 } else { 0x00 }, [0, 63, 0]);
    file.entropy(&codes, |writer| say_all(coefficients, writer))?;
    Ok(file.end())
}

/// In scans from coarse to fine: the means of all blocks, then what is fewest bytes.
pub fn progressive(coefficients: &Coefficients) -> Result<Vec<u8>> {
    let mut file = File::begin(coefficients, 0xC2);
    let mut tally = Tally::<2>::new();
    say_means(coefficients, &mut tally);
    let codes = file.tables(&tally, [0x00, 0x01]);
    file.scan(coefficients, |component| if component > 0 { 0x10 } else { 0x00 }, [0, 0, 0]);
    file.entropy(&codes, |writer| say_means(coefficients, writer))?;
    for component in &coefficients.components {
        for band in bands(&component.blocks) {
            let mut tally = Tally::<1>::new();
            band.say(&component.blocks, &mut tally);
            let codes = file.tables(&tally, [0x10]);
            let high_bit = if band.refined { band.low_bit + 1 } else { 0 };
            let bits = (high_bit << 4 | band.low_bit) as u8;
            file.segment(0xDA, &[1, component.id, 0, band.from as u8, band.to as u8, bits]);
            file.entropy(&codes, |writer| band.say(&component.blocks, writer))?;
        }
    }
    Ok(file.end())
}

struct File(Vec<u8>);

impl File {
    /// With quantisation tables and the frame's header.
    fn begin(coefficients: &Coefficients, frame: u8) -> Self {
        let mut file = Self(vec![0xFF, 0xD8]);
        for (number, component) in coefficients.components.iter().enumerate() {
            let earlier = &coefficients.components[..number];
            if earlier.iter().all(|other| other.table != component.table) {
                file.segment(0xDB, &[&[component.table], &component.steps[..]].concat());
            }
        }
        let [height, width] = [coefficients.height, coefficients.width].map(u16::to_be_bytes);
        let mut body = [&[8], &height[..], &width[..], &[coefficients.components.len() as u8]].concat();
        for component in &coefficients.components {
            body.extend([component.id, (component.sampling << 4 | component.sampling) as u8, component.table]);
        }
        file.segment(frame, &body);
        file
    }

    fn segment(&mut self, marker: u8, body: &[u8]) {
        self.0.extend([0xFF, marker]);
        self.0.extend((body.len() as u16 + 2).to_be_bytes());
        self.0.extend(body);
    }

    /// The codes that suit what was counted, under the numbers of their tables.
    fn tables<const TABLES: usize>(&mut self, tally: &Tally<TABLES>, numbers: [u8; TABLES]) -> [Code; TABLES] {
        let codes = std::array::from_fn(|table| Code::of(&tally.histograms[table]));
        for (number, code) in numbers.iter().zip(&codes) {
            if !code.symbols.is_empty() {
                self.segment(0xC4, &[&[*number], &code.counts[..], &code.symbols].concat());
            }
        }
        codes
    }

    /// The header of a scan of all components, with the tables of each.
    fn scan(&mut self, coefficients: &Coefficients, tables: impl Fn(usize) -> u8, range: [u8; 3]) {
        let mut body = vec![coefficients.components.len() as u8];
        let components = coefficients.components.iter().enumerate();
        body.extend(components.flat_map(|(number, component)| [component.id, tables(number)]));
        body.extend(range);
        self.segment(0xDA, &body);
    }

    fn entropy(&mut self, codes: &[Code], say: impl FnOnce(&mut Writer)) -> Result<()> {
        let mut writer = Writer { codes, bytes: &mut self.0, held: 0, count: 0, is_full: false };
        say(&mut writer);
        // Ones fill the last byte.
        let rest = (8 - writer.count % 8) % 8;
        writer.bits((1 << rest) - 1, rest);
        if writer.is_full { Err(EngineError::out_of_memory(format_args!("a JPEG"))) } else { Ok(()) }
    }

    fn end(mut self) -> Vec<u8> {
        self.0.extend([0xFF, 0xD9]);
        self.0
    }
}

struct Writer<'a> {
    codes: &'a [Code],
    bytes: &'a mut Vec<u8>,
    held: u64,
    count: u32,
    /// Whether there was no memory for more.
    is_full: bool,
}

impl Sink for Writer<'_> {
    fn symbol(&mut self, table: usize, symbol: u8) {
        let (code, at) = (&self.codes[table], usize::from(symbol));
        self.bits(code.codes[at].into(), code.lengths[at].into());
    }

    fn bits(&mut self, value: u32, count: u32) {
        self.held = self.held << count | u64::from(value);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.held >> self.count) as u8;
            self.is_full |= self.bytes.try_reserve(2).is_err();
            if self.is_full {
                return;
            }
            self.bytes.push(byte);
            if byte == 0xFF {
                // Not a marker.
                self.bytes.push(0);
            }
        }
    }
}
