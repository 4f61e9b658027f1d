//! An encode whose parts are jobs of their own, done by whoever is free.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use super::lock::lock;
use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::run::shared::Shared;
use crate::steps::encode::InParts;

pub struct Divided {
    pub from: Shared,
    pub work: InParts,
    pub warnings: Vec<EngineError>,
    made: Mutex<Vec<Vec<u8>>>,
    open: AtomicUsize,
    failed: AtomicBool,
    nanoseconds: AtomicU64,
}

impl Divided {
    /// `nanoseconds` went by while it was divided.
    pub fn new(from: Shared, work: InParts, warnings: Vec<EngineError>, nanoseconds: u64) -> Self {
        let count = work.parts.count();
        let made = Mutex::new(vec![Vec::new(); count]);
        Self {
            from,
            work,
            warnings,
            made,
            open: AtomicUsize::new(count),
            failed: AtomicBool::new(false),
            nanoseconds: AtomicU64::new(nanoseconds),
        }
    }

    /// Makes one part, and gives all of them when it was the last. One that fails is the end of its output: the others
    /// are left out, and there is no last one.
    pub fn make(&self, index: usize, cancel: &Cancel) -> Result<Option<Vec<Vec<u8>>>> {
        if self.failed.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let part = self.work.parts.make(&self.from.picture, index, cancel).inspect_err(|_| {
            self.failed.store(true, Ordering::Relaxed);
        })?;
        lock(&self.made)[index] = part;
        let was_last = self.open.fetch_sub(1, Ordering::AcqRel) == 1;
        Ok(was_last.then(|| std::mem::take(&mut *lock(&self.made))))
    }

    /// Counts time in, and tells all of it in milliseconds.
    pub fn spend(&self, nanoseconds: u64) -> f64 {
        let before = self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
        (before + nanoseconds) as f64 / 1e6
    }
}
