//! The work of one batch as jobs with priorities, independent of who executes them.
//!
//! Work is (source, size, format): a decode makes resampling jobs, a resampling makes encoding jobs. Among the
//! ready ones the longest goes first; a new decode goes last, because it adds pixels where an encode frees them.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering as AtomicOrdering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::batch::{Destination, Output, Resampling, Source, SourceInput};
use crate::cancel::Cancel;
use crate::canvas;
use crate::counters::{Counters, WorkCounts};
use crate::decode::{Decoded, decode};
use crate::encode::encode;
use crate::error::{EngineError, ErrorCode, Result};
use crate::limits::Limits;
use crate::outcome::{OutputEvent, Rendition, SourceOutcome, Timings};
use crate::panic::contain_panic;
use crate::pixels::Pixels;
use crate::probe::{open, probe_bytes};
use crate::resize::{covers, resize, shrink_region};
use crate::shrink;
use crate::write_file::write_atomically;

pub(crate) type OnOutput<'a> = &'a (dyn Fn(OutputEvent) + Sync);

pub(crate) struct Run<'a> {
    sources: &'a [Source],
    limits: Limits,
    cancel: &'a Cancel,
    on_output: OnOutput<'a>,
    /// Hears the index of every source whose last output is done.
    on_source_done: Sender<usize>,
    ready: Mutex<BinaryHeap<Job>>,
    slots: Vec<Slot>,
    counters: Counters,
}

/// Where the results of one source gather.
struct Slot {
    results: Mutex<Vec<Option<Result<Rendition>>>>,
    open: AtomicUsize,
}

impl<'a> Run<'a> {
    pub fn new(
        sources: &'a [Source],
        limits: Limits,
        cancel: &'a Cancel,
        on_output: OnOutput<'a>,
        on_source_done: Sender<usize>,
    ) -> Self {
        let slots = sources
            .iter()
            .map(|source| Slot {
                results: Mutex::new(source.outputs.iter().map(|_| None).collect()),
                open: AtomicUsize::new(source.outputs.len()),
            })
            .collect();
        Self {
            sources,
            limits,
            cancel,
            on_output,
            on_source_done,
            ready: Mutex::default(),
            slots,
            counters: Counters::default(),
        }
    }

    /// Makes a source's decode ready.
    pub fn admit(&self, source: usize) {
        let cost = self.sources[source].outputs.iter().map(Output::cost).sum();
        self.push(Job { stage: Stage::Decode, source, cost });
    }

    /// Gives a source's outputs one common error without touching the source.
    pub fn refuse(&self, source: usize, error: &EngineError) {
        for output in 0..self.sources[source].outputs.len() {
            self.settle(source, output, Err(error.clone()));
        }
    }

    /// Executes the ready job that matters most, and tells how many jobs that made ready.
    /// Does nothing when none is ready.
    pub fn execute_next(&self) -> usize {
        let Some(job) = lock(&self.ready).pop() else { return 0 };
        let (source, outputs) = (job.source, job.outputs(self.sources));
        contain_panic(|| Ok(self.execute(job))).unwrap_or_else(|error| {
            for output in outputs {
                self.settle(source, output, Err(error.clone()));
            }
            0
        })
    }

    pub fn finish(self) -> (Vec<SourceOutcome>, WorkCounts) {
        let sources = self
            .slots
            .into_iter()
            .map(|slot| {
                let results = slot.results.into_inner().unwrap_or_else(PoisonError::into_inner);
                SourceOutcome {
                    outputs: results
                        .into_iter()
                        .map(|result| result.unwrap_or_else(|| Err(EngineError::aborted())))
                        .collect(),
                }
            })
            .collect();
        (sources, self.counters.totals())
    }

    fn execute(&self, job: Job) -> usize {
        match job.stage {
            Stage::Decode => self.decode(job.source),
            Stage::Resize { decoded, outputs } => self.resize(job.source, &decoded, outputs),
            Stage::Encode { resized, output } => {
                self.encode(job.source, output, resized);
                0
            }
        }
    }

    fn decode(&self, index: usize) -> usize {
        let source = &self.sources[index];
        let started = Instant::now();
        let decoded = match self.decode_source(source) {
            Ok(decoded) => decoded,
            Err(error) => {
                self.refuse(index, &error);
                return 0;
            }
        };
        Counters::add(&self.counters.decodes, 1);
        let decoded = Arc::new(DecodedSource { decoded, decode_ms: milliseconds_since(started) });
        let groups = outputs_by_resampling(source);
        let made_ready = groups.len();
        for outputs in groups {
            let cost = outputs.iter().map(|&output| source.outputs[output].cost()).sum();
            self.push(Job { stage: Stage::Resize { decoded: Arc::clone(&decoded), outputs }, source: index, cost });
        }
        made_ready
    }

    fn decode_source(&self, source: &Source) -> Result<Decoded> {
        self.cancel.check()?;
        let bytes = read(&source.input, &self.limits)?;
        Counters::add(&self.counters.bytes_in, bytes.len() as u64);
        let header = probe_bytes(&bytes, &self.limits)?;
        decode(&bytes, &header, &self.limits, shrink::factor(source, &header), source.auto_orient)
    }

