//! One encode where the request says how, several where it says what is wanted: a score, a number of bytes, or both.

mod judge;
mod subject;

use crate::asked::quality::Quality;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::Encoding;
use crate::kinds::encode::{Loss, no_level};
use crate::kinds::scale::Scale;
use crate::picture::Picture;
use judge::Judge;

pub use subject::Subject;

/// An encoded picture, and what it took.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub bytes: Vec<u8>,
    /// The number whose picture this is, for formats with a quality: the one asked for, or the one that was found.
    pub quality: Option<u8>,
    /// SSIMULACRA2 against the pixels that were given, where a score was asked for and the picture is large enough to
    /// have one. Below the target it is the best that the codec can do, or that fits.
    pub score: Option<f64>,
    /// Encodes thrown away.
    pub trials: u64,
}

/// Writes the subject as its encoding says, in no more than `max_bytes` where that is given.
///
/// # Errors
/// [`ErrorCode::BudgetUnreachable`] when the smallest picture does not fit either.
pub fn write(subject: &Subject, max_bytes: Option<u64>) -> Result<Written> {
    let mut encodes = Encodes { subject, scale: subject.encoding.scale(subject.picture)?, count: 0 };
    let attempt = match (subject.encoding.quality(), encodes.scale.as_deref()) {
        (Some(Quality::Number(number)), Some(scale)) => {
            let step = scale.step_of(number);
            encodes.fit_best(step, max_bytes)?
        }
        (Some(Quality::Target(score)), Some(_)) => encodes.reach(score, max_bytes)?,
        (Some(Quality::NearLossless(level)), _) => encodes.once(Loss::NearLossless(level), max_bytes)?,
        _ => encodes.once(Loss::Lossless, max_bytes)?,
    };
    let quality = match (subject.encoding.quality(), attempt.step, encodes.scale.as_deref()) {
        // A number that fits is told as it was asked for, whatever other numbers make the same picture.
        (Some(Quality::Number(number)), Some(step), Some(scale)) if scale.step_of(number) == step => Some(number),
        (_, Some(step), Some(scale)) => Some(scale.number_of(step)),
        _ => None,
    };
    Ok(Written { bytes: attempt.bytes, quality, score: attempt.score, trials: encodes.count - 1 })
}

/// How a subject is encoded once, where the request leaves nothing to search for.
pub struct Once {
    pub loss: Loss,
    /// The number whose picture it will be.
    pub quality: Option<u8>,
}

impl Once {
    pub fn of(picture: &Picture, encoding: &Encoding, max_bytes: Option<u64>) -> Result<Option<Self>> {
        let scale = encoding.scale(picture)?;
        let (loss, quality) = match (encoding.quality(), scale.as_deref()) {
            (Some(Quality::Target(_)), Some(_)) => return Ok(None),
            (Some(Quality::Number(_)), Some(_)) if max_bytes.is_some() => return Ok(None),
            (Some(Quality::Number(number)), Some(scale)) => {
                (Loss::Level(scale.level(scale.step_of(number))), Some(number))
            }
            (Some(Quality::NearLossless(level)), _) => (Loss::NearLossless(level), None),
            _ => (Loss::Lossless, None),
        };
        Ok(Some(Self { loss, quality }))
    }

    /// What was encoded so, in no more than `max_bytes` where that is given.
    pub fn written(
        &self,
        picture: &Picture,
        encoding: &Encoding,
        bytes: Vec<u8>,
        max_bytes: Option<u64>,
    ) -> Result<Written> {
        let bytes = within(picture, encoding, bytes, max_bytes)?;
        Ok(Written { bytes, quality: self.quality, score: None, trials: 0 })
    }
}

struct Encodes<'a> {
    subject: &'a Subject<'a>,
    scale: Option<Box<dyn Scale>>,
    count: u64,
}

struct Attempt {
    bytes: Vec<u8>,
    step: Option<u8>,
    score: Option<f64>,
}

