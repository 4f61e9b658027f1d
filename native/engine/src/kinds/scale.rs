//! A codec's own scale of quality.

use std::fmt::Debug;

/// Steps from the codec's worst picture, 0, to its best: numbers are looked up on it, searches walk it.
pub trait Scale: Debug {
    /// The step of the best picture.
    fn last(&self) -> u8;

    /// The codec's own setting.
    fn level(&self, step: u8) -> f64;

    /// The step of a quality number, 1–100.
    fn step_of(&self, number: u8) -> u8;

    /// Whether the setting rises with the picture's quality, or is an error to allow.
    fn is_rising(&self) -> bool;

    /// The highest number whose picture is no better than that of the step; at least 1.
    fn number_of(&self, step: u8) -> u8 {
        (1..=100).rev().find(|number| self.step_of(*number) <= step).unwrap_or(1)
    }

    /// The steps that a search may come to, the worst picture's first: those of numbers, so that what is found is what its number
    /// makes, and beyond the least and the best of them all there are.
    fn searched_steps(&self) -> Vec<u8> {
        let of_numbers = (1..=100).map(|number| self.step_of(number));
        let mut steps: Vec<u8> =
            (0..self.step_of(1)).chain(of_numbers).chain(self.step_of(100)..=self.last()).collect();
        steps.dedup();
        steps
    }
}
