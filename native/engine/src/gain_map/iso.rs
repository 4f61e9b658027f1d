//! The metadata of ISO 21496-1 as bytes (clause C.2.2). JPEG stores them behind a name, AVIF in its `tmap` item.

use crate::gain_map::dropped::Dropped;
use crate::gain_map::fraction::Fraction;
use crate::gain_map::metadata::GainMapMetadata;

/// The version that is known, and written.
const VERSION: u16 = 0;
const MULTICHANNEL: u8 = 0x80;
const BASE_COLOURS: u8 = 0x40;
/// One denominator for all, as libultrahdr writes it where it can.
const COMMON_DENOMINATOR: u8 = 0x08;

/// What says that a file has a gain map, without the metadata: the versions alone.
pub const VERSIONS: [u8; 4] = [0; 4];

pub fn read(bytes: &[u8]) -> Result<GainMapMetadata, Dropped> {
    let mut fields = Fields(bytes);
    let minimum = fields.short()?;
    let _writer = fields.short()?;
    if minimum > VERSION {
        return Err(Dropped::Version);
    }
    let flags = fields.byte()?;
    let common = if flags & COMMON_DENOMINATOR == 0 { None } else { Some(fields.long()?) };
    let mut fraction = |signed: bool| -> Result<Fraction, Dropped> {
        let numerator = fields.long()?;
        let numerator = if signed { i64::from(numerator as i32) } else { i64::from(numerator) };
        let denominator = common.map_or_else(|| fields.long(), Ok)?;
        Ok(Fraction { numerator, denominator })
    };
    let base_headroom = fraction(false)?;
    let alternate_headroom = fraction(false)?;
    let mut channel = || -> Result<[Fraction; 5], Dropped> {
        Ok([fraction(true)?, fraction(true)?, fraction(false)?, fraction(true)?, fraction(true)?])
    };
    let first = channel()?;
    let all = if flags & MULTICHANNEL == 0 { [first; 3] } else { [first, channel()?, channel()?] };
    let field = |place: usize| all.map(|channel| channel[place]);
    GainMapMetadata {
        base_headroom,
        alternate_headroom,
        min: field(0),
        max: field(1),
        gamma: field(2),
        base_offset: field(3),
        alternate_offset: field(4),
        in_base_colours: flags & BASE_COLOURS != 0,
    }
    .check()
}

pub fn write(metadata: &GainMapMetadata) -> Vec<u8> {
    let GainMapMetadata { min, max, gamma, base_offset, alternate_offset, .. } = metadata;
    let uniform = metadata.is_uniform();
    let mut out = VERSIONS.to_vec();
    let colours = if metadata.in_base_colours { BASE_COLOURS } else { 0 };
    out.push(colours | if uniform { 0 } else { MULTICHANNEL });
    let mut push = |fraction: Fraction| {
        // The low 32 bits are the field, whether it is signed or not.
        out.extend_from_slice(&(fraction.numerator as u32).to_be_bytes());
        out.extend_from_slice(&fraction.denominator.to_be_bytes());
    };
    push(metadata.base_headroom);
    push(metadata.alternate_headroom);
    for channel in 0..if uniform { 1 } else { 3 } {
        for field in [min, max, gamma, base_offset, alternate_offset] {
            push(field[channel]);
        }
    }
    out
}

struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Dropped> {
        let (field, rest) = self.0.split_first_chunk().ok_or(Dropped::metadata("they end too early"))?;
        self.0 = rest;
        Ok(*field)
    }

    fn byte(&mut self) -> Result<u8, Dropped> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn short(&mut self) -> Result<u16, Dropped> {
        self.take().map(u16::from_be_bytes)
    }

    fn long(&mut self) -> Result<u32, Dropped> {
        self.take().map(u32::from_be_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gain_map::metadata::PLAIN;

    #[test]
    fn what_is_written_is_read_and_no_shorter_part_of_it() {
        let mut apart = PLAIN;
        apart.max[1] = Fraction { numerator: 7, denominator: 2 };
        apart.in_base_colours = false;
        for (metadata, length) in [(PLAIN, 61), (apart, 141)] {
            let bytes = write(&metadata);
            assert_eq!(bytes.len(), length);
            assert_eq!(read(&bytes), Ok(metadata));
            for shorter in 0..length {
                assert!(read(&bytes[..shorter]).is_err(), "{shorter}");
            }
        }
    }

    #[test]
    fn a_common_denominator_is_that_of_every_field() {
        let mut bytes = vec![0, 0, 0, 0, COMMON_DENOMINATOR | BASE_COLOURS];
        for field in [2u32, 0, 4, -2i32 as u32, 6, 2, 1, 1] {
            bytes.extend_from_slice(&field.to_be_bytes());
        }
        let half = Fraction { numerator: 1, denominator: 2 };
        let expected = GainMapMetadata { base_offset: [half; 3], alternate_offset: [half; 3], ..PLAIN };
        assert_eq!(read(&bytes), Ok(expected));
    }

    #[test]
    fn a_newer_standard_is_not_guessed_at() {
        let mut bytes = write(&PLAIN);
        bytes[3] = 9;
        assert_eq!(read(&bytes), Ok(PLAIN), "a newer writer");
        bytes[1] = 1;
        assert_eq!(read(&bytes), Err(Dropped::Version));
    }
}