impl Encodes<'_> {
    fn encode(&mut self, loss: Loss) -> Result<Vec<u8>> {
        self.subject.cancel.check()?;
        self.count += 1;
        let Subject { picture, encoding, blocks, cancel } = *self.subject;
        encoding.encode(picture, loss, blocks, cancel)
    }

    fn at(&mut self, step: u8) -> Result<Attempt> {
        let scale = self.scale.as_deref().ok_or_else(|| no_level(self.subject.encoding.title()))?;
        let level = scale.level(step);
        let bytes = self.encode(Loss::Level(level))?;
        Ok(Attempt { bytes, step: Some(step), score: None })
    }

    /// Without a scale there is nothing to search on.
    fn once(&mut self, loss: Loss, max_bytes: Option<u64>) -> Result<Attempt> {
        let bytes = self.encode(loss)?;
        let bytes = within(self.subject.picture, self.subject.encoding, bytes, max_bytes)?;
        Ok(Attempt { bytes, step: None, score: None })
    }

    fn steps(&self) -> Vec<u8> {
        self.scale.as_deref().map_or_else(Vec::new, Scale::searched_steps)
    }

    /// The best picture that fits, by bisection below `highest`: sizes fall with the step, but for a few bytes.
    fn fit_best(&mut self, highest: u8, max_bytes: Option<u64>) -> Result<Attempt> {
        let first = self.at(highest)?;
        match max_bytes {
            Some(most) => self.fit_below(first, most),
            None => Ok(first),
        }
    }

    fn fit_below(&mut self, first: Attempt, most: u64) -> Result<Attempt> {
        let fits = |attempt: &Attempt| attempt.bytes.len() as u64 <= most;
        if fits(&first) {
            return Ok(first);
        }
        let mut least = first.bytes.len();
        let mut best = None;
        let steps = self.steps();
        // Steps before `from` fit, steps from `to` on do not.
        let (mut from, mut to) = (0, steps.partition_point(|&step| Some(step) < first.step));
        while from < to {
            let at = from + (to - from) / 2;
            let attempt = self.at(steps[at])?;
            least = least.min(attempt.bytes.len());
            if fits(&attempt) {
                best = Some(attempt);
                from = at + 1;
            } else {
                to = at;
            }
        }
        best.ok_or_else(|| unreachable(self.subject.picture, self.subject.encoding, most, least))
    }

    /// The smallest picture that reaches a score, else the best there is; then what of it fits.
    fn reach(&mut self, target: f64, max_bytes: Option<u64>) -> Result<Attempt> {
        let last = self.scale.as_deref().map_or(0, Scale::last);
        let judge = match Judge::new(self.subject)? {
            Some(judge) => judge,
            // Too small to have a score: what cannot be judged is made as good as can be.
            None => return self.fit_best(last, max_bytes),
        };
        let mut reached: Option<Attempt> = None;
        let mut nearest: Option<Attempt> = None;
        let steps = self.steps();
        // Steps before `from` miss, steps from `to` on reach.
        let (mut from, mut to) = (0, steps.len());
        while from < to {
            let at = from + (to - from) / 2;
            let attempt = self.encode_and_judge(steps[at], &judge)?;
            if attempt.score >= Some(target) {
                to = at;
                if reached.as_ref().is_none_or(|best| attempt.bytes.len() <= best.bytes.len()) {
                    reached = Some(attempt);
                }
            } else {
                from = at + 1;
                if nearest.as_ref().is_none_or(|best| attempt.score >= best.score) {
                    nearest = Some(attempt);
                }
            }
        }
        let found = reached.or(nearest).ok_or_else(|| no_level(self.subject.encoding.title()))?;
        let Some(most) = max_bytes else { return Ok(found) };
        let fitting = self.fit_below(found, most)?;
        match (fitting.score, fitting.step) {
            (None, Some(_)) => {
                Ok(Attempt { score: Some(judge.score(&fitting.bytes, self.subject.cancel)?), ..fitting })
            }
            _ => Ok(fitting),
        }
    }

    /// Animations are judged by their first frame.
    fn encode_and_judge(&mut self, step: u8, judge: &Judge) -> Result<Attempt> {
        let attempt = self.at(step)?;
        let score = Some(judge.score(&attempt.bytes, self.subject.cancel)?);
        Ok(Attempt { score, ..attempt })
    }
}

fn within(picture: &Picture, encoding: &Encoding, bytes: Vec<u8>, max_bytes: Option<u64>) -> Result<Vec<u8>> {
    match max_bytes {
        Some(most) if bytes.len() as u64 > most => Err(unreachable(picture, encoding, most, bytes.len())),
        _ => Ok(bytes),
    }
}

fn unreachable(picture: &Picture, encoding: &Encoding, most: u64, least: usize) -> EngineError {
    EngineError::of(ErrorCode::BudgetUnreachable)
        .with("allowed", most)
        .with("format", encoding.title())
        .with("width", picture.width())
        .with("height", picture.height())
        .with("least", least as u64)
}
