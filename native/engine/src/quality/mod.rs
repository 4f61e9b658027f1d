//! What a number of quality is on a codec's own scale, as measured.

// 3.14 and 2.72 are distances like any other.
#[allow(clippy::approx_constant)]
pub mod tables;

/// Numbers are 1–100.
pub const NUMBERS: usize = 100;

/// What a table says of a number.
pub fn entry(table: &[f32; NUMBERS], number: u8) -> f64 {
    table[usize::from(number) - 1].into()
}
