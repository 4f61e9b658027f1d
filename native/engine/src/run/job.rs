//! A piece of work and its place in the queue.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::batch::Source;
use crate::cost;
use crate::outcome::Timings;
use crate::picture::Picture;

pub struct Job {
    pub stage: Stage,
    pub source: usize,
    /// Indices of the outputs that wait for it; at least one.
    pub outputs: Vec<usize>,
    /// Nanoseconds of encoding that wait for it.
    cost: u64,
}

/// What is to be done. Outputs of one job share its result.
pub enum Stage {
    Decode,
    Frame {
        from: Shared,
        /// The picture's sides are the source's times this, rounded up.
        scale: f64,
    },
    Operate {
        from: Shared,
    },
    /// Of one output.
    Encode {
        from: Shared,
    },
}

/// Pixels that several jobs read, freed when the last of them is done.
#[derive(Clone)]
pub struct Shared {
    pub picture: Arc<Picture>,
    /// What it took to make them.
    pub timings: Timings,
}

impl Job {
    pub fn new(stage: Stage, source_index: usize, outputs: Vec<usize>, source: &Source) -> Self {
        let cost = outputs.iter().map(|&output| cost::nanoseconds(&source.outputs[output])).sum();
        Self { stage, source: source_index, outputs, cost }
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
