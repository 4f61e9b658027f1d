//! One call of the engine, and where it stands.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;
use std::vec::IntoIter;

use crate::admission::modelled_peak;
use crate::asked::limits::Limits;
use crate::batch::{Batch, Source, SourceInput};
use crate::cancel::Cancel;
use crate::cost;
use crate::error::{EngineError, Result};
use crate::outcome::BatchOutcome;
use crate::panic::contain_panic;
use crate::probe::{open, probe_bytes_as_far_as, probe_path_as_far_as};
use crate::run::{Job, OnOutput, Run};

/// Called once, from whichever thread finished the last piece of work, or cancelled it.
pub type OnDone = Box<dyn FnOnce(Result<BatchOutcome>) + Send>;

/// What workers share of a call.
pub struct Call {
    pub id: u64,
    run: Run,
    limits: Limits,
    pub concurrency: usize,
    pub memory_budget: u64,
}

/// A piece of work of a call, for one worker.
pub enum Work {
    /// Reads a source's header, for what the source will take.
    Look(usize),
    /// Gives a source's outputs an error without beginning them.
    Refuse(usize, EngineError),
    Execute(Job),
}

/// What came of a piece of work, for the schedule.
pub enum Done {
    /// A source that will take so many bytes.
    Seen {
        source: usize,
        peak: u64,
    },
    /// A source that will not begin.
    Refused,
    Executed,
}

impl Call {
    pub fn perform(&self, work: Work) -> Done {
        match work {
            Work::Look(source) => match contain_panic(|| self.peak_of(source)) {
                Ok(peak) => Done::Seen { source, peak },
                Err(error) => {
                    self.run.refuse(source, &error);
                    Done::Refused
                }
            },
            Work::Refuse(source, error) => {
                self.run.refuse(source, &error);
                Done::Executed
            }
            Work::Execute(job) => {
                self.run.execute_job(job);
                Done::Executed
            }
        }
    }

    fn peak_of(&self, source: usize) -> Result<u64> {
        peak_of(&self.run.sources()[source], &self.limits, self.concurrency)
    }
}

/// A call in the schedule.
pub struct Entry {
    pub call: Arc<Call>,
    /// Sources that nobody has looked at yet.
    unseen: IntoIter<usize>,
    /// Whether a source is being looked at, or waits for memory.
    is_at_gate: bool,
    refused: Vec<(usize, EngineError)>,
    running: usize,
    /// Bytes of each source in work.
    reserved: HashMap<usize, u64>,
    /// Why it cannot go on.
    failure: Option<EngineError>,
    on_done: OnDone,
}

impl Entry {
    pub fn new(id: u64, batch: Batch, cancel: Cancel, on_output: OnOutput, on_done: OnDone) -> Self {
        let Batch { sources, concurrency, memory_budget, limits } = batch;
        let unseen = longest_first(&sources).into_iter();
        let run = Run::new(sources, limits, cancel, on_output, concurrency.get());
        let call = Call { id, run, limits, concurrency: concurrency.get(), memory_budget };
        Self {
            call: Arc::new(call),
            unseen,
            is_at_gate: false,
            refused: Vec::new(),
            running: 0,
            reserved: HashMap::new(),
            failure: None,
            on_done,
        }
    }

    /// How many pieces of work could begin now.
    pub fn open_work(&self) -> usize {
        if !self.may_run() {
            return 0;
        }
        let open = self.refused.len() + usize::from(self.is_looking_further()) + self.call.run.ready_jobs();
        open.min(self.call.concurrency - self.running)
    }

    /// The next piece of work, which the caller will do.
    pub fn begin(&mut self) -> Option<Work> {
        if !self.may_run() {
            return None;
        }
        let work = if let Some((source, error)) = self.refused.pop() {
            Work::Refuse(source, error)
        } else if self.is_looking_further() {
            self.is_at_gate = true;
            Work::Look(self.unseen.next()?)
        } else {
            Work::Execute(self.call.run.next_job()?)
        };
        self.running += 1;
        Some(work)
    }

    fn may_run(&self) -> bool {
        self.running < self.call.concurrency && !self.call.run.is_cancelled()
    }

    /// One source waits for memory at a time, and no more are let in than workers could begin with.
    fn is_looking_further(&self) -> bool {
        !self.is_at_gate && !self.unseen.as_slice().is_empty() && !self.call.run.has_enough_decodes()
    }

    /// A source has memory, and may begin.
    pub fn admit(&mut self, source: usize, peak: u64) {
        self.is_at_gate = false;
        self.reserved.insert(source, peak);
        self.call.run.admit(source);
    }

    /// A source will not begin.
    pub fn refuse(&mut self, source: usize, error: EngineError) {
        self.is_at_gate = false;
        self.refused.push((source, error));
    }

    /// A piece of work is over. Tells the bytes that are free again.
    pub fn end(&mut self, done: &Done) -> u64 {
        self.running -= 1;
        if matches!(done, Done::Refused) {
            self.is_at_gate = false;
        }
        let finished = self.call.run.take_finished();
        finished.iter().filter_map(|source| self.reserved.remove(source)).sum()
    }

    /// Whether nothing is left to do.
    pub fn is_over(&self) -> bool {
        let is_done = || {
            let nobody_comes = !self.is_at_gate && self.unseen.as_slice().is_empty();
            nobody_comes && self.refused.is_empty() && self.call.run.ready_jobs() == 0
        };
        self.running == 0 && (self.call.run.is_cancelled() || self.failure.is_some() || is_done())
    }

    pub fn fail(&mut self, error: &EngineError) {
        self.failure = Some(error.clone());
    }

    pub fn reserved(&self) -> u64 {
        self.reserved.values().sum()
    }

    /// Frees what the call holds, and tells its caller what became of it. Not to be called by who holds a lock.
    pub fn deliver(self) {
        let Self { call, failure, on_done, .. } = self;
        let workers = call.concurrency;
        let finish = |Call { run, .. }: Call| {
            if run.is_cancelled() {
                return Err(EngineError::aborted());
            }
            let (sources, counts) = run.finish();
            failure.map_or(Ok(BatchOutcome { sources, counts, workers }), Err)
        };
        // No worker holds it any more.
        on_done(Arc::into_inner(call).map_or_else(|| Err(EngineError::aborted()), finish));
    }
}

/// Sources that have outputs.
pub fn longest_first(sources: &[Source]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sources.len()).filter(|&index| !sources[index].outputs.is_empty()).collect();
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