    fn resize(&self, index: usize, source: &Arc<DecodedSource>, outputs: Vec<usize>) -> usize {
        let started = Instant::now();
        let resampling = self.sources[index].outputs[outputs[0]].resampling;
        let pixels = match self.resample(source, &resampling) {
            Ok(pixels) => pixels,
            Err(error) => {
                for output in outputs {
                    self.settle(index, output, Err(error.clone()));
                }
                return 0;
            }
        };
        let timings = Timings { decode_ms: source.decode_ms, resize_ms: milliseconds_since(started), encode_ms: 0.0 };
        let made_ready = outputs.len();
        for output in outputs {
            let cost = self.sources[index].outputs[output].cost();
            let resized = Resized { pixels: pixels.clone(), timings };
            self.push(Job { stage: Stage::Encode { resized, output }, source: index, cost });
        }
        made_ready
    }

    fn resample(&self, source: &Arc<DecodedSource>, resampling: &Resampling) -> Result<SharedPixels> {
        self.cancel.check()?;
        let Decoded { pixels, shrink } = &source.decoded;
        let region = shrink_region(resampling.region, *shrink, pixels.width, pixels.height);
        if region.width <= 0.0 || region.height <= 0.0 {
            return Err(EngineError::new(
                ErrorCode::InvalidRequest,
                format!("the region {:?} lies outside the picture", resampling.region),
            ));
        }
        let same_size = (resampling.width, resampling.height) == (pixels.width, pixels.height);
        if same_size && covers(region, pixels.width, pixels.height) {
            return Ok(SharedPixels::Decoded(Arc::clone(source)));
        }
        let resized = resize(pixels, region, resampling.width, resampling.height, resampling.kernel)?;
        Counters::add(&self.counters.resizes, 1);
        Ok(SharedPixels::Resized(Arc::new(resized)))
    }

    fn encode(&self, index: usize, output: usize, resized: Resized) {
        let result = self.encode_output(&self.sources[index].outputs[output], resized);
        self.settle(index, output, result);
    }

    fn encode_output(&self, output: &Output, resized: Resized) -> Result<Rendition> {
        self.cancel.check()?;
        let started = Instant::now();
        let placed;
        let pixels = match &output.canvas {
            Some(canvas) => {
                placed = canvas::place(resized.pixels.get(), canvas)?;
                &placed
            }
            None => resized.pixels.get(),
        };
        let data = encode(pixels, &output.encoding, self.cancel)?;
        Counters::add(&self.counters.encodes, 1);
        Counters::add(&self.counters.bytes_out, data.len() as u64);
        let (width, height, bytes) = (pixels.width, pixels.height, data.len() as u64);
        let data = match &output.destination {
            Destination::Memory => Some(data),
            Destination::File(path) => {
                write_atomically(path, &data)?;
                None
            }
        };
        let timings = Timings { encode_ms: milliseconds_since(started), ..resized.timings };
        Ok(Rendition { width, height, bytes, data, timings })
    }

    /// Records an output's result once; a panic after it settles nothing twice.
    fn settle(&self, source: usize, output: usize, result: Result<Rendition>) {
        let slot = &self.slots[source];
        let bytes = result.as_ref().ok().map(|rendition| rendition.bytes);
        {
            let mut results = lock(&slot.results);
            if results[output].is_some() {
                return;
            }
            results[output] = Some(result);
        }
        if slot.open.fetch_sub(1, AtomicOrdering::AcqRel) == 1 {
            // Nobody listens any more when the caller stopped waiting; the result is recorded all the same.
            let _ = self.on_source_done.send(source);
        }
        // Last, because it is the caller's code: whatever it does, the books above are closed.
        (self.on_output)(OutputEvent { source, output, bytes });
    }

    fn push(&self, job: Job) {
        lock(&self.ready).push(job);
    }
}

struct DecodedSource {
    decoded: Decoded,
    decode_ms: f64,
}

struct Resized {
    pixels: SharedPixels,
    timings: Timings,
}

/// Pixels that several encodes read; freed when the last of them is done.
#[derive(Clone)]
enum SharedPixels {
    /// The output has the size of the decoded source: no copy was made.
    Decoded(Arc<DecodedSource>),
    Resized(Arc<Pixels>),
}

impl SharedPixels {
    fn get(&self) -> &Pixels {
        match self {
            Self::Decoded(source) => &source.decoded.pixels,
            Self::Resized(pixels) => pixels,
        }
    }
}

struct Job {
    stage: Stage,
    source: usize,
    cost: u64,
}

enum Stage {
    Decode,
    Resize { decoded: Arc<DecodedSource>, outputs: Vec<usize> },
    Encode { resized: Resized, output: usize },
}

impl Job {
    fn outputs(&self, sources: &[Source]) -> Vec<usize> {
        match &self.stage {
            Stage::Decode => (0..sources[self.source].outputs.len()).collect(),
            Stage::Resize { outputs, .. } => outputs.clone(),
            Stage::Encode { output, .. } => vec![*output],
        }
    }

    fn rank(&self) -> (bool, u64) {
        (!matches!(self.stage, Stage::Decode), self.cost)
    }
}

impl Ord for Job {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Job {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Job {}

/// Indices of outputs that need the same pixels.
fn outputs_by_resampling(source: &Source) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, output) in source.outputs.iter().enumerate() {
        match groups.iter_mut().find(|group| source.outputs[group[0]].resampling == output.resampling) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}

fn read(input: &SourceInput, limits: &Limits) -> Result<Arc<[u8]>> {
    match input {
        SourceInput::Bytes(bytes) => Ok(Arc::clone(bytes)),
        SourceInput::Path(path) => {
            // The size is looked at before the file is read.
            let (_, bytes) = open(path)?;
            limits.check_file_bytes(bytes)?;
            Ok(fs::read(path)?.into())
        }
    }
}

/// A panic in a job is caught before it can poison; a poisoned lock still guards whole values.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn milliseconds_since(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}
