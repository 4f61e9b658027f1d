//! Who executes the work: a pool for batches, the calling thread for a single source.

mod budget;
#[cfg(test)]
mod replay;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::sync::mpsc::{Receiver, channel};

use rayon::{Scope, ThreadPoolBuilder};

use crate::admission::modelled_peak;
use crate::asked::limits::Limits;
use crate::batch::{Batch, Source, SourceInput};
use crate::cancel::Cancel;
use crate::cost;
use crate::error::{EngineError, ErrorCode, Result};
use crate::machine::give_large_blocks_back;
use crate::outcome::{BatchOutcome, OutputEvent};
use crate::probe::{open, probe_bytes_as_far_as, probe_path_as_far_as};
use crate::process_batch::budget::Budget;
use crate::run::Run;

/// Makes every output of every source, on a pool of the batch's own.
///
/// Each source is decoded once. Results keep the order of the request; a failure is the result of its source or
/// output and touches no other. `on_output` is called from the worker that finished the output.
///
/// # Errors
/// [`ErrorCode::Aborted`] when `cancel` was set before the end, [`ErrorCode::EngineFailure`] when the operating
/// system grants no threads.
pub fn process_batch(batch: &Batch, cancel: &Cancel, on_output: &(dyn Fn(OutputEvent) + Sync)) -> Result<BatchOutcome> {
    give_large_blocks_back();
    let workers = batch.concurrency.get();
    let pool = ThreadPoolBuilder::new()
        .num_threads(workers)
        .thread_name(|index| format!("lazy-image-{index}"))
        .build()
        .map_err(|error| EngineError::new(ErrorCode::EngineFailure, format!("no {workers} worker threads: {error}")))?;
    let (done, finished_sources) = channel();
    let run = Run::new(&batch.sources, batch.limits, cancel, on_output, done, workers);
    pool.in_place_scope(|scope| admit_all(scope, batch, cancel, &run, &finished_sources));
    cancel.check()?;
    let (sources, counts) = run.finish();
    Ok(BatchOutcome { sources, counts, workers })
}

/// Makes every output of one source on the calling thread.
///
/// # Errors
/// [`ErrorCode::Aborted`] when `cancel` was set before the end.
pub fn process_source(source: &Source, limits: Limits, cancel: &Cancel) -> Result<BatchOutcome> {
    give_large_blocks_back();
    let (done, _) = channel();
    let run = Run::new(std::slice::from_ref(source), limits, cancel, &|_| {}, done, 1);
    match source.check() {
        Ok(()) => {
            run.admit(0);
            let mut ready = 1;
            while ready > 0 {
                ready = ready - 1 + run.execute_next();
            }
        }
        Err(error) => run.refuse(0, &error),
    }
    cancel.check()?;
    let (sources, counts) = run.finish();
    Ok(BatchOutcome { sources, counts, workers: 1 })
}

/// Lets sources in, the longest first, while their modelled memory fits the budget. Waits here, on the calling
/// thread: a worker never sleeps holding a thread.
fn admit_all<'s>(scope: &Scope<'s>, batch: &'s Batch, cancel: &Cancel, run: &'s Run<'_>, finished: &Receiver<usize>) {
    let mut budget = Budget::new(batch.memory_budget, batch.sources.len());
    for index in longest_first(&batch.sources) {
        if cancel.is_cancelled() {
            return;
        }
        let peak = match peak_of(&batch.sources[index], &batch.limits, batch.concurrency.get()) {
            Ok(peak) => peak,
            Err(error) => {
                run.refuse(index, &error);
                continue;
            }
        };
        while !budget.holds(peak) {
            let Ok(done) = finished.recv() else { return };
            budget.give_back(done);
        }
        budget.reserve(index, peak);
        run.admit(index);
        spawn_step(scope, run);
    }
}

fn longest_first(sources: &[Source]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|&index| Reverse(sources[index].outputs.iter().map(cost::nanoseconds).sum::<u64>()));
    order
}

fn peak_of(source: &Source, limits: &Limits, workers: usize) -> Result<u64> {
    source.check()?;
    let fail_on = source.fail_on;
    let (header, file_bytes) = match &source.input {
        SourceInput::Bytes(bytes) => (probe_bytes_as_far_as(fail_on, bytes, limits)?, bytes.len() as u64),
        SourceInput::Path(path) => (probe_path_as_far_as(fail_on, path, limits)?, open(path)?.1),
    };
    modelled_peak(source, &header, limits, file_bytes, workers)
}

/// One spawn for each ready job: which job it executes is decided when a worker is free.
fn spawn_step<'s>(scope: &Scope<'s>, run: &'s Run<'_>) {
    scope.spawn(move |scope| {
        for _ in 0..run.execute_next() {
            spawn_step(scope, run);
        }
    });
}
