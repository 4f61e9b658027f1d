//! Numbers as ISO 21496-1 stores them.

use std::cmp::Ordering;

/// A quotient of whole numbers. What is read may have a denominator of zero, which no check lets pass.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    /// From −2³¹ to 2³² − 1: signed or not is a matter of the field.
    pub numerator: i64,
    pub denominator: u32,
}

impl Fraction {
    pub const fn whole(number: i64) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// 1/64, which is what both offsets are where XMP says nothing.
    pub const SIXTY_FOURTH: Self = Self { numerator: 1, denominator: 64 };

    /// Infinite, or no number, where the denominator is zero.
    pub fn value(self) -> f64 {
        self.numerator as f64 / f64::from(self.denominator)
    }

    /// The simplest quotient that is this number, or the nearest that has room; `None` for what is no number, or beyond
    /// 2³¹.
    pub fn nearest(number: f64) -> Option<Self> {
        const MOST: f64 = i32::MAX as f64;
        if number.is_nan() || number.abs() > MOST {
            return None;
        }
        let size = number.abs();
        // The convergents of the continued fraction: p/q before last, and last.
        let (mut before, mut last) = ((0i64, 1i64), (1i64, 0i64));
        let mut rest = size;
        for _ in 0..40 {
            let whole = rest.floor() as i64;
            let next = (whole.saturating_mul(last.0) + before.0, whole.saturating_mul(last.1) + before.1);
            if next.0 > i64::from(i32::MAX) || next.1 > i64::from(i32::MAX) {
                break;
            }
            (before, last) = (last, next);
            let fraction = rest - rest.floor();
            if last.0 as f64 / last.1 as f64 == size || fraction == 0.0 {
                break;
            }
            rest = 1.0 / fraction;
        }
        let sign = if number < 0.0 { -1 } else { 1 };
        Some(Self { numerator: sign * last.0, denominator: last.1 as u32 })
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value: 1/2 equals 2/4.
impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let across = |one: &Self, two: &Self| i128::from(one.numerator) * i128::from(two.denominator);
        across(self, other).cmp(&across(other, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_the_quotient_that_they_are() {
        for (number, numerator, denominator) in [
            (0.0, 0, 1),
            (1.3, 13, 10),
            (-0.256907, -256_907, 1_000_000),
            (0.015625, 1, 64),
            (3.5, 7, 2),
            (2_147_483_647.0, i64::from(i32::MAX), 1),
        ] {
            let Fraction { numerator: over, denominator: under } = Fraction::nearest(number).unwrap();
            assert_eq!((over, under), (numerator, denominator), "{number}");
        }
    }

    #[test]
    fn any_number_comes_back_to_within_a_billionth_and_what_is_none_is_refused() {
        for step in 1..500 {
            let number = f64::from(step) * std::f64::consts::PI / 37.0;
            let back = Fraction::nearest(number).unwrap().value();
            assert!((back - number).abs() < 1e-9, "{number} {back}");
        }
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e10] {
            assert!(Fraction::nearest(number).is_none(), "{number}");
        }
        assert!(Fraction::nearest(1e-300).unwrap().value().abs() < 1e-9);
    }
}
