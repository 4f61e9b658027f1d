//! A run one job at a time, for a clock that is not the machine's.

use std::collections::BinaryHeap;
use std::mem::{replace, take};

use super::Run;
use super::job::{Job, Stage};
use super::lock::lock;

/// A job that was executed, and what it made ready, which nobody has been told of yet.
pub(crate) struct Step {
    pub is_decode: bool,
    pub is_encode: bool,
    pub source: usize,
    pub outputs: Vec<usize>,
    made_ready: BinaryHeap<Job>,
}

impl Run {
    /// Executes the ready job that matters most and holds back what it makes ready. `None` when none is ready.
    pub fn step(&self) -> Option<Step> {
        let job = lock(&self.ready).pop()?;
        let is_decode = matches!(job.stage, Stage::Decode);
        let is_encode = matches!(job.stage, Stage::Encode { .. });
        let (source, outputs) = (job.source, job.outputs.clone());
        let others = take(&mut lock(&self.ready).others);
        let count = self.execute_job(job);
        let made_ready = replace(&mut lock(&self.ready).others, others);
        assert_eq!(made_ready.len(), count, "jobs told and jobs made");
        Some(Step { is_decode, is_encode, source, outputs, made_ready })
    }

    /// Makes ready what a step has made.
    pub fn tell(&self, step: Step) {
        lock(&self.ready).others.extend(step.made_ready);
    }
}
