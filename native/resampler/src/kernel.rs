//! The resampling filters, by the names that sharp gives them.

use std::f64::consts::PI;

use fast_image_resize::{Filter, FilterType, ResizeAlg};

/// The resampling filter. All but `Nearest` widen with the reduction, so that every source pixel counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kernel {
    /// The one pixel under the centre: for pixel art.
    Nearest,
    /// Catmull-Rom.
    Cubic,
    /// Mitchell–Netravali with B = C = 1/3.
    Mitchell,
    Lanczos2,
    Lanczos3,
}

/// A curve that weights pixels by how far they lie from the centre.
#[derive(Clone, Copy)]
pub(crate) struct Curve {
    /// Turns distances into weights.
    pub weigh: fn(&mut [f64]),
    /// Beyond this distance there is no weight.
    pub support: f64,
}

impl Kernel {
    pub(crate) fn algorithm(self) -> ResizeAlg {
        let filter = match self {
            Self::Nearest => return ResizeAlg::Nearest,
            Self::Cubic => FilterType::CatmullRom,
            Self::Mitchell => FilterType::Mitchell,
            Self::Lanczos2 => {
                FilterType::Custom(Filter::new("Lanczos2", lanczos2, 2.0).expect("a support above zero is valid"))
            }
            Self::Lanczos3 => FilterType::Lanczos3,
        };
        ResizeAlg::Convolution(filter)
    }

    /// `None` for the one that picks a pixel.
    pub(crate) fn curve(self) -> Option<Curve> {
        Some(match self {
            Self::Nearest => return None,
            Self::Cubic => Curve { weigh: |distances| weigh(distances, catmull_rom), support: 2.0 },
            Self::Mitchell => Curve { weigh: |distances| weigh(distances, mitchell), support: 2.0 },
            Self::Lanczos2 => Curve { weigh: |distances| weigh(distances, lanczos2), support: 2.0 },
            Self::Lanczos3 => Curve { weigh: |distances| weigh(distances, lanczos3), support: 3.0 },
        })
    }
}

/// One loop for each curve, so that compilers take several distances at a time.
fn weigh(distances: &mut [f64], weight: impl Fn(f64) -> f64) {
    distances.iter_mut().for_each(|distance| *distance = weight(*distance));
}

#[inline]
fn lanczos2(x: f64) -> f64 {
    let x = x.abs();
    // The sine of twice an angle.
    let (half, cosine) = (sin_pi(x / 2.0), sin_pi(x / 2.0 + 0.5));
    within(x, 2.0, 4.0 * half * half * cosine / (PI * PI * x * x))
}

#[inline]
fn lanczos3(x: f64) -> f64 {
    let x = x.abs();
    // The sine of three times an angle.
    let third = sin_pi(x / 3.0);
    let square = third * third;
    within(x, 3.0, 3.0 * square * (3.0 - 4.0 * square) / (PI * PI * x * x))
}

/// A windowed sine, which has no value of its own in the middle.
#[inline]
fn within(x: f64, support: f64, value: f64) -> f64 {
    if x == 0.0 {
        1.0
    } else if x < support {
        value
    } else {
        0.0
    }
}

/// The sine of π times a small number above zero, by its series: the last bits of the systems' mathematics differ.
#[inline]
fn sin_pi(x: f64) -> f64 {
    /// Added to a small number, it leaves no place behind the point.
    const WHOLE: f64 = 1.5 * (1u64 << 52) as f64;
    let turns = x + WHOLE;
    let angle = (x - (turns - WHOLE)) * PI;
    let square = angle * angle;
    let series = SERIES.iter().rev().fold(0.0, |sum, term| sum * square + term);
    // After an odd number of turns the sign is the other one.
    f64::from_bits((angle * series).to_bits() ^ turns.to_bits() << 63)
}

/// One over the factorials of odd numbers, signs changing: within half a turn, what follows is less than the last bit.
const SERIES: [f64; 11] = {
    let mut series = [1.0; 11];
    let mut term = 1;
    while term < series.len() {
        series[term] = -series[term - 1] / ((2 * term) as f64 * (2 * term + 1) as f64);
        term += 1;
    }
    series
};

fn catmull_rom(x: f64) -> f64 {
    const A: f64 = -0.5;
    match x.abs() {
        x if x < 1.0 => ((A + 2.0) * x - (A + 3.0)) * x * x + 1.0,
        x if x < 2.0 => (((x - 5.0) * x + 8.0) * x - 4.0) * A,
        _ => 0.0,
    }
}

fn mitchell(x: f64) -> f64 {
    match x.abs() {
        x if x < 1.0 => (7.0 * x / 6.0 - 2.0) * x * x + 16.0 / 18.0,
        x if x < 2.0 => ((2.0 - 7.0 * x / 18.0) * x - 10.0 / 3.0) * x + 16.0 / 9.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sines_are_those_of_the_textbook() {
        for step in 0..30_000 {
            let x = f64::from(step) / 10_000.0;
            assert!((sin_pi(x) - (x * PI).sin()).abs() < 2e-15, "{x}");
        }
    }
}
