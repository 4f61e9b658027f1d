//! Factors of levels.

/// Whether a number can multiply levels.
pub fn is_factor(number: f64) -> bool {
    number.is_finite() && number >= 0.0
}
