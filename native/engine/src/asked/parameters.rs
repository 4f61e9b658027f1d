//! The parameters of one member of a kind as they cross: by name, for that member to read.

use std::collections::BTreeMap;

use crate::asked::quality::Quality;
use crate::error::{EngineError, ErrorCode, Result};

#[derive(Debug, Clone, PartialEq)]
pub enum Parameter {
    Number(f64),
    Flag(bool),
    Text(String),
    Numbers(Vec<f64>),
}

/// Whoever knows a parameter takes it out; what is left in the end is one that nobody knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Whose they are, for errors.
    of: String,
    left: BTreeMap<String, Parameter>,
}

impl Parameters {
    pub fn new(of: impl Into<String>, parameters: impl IntoIterator<Item = (String, Parameter)>) -> Self {
        Self { of: of.into(), left: parameters.into_iter().collect() }
    }

    pub fn of(&self) -> &str {
        &self.of
    }

    pub fn has(&self, name: &str) -> bool {
        self.left.contains_key(name)
    }

    pub fn number(&mut self, name: &str) -> Result<f64> {
        match self.take(name)? {
            Parameter::Number(number) => Ok(number),
            other => Err(self.wrong(name, "a number", &other)),
        }
    }

    pub fn whole<T: TryFrom<i64>>(&mut self, name: &str) -> Result<T> {
        let number = self.number(name)?;
        whole(number).ok_or_else(|| self.wrong(name, "a whole number in range", &Parameter::Number(number)))
    }

    /// What stands beside the parameters, of a format that cannot do without.
    pub fn quality(&self, quality: Option<Quality>) -> Result<Quality> {
        quality.ok_or_else(|| invalid(format!("{} without a quality", self.of)))
    }

    pub fn flag(&mut self, name: &str) -> Result<bool> {
        match self.take(name)? {
            Parameter::Flag(flag) => Ok(flag),
            other => Err(self.wrong(name, "true or false", &other)),
        }
    }

    /// One of the words, each with its meaning.
    pub fn choice<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Result<T> {
        match self.take(name)? {
            Parameter::Text(text) => match words.iter().find(|(word, _)| *word == text) {
                Some((_, meaning)) => Ok(*meaning),
                None => Err(self.wrong(name, "a known word", &Parameter::Text(text))),
            },
            other => Err(self.wrong(name, "a word", &other)),
        }
    }

    /// 0–255 each.
    pub fn channels<const N: usize>(&mut self, name: &str) -> Result<[u8; N]> {
        let wrong = |this: &Self, found| Err(this.wrong(name, &format!("{N} levels of 0–255"), &found));
        match self.take(name)? {
            Parameter::Numbers(numbers) => {
                let levels: Option<Vec<u8>> = numbers.iter().copied().map(whole).collect();
                match levels.and_then(|levels| levels.try_into().ok()) {
                    Some(levels) => Ok(levels),
                    None => wrong(self, Parameter::Numbers(numbers)),
                }
            }
            other => wrong(self, other),
        }
    }

    /// Refuses what nobody has read.
    pub fn finish(self) -> Result<()> {
        match self.left.keys().next() {
            None => Ok(()),
            Some(name) => Err(invalid(format!("{} has no parameter {name}", self.of))),
        }
    }

    fn take(&mut self, name: &str) -> Result<Parameter> {
        self.left.remove(name).ok_or_else(|| invalid(format!("{} without its parameter {name}", self.of)))
    }

    fn wrong(&self, name: &str, wanted: &str, found: &Parameter) -> EngineError {
        invalid(format!("{}'s parameter {name} is {wanted}, not {found:?}", self.of))
    }
}

fn whole<T: TryFrom<i64>>(number: f64) -> Option<T> {
    // The cast clips, and what it changed is no whole number in range.
    let whole = number as i64;
    if whole as f64 == number { T::try_from(whole).ok() } else { None }
}

fn invalid(detail: String) -> EngineError {
    EngineError::new(ErrorCode::InvalidRequest, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(parameter: Parameter) -> Parameters {
        Parameters::new("blur", [("sigma".to_owned(), parameter)])
    }

    #[test]
    fn what_is_missing_of_another_type_or_unknown_is_named() {
        let mut known = parameters(Parameter::Number(2.5));
        assert_eq!(known.number("sigma").unwrap(), 2.5);
        let missing = known.number("sigma").unwrap_err();
        assert!(missing.code == ErrorCode::InvalidRequest && missing.to_string().contains("blur"));
        known.finish().unwrap();
        let wrong = parameters(Parameter::Text("much".to_owned())).number("sigma").unwrap_err().to_string();
        assert!(wrong.contains("sigma") && wrong.contains("much"), "{wrong}");
        let unknown = parameters(Parameter::Flag(true)).finish().unwrap_err();
        assert!(unknown.code == ErrorCode::InvalidRequest && unknown.to_string().contains("sigma"));
    }

    #[test]
    fn whole_numbers_are_whole_and_fit_their_type() {
        for (number, whole) in [(0.0, Some(0)), (255.0, Some(255)), (256.0, None), (-1.0, None), (1.5, None)] {
            assert_eq!(parameters(Parameter::Number(number)).whole::<u8>("sigma").ok(), whole, "{number}");
            let numbers = Parameter::Numbers(vec![number, 7.0]);
            assert_eq!(parameters(numbers).channels("sigma").ok(), whole.map(|level| [level, 7]), "{number}");
        }
        assert!(parameters(Parameter::Number(f64::NAN)).whole::<u8>("sigma").is_err());
        assert!(parameters(Parameter::Numbers(vec![1.0])).channels::<2>("sigma").is_err());
    }

    #[test]
    fn a_word_is_one_of_those_that_are_known() {
        let words = [("best", 1), ("fast", 2)];
        assert_eq!(parameters(Parameter::Text("fast".to_owned())).choice("sigma", &words).unwrap(), 2);
        assert!(parameters(Parameter::Text("slow".to_owned())).choice("sigma", &words).is_err());
    }
}
