//! The number that one channel of one pixel holds.

use std::fmt::Debug;

/// `u8` or `u16`, over its whole range: 0 is none, [`Sample::MOST`] is all.
pub trait Sample: Copy + Default + Ord + Debug + Send + Sync + sealed::Sealed + 'static {
    const MOST: Self;

    /// The sample that stands for the same share as an 8-bit one.
    fn from_eight(value: u8) -> Self;

    /// The nearest sample to a 16-bit one.
    fn from_sixteen(value: u16) -> Self;

    /// The 16-bit sample that stands for the same share.
    fn to_sixteen(self) -> u16;

    /// The nearest sample to a level between 0 and [`Sample::MOST`]; levels beyond are clipped.
    fn from_level(level: f64) -> Self;

    /// The sample of a number that is known to be at most [`Sample::MOST`].
    fn from_u32(value: u32) -> Self;

    fn to_u32(self) -> u32;

    fn to_f64(self) -> f64 {
        f64::from(self.to_u32())
    }
}

impl Sample for u8 {
    const MOST: Self = Self::MAX;

    fn from_eight(value: u8) -> Self {
        value
    }

    #[inline]
    fn from_sixteen(value: u16) -> Self {
        narrow(value)
    }

    #[inline]
    fn to_sixteen(self) -> u16 {
        u16::from(self) * 257
    }

    fn from_level(level: f64) -> Self {
        // The cast itself clips.
        (level + 0.5) as Self
    }

    fn from_u32(value: u32) -> Self {
        value as Self
    }

    fn to_u32(self) -> u32 {
        self.into()
    }
}

impl Sample for u16 {
    const MOST: Self = Self::MAX;

    fn from_eight(value: u8) -> Self {
        Self::from(value) * 257
    }

    fn from_sixteen(value: u16) -> Self {
        value
    }

    fn to_sixteen(self) -> u16 {
        self
    }

    fn from_level(level: f64) -> Self {
        (level + 0.5) as Self
    }

    fn from_u32(value: u32) -> Self {
        value as Self
    }

    fn to_u32(self) -> u32 {
        self.into()
    }
}

/// 16 bits to 8, to the nearest: a division by 257 without one.
#[inline]
pub fn narrow(sample: u16) -> u8 {
    ((u32::from(sample) * 255 + 32_895) >> 16) as u8
}

mod sealed {
    /// Rasters are allocated as zero bytes, which is only sound for plain integers.
    pub trait Sealed {}
    impl Sealed for u8 {}
    impl Sealed for u16 {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bits_round_to_the_nearest_eight() {
        for wide in 0..=u16::MAX {
            assert_eq!(narrow(wide), (f64::from(wide) / 257.0).round() as u8, "{wide}");
        }
        for value in 0..=u8::MAX {
            assert_eq!(narrow(u16::from_eight(value)), value);
        }
    }

    #[test]
    fn levels_round_to_the_nearest_sample_and_are_clipped() {
        for (level, eight, sixteen) in [(-3.0, 0, 0), (0.49, 0, 0), (0.5, 1, 1), (254.6, 255, 255), (7e4, 255, 65_535)]
        {
            assert_eq!((u8::from_level(level), u16::from_level(level)), (eight, sixteen), "{level}");
        }
    }
}
