//! Where the results of one source gather.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::lock::lock;
use crate::error::{EngineError, Result};
use crate::outcome::Rendition;

pub struct Results {
    outcomes: Mutex<Vec<Option<Result<Rendition>>>>,
    open: AtomicUsize,
}

pub struct Recorded {
    /// Whether every output of the source has its result now.
    pub was_last: bool,
}

impl Results {
    pub fn new(outputs: usize) -> Self {
        Self { outcomes: Mutex::new((0..outputs).map(|_| None).collect()), open: AtomicUsize::new(outputs) }
    }

    /// `None` when the output had a result already, which stays.
    pub fn record(&self, output: usize, result: Result<Rendition>) -> Option<Recorded> {
        {
            let mut outcomes = lock(&self.outcomes);
            if outcomes[output].is_some() {
                return None;
            }
            outcomes[output] = Some(result);
        }
        Some(Recorded { was_last: self.open.fetch_sub(1, Ordering::AcqRel) == 1 })
    }

    /// In the order of the outputs; one without a result was not reached before the end.
    pub fn into_outcomes(self) -> Vec<Result<Rendition>> {
        let outcomes = self.outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
        outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(|| Err(EngineError::aborted()))).collect()
    }
}
