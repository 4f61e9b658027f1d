//! Who executes the work: the process's pool, or the calling thread for a single source.

mod budget;
mod call;
mod pool;
#[cfg(test)]
mod replay;
mod schedule;
#[cfg(test)]
mod tests;

use std::sync::mpsc::channel;

use crate::asked::limits::Limits;
use crate::batch::{Batch, Source};
use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::machine::give_large_blocks_back;
use crate::outcome::{BatchOutcome, OutputEvent};
use crate::panic::contain_caller;
pub use crate::process_batch::call::OnDone;
pub use crate::process_batch::pool::rest;
pub use crate::run::OnOutput;
use crate::run::Run;

/// Begins to make every output of every source, on the process's pool and within its memory: sources of all calls are let
/// in in turn, as long as what is in work stays below the budget of the call that is next.
///
/// Each source is decoded once. Results keep the order of the request; a failure is the result of its source or
/// output and touches no other. `on_done` hears [`ErrorCode::Aborted`] when `cancel` was set before the end, and
/// [`ErrorCode::EngineFailure`] when the operating system grants no thread.
pub fn start_batch(batch: Batch, cancel: Cancel, on_output: OnOutput, on_done: OnDone) {
    give_large_blocks_back();
    pool::start(batch, cancel, on_output, on_done);
}

/// What the pool tells a thread that waits for a batch.
enum Told {
    /// With a channel whose end lets the worker go on.
    Output(OutputEvent, std::sync::mpsc::Sender<()>),
    Done(Result<BatchOutcome>),
}

/// As [`start_batch`], and waits. `on_output` is called on the calling thread; the worker waits meanwhile.
///
/// # Errors
/// As `on_done` of [`start_batch`] hears them.
pub fn process_batch(batch: &Batch, cancel: &Cancel, on_output: &(dyn Fn(OutputEvent) + Sync)) -> Result<BatchOutcome> {
    let (tell, told) = channel();
    let tell_done = tell.clone();
    let tell_output = move |event| {
        let (heard, is_heard) = channel();
        if tell.send(Told::Output(event, heard)).is_ok() {
            let _ = is_heard.recv();
        }
    };
    let on_done = move |result| {
        let _ = tell_done.send(Told::Done(result));
    };
    start_batch(batch.clone(), cancel.clone(), Box::new(tell_output), Box::new(on_done));
    for told in told {
        match told {
            // Whatever the caller's code does, the books are closed.
            Told::Output(event, _heard) => contain_caller(|| on_output(event)),
            Told::Done(result) => return result,
        }
    }
    Err(EngineError::of(ErrorCode::EngineFailure))
}

/// Makes every output of one source on the calling thread, beside the process's pool and its budget.
///
/// # Errors
/// [`ErrorCode::Aborted`] when `cancel` was set before the end.
pub fn process_source(source: &Source, limits: Limits, cancel: &Cancel) -> Result<BatchOutcome> {
    give_large_blocks_back();
    let run = Run::new(vec![source.clone()], limits, cancel.clone(), Box::new(|_| {}), 1);
    match source.check() {
        Ok(()) => {
            run.admit(0);
            while let Some(job) = run.next_job() {
                run.execute_job(job);
            }
        }
        Err(error) => run.refuse(0, &error),
    }
    cancel.check()?;
    let (sources, counts) = run.finish();
    Ok(BatchOutcome { sources, counts, workers: 1 })
}
