//! The work of one batch as jobs with priorities, independent of who executes them.
//!
//! A decode makes framing jobs, a framing makes operating jobs, and each of those makes encoding jobs: outputs go
//! together for as long as they want the same pixels. An animation's encode makes a job of each frame, where its format can. Which of the ready jobs goes
//! next is the queue's affair.

mod groups;
mod job;
mod lock;
mod origin;
mod parts;
mod queue;
pub(crate) mod read_source;
mod results;
mod shared;
mod stages;
#[cfg(test)]
pub(crate) mod step;
mod write_file;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::asked::limits::Limits;
use crate::batch::{Destination, Source};
use crate::cancel::Cancel;
use crate::counters::{Counters, WorkCounts};
use crate::error::{EngineError, Result};
use crate::outcome::{OutputEvent, Rendition, SourceOutcome};
use crate::panic::{contain_caller, contain_panic};

pub(crate) use job::Job;
use job::Stage;
pub(crate) use lock::lock;
use queue::Queue;
use results::Results;

/// Called from whichever thread finished an output.
pub type OnOutput = Box<dyn Fn(OutputEvent) + Send + Sync>;

pub(crate) struct Run {
    sources: Vec<Source>,
    limits: Limits,
    cancel: Cancel,
    on_output: OnOutput,
    /// Sources whose last output is done, until somebody asks.
    finished: Mutex<Vec<usize>>,
    ready: Mutex<Queue>,
    /// One for each source.
    results: Vec<Results>,
    /// Nanoseconds that the stages of each source took which are over.
    spent: Vec<AtomicU64>,
    counters: Counters,
}

impl Run {
    pub fn new(sources: Vec<Source>, limits: Limits, cancel: Cancel, on_output: OnOutput, workers: usize) -> Self {
        Self {
            limits,
            cancel,
            on_output,
            finished: Mutex::new(Vec::new()),
            ready: Mutex::new(Queue::new(sources.len(), workers)),
            results: sources.iter().map(|source| Results::new(source.outputs.len())).collect(),
            spent: sources.iter().map(|_| AtomicU64::new(0)).collect(),
            counters: Counters::default(),
            sources,
        }
    }

    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Makes a source's decode ready.
    pub fn admit(&self, source: usize) {
        let outputs = (0..self.sources[source].outputs.len()).collect();
        self.push(source, outputs, Stage::Decode);
    }

    /// Gives a source's outputs one common error without touching the source.
    pub fn refuse(&self, source: usize, error: &EngineError) {
        lock(&self.ready).leave_out();
        for output in 0..self.sources[source].outputs.len() {
            self.settle(source, output, Err(error.clone()));
        }
    }

    /// The ready job that matters most.
    pub fn next_job(&self) -> Option<Job> {
        lock(&self.ready).pop()
    }

    pub fn ready_jobs(&self) -> usize {
        lock(&self.ready).len()
    }

    /// Whether all workers could begin with a decode: then no further source need be let in yet.
    pub fn has_enough_decodes(&self) -> bool {
        lock(&self.ready).has_enough_decodes()
    }

    /// Sources that were finished since this was asked last.
    pub fn take_finished(&self) -> Vec<usize> {
        std::mem::take(&mut lock(&self.finished))
    }

    /// Executes a job, and tells how many jobs that made ready.
    pub fn execute_job(&self, Job { stage, source, outputs, .. }: Job) -> usize {
        let started = Instant::now();
        let cancel = self.cancel_of(source);
        let made_ready = contain_panic(|| self.execute(stage, source, &outputs, &cancel)).unwrap_or_else(|error| {
            for &output in &outputs {
                self.settle(source, output, Err(error.clone()));
            }
            0
        });
        self.spent[source].fetch_add(started.elapsed().as_nanos() as u64, Ordering::Relaxed);
        made_ready
    }

    /// What stops a stage of a source that begins now.
    fn cancel_of(&self, source: usize) -> Cancel {
        let spent = Duration::from_nanos(self.spent[source].load(Ordering::Relaxed));
        match self.sources[source].timeout {
            Some(timeout) => self.cancel.within(timeout, spent),
            None => self.cancel.clone(),
        }
    }

    pub fn finish(self) -> (Vec<SourceOutcome>, WorkCounts) {
        let sources =
            self.results.into_iter().map(|results| SourceOutcome { outputs: results.into_outcomes() }).collect();
        (sources, self.counters.totals())
    }

    fn push(&self, source: usize, outputs: Vec<usize>, stage: Stage) {
        lock(&self.ready).push(Job::new(stage, source, outputs, &self.sources[source]));
    }

    /// Records an output's result once; a panic after it settles nothing twice.
    fn settle(&self, source: usize, output: usize, result: Result<Rendition>) {
        let (told, kept) = match (result, &self.sources[source].outputs[output].destination) {
            (Ok(rendition), Destination::Event) => {
                let facts = rendition.facts();
                (Ok(rendition), Ok(facts))
            }
            (Ok(rendition), _) => (Ok(rendition.facts()), Ok(rendition)),
            (Err(error), _) => (Err(error.clone()), Err(error)),
        };
        let Some(recorded) = self.results[source].record(output, kept) else { return };
        if recorded.was_last {
            lock(&self.finished).push(source);
        }
        // Last, because it is the caller's code: whatever it does, the books above are closed.
        contain_caller(|| (self.on_output)(OutputEvent { source, output, result: told }));
    }
}
