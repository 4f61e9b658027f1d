//! sRGB's transfer curve (IEC 61966-2-1), the same to the last bit on every machine: `libm` is software, where the
//! standard library's power function is whatever the system has.

use std::sync::LazyLock;

use crate::pixels::Sample;

/// Linear light of an sRGB level, both 0 to 1.
pub fn linear_of(level: f64) -> f64 {
    if level <= 0.04045 { level / 12.92 } else { libm::pow((level + 0.055) / 1.055, 2.4) }
}

/// sRGB level of linear light, both 0 to 1.
pub fn level_of(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * libm::pow(light, 1.0 / 2.4) - 0.055 }
}

/// Linear light, 0 to 1, of every sample of a depth.
pub fn linear_table<S: Sample>() -> &'static [f32] {
    static EIGHT: LazyLock<Box<[f32]>> = LazyLock::new(|| table(255));
    static SIXTEEN: LazyLock<Box<[f32]>> = LazyLock::new(|| table(65_535));
    fn table(most: u32) -> Box<[f32]> {
        (0..=most).map(|sample| linear_of(f64::from(sample) / f64::from(most)) as f32).collect()
    }
    if S::MOST.to_u32() == 255 { &EIGHT } else { &SIXTEEN }
}

/// The sRGB level of linear light, interpolated to 0.4 of a 16-bit step; light beyond 0 to 1 is clipped.
pub static LEVELS: LazyLock<Curve> = LazyLock::new(|| Curve::new(level_of));

/// A function on 0 to 1, known at points between which it is interpolated.
pub struct Curve(Box<[f32]>);

impl Curve {
    const STEPS: u16 = 8192;

    pub fn new(function: impl Fn(f64) -> f64) -> Self {
        Self((0..=Self::STEPS).map(|step| function(f64::from(step) / f64::from(Self::STEPS)) as f32).collect())
    }

    #[inline]
    #[expect(clippy::manual_clamp, reason = "clamp would let a NaN through")]
    pub fn at(&self, share: f32) -> f32 {
        // A NaN is no position and takes the first one.
        let position = share.max(0.0).min(1.0) * f32::from(Self::STEPS);
        let step = (position as usize).min(usize::from(Self::STEPS) - 1);
        let fraction = position - step as f32;
        self.0[step] + (self.0[step + 1] - self.0[step]) * fraction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_within_half_a_sixteen_bit_step_of_the_curve() {
        for step in 0..=100_000u32 {
            let light = f64::from(step) / 100_000.0;
            let error = (f64::from(LEVELS.at(light as f32)) - level_of(light)).abs() * 65_535.0;
            assert!(error < 0.5, "{light}: {error}");
        }
    }

    #[test]
    fn light_beyond_the_range_is_clipped() {
        for (light, level) in [(-1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (7.0, 1.0), (f32::NAN, 0.0)] {
            assert_eq!(LEVELS.at(light), level, "{light}");
        }
    }

    #[test]
    fn every_sample_survives_the_way_to_linear_light_and_back() {
        for sample in 0..=255u8 {
            let light = linear_table::<u8>()[usize::from(sample)];
            assert_eq!(u8::from_level(f64::from(LEVELS.at(light)) * 255.0), sample);
        }
        for sample in 0..=65_535u16 {
            let light = linear_table::<u16>()[usize::from(sample)];
            assert_eq!(u16::from_level(f64::from(LEVELS.at(light)) * 65_535.0), sample);
        }
    }
}
