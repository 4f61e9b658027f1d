//! Which of the ready jobs goes next.

use std::collections::BinaryHeap;

use super::job::{Job, Stage};

pub struct Queue {
    decodes: BinaryHeap<Job>,
    /// All that is no decode.
    pub(super) others: BinaryHeap<Job>,
    /// Sources whose decode has not begun, those not let in yet among them.
    undecoded: usize,
    workers: usize,
}

impl Queue {
    pub fn new(sources: usize, workers: usize) -> Self {
        Self { decodes: BinaryHeap::new(), others: BinaryHeap::new(), undecoded: sources, workers }
    }

    pub fn push(&mut self, job: Job) {
        match job.stage {
            Stage::Decode => self.decodes.push(job),
            _ => self.others.push(job),
        }
    }

    pub fn len(&self) -> usize {
        self.decodes.len() + self.others.len()
    }

    pub fn has_enough_decodes(&self) -> bool {
        self.decodes.len() >= self.workers
    }

    /// A source will have no decode.
    pub fn leave_out(&mut self) {
        self.undecoded -= 1;
    }

    pub fn pop(&mut self) -> Option<Job> {
        if self.is_decode_next() {
            self.undecoded -= 1;
            return self.decodes.pop();
        }
        self.others.pop()
    }

    /// A decode waits for all else, because it adds pixels where an encode frees them, and memory that others wait for.
    /// The last ones, fewer than there are workers, go by what waits for them once all are let in: put off, they would
    /// begin when the others have nothing left to do.
    fn is_decode_next(&self) -> bool {
        let are_last = self.undecoded < self.workers && self.undecoded == self.decodes.len();
        match (self.decodes.peek(), self.others.peek()) {
            (Some(decode), Some(other)) => are_last && decode.longest >= other.longest,
            (decode, _) => decode.is_some(),
        }
    }
}
