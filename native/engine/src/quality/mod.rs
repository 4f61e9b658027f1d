//! What a number of quality is on a codec's own scale, as measured.

/// Numbers are 1–100.
pub const NUMBERS: usize = 100;

/// What a table says of a number.
pub fn entry(table: &[f32; NUMBERS], number: u8) -> f64 {
    table[usize::from(number) - 1].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_something_of_every_number_from_the_first_to_the_last() {
        let mut table = [0.0; NUMBERS];
        table.iter_mut().zip(1u8..).for_each(|(value, number)| *value = f32::from(number) / 4.0);
        for number in 1..=100 {
            assert_eq!(entry(&table, number), f64::from(number) / 4.0);
        }
    }
}
