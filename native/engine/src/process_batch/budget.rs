//! What all calls of the process take together.

use std::collections::VecDeque;

/// A source that may begin when there is memory for it.
pub struct Waiting {
    /// The call that it is of.
    pub call: u64,
    pub source: usize,
    /// Modelled bytes.
    pub peak: u64,
    /// Bytes that the call wants all of the process to stay below.
    pub budget: u64,
}

/// Sources are let in in the order in which they came, whichever call they are of.
#[derive(Default)]
pub struct Budget {
    in_use: u64,
    waiting: VecDeque<Waiting>,
}

impl Budget {
    pub fn wait(&mut self, source: Waiting) {
        self.waiting.push_back(source);
    }

    /// The first that waits, once there is room for it; its bytes are in use from then on.
    pub fn admit(&mut self) -> Option<Waiting> {
        let first = self.waiting.front()?;
        if !self.holds(first.peak, first.budget) {
            return None;
        }
        let first = self.waiting.pop_front()?;
        self.reserve(first.peak);
        Some(first)
    }

    /// Whether there is room for one more. A source larger than the whole budget runs alone.
    pub fn holds(&self, peak: u64, budget: u64) -> bool {
        self.in_use == 0 || self.in_use.saturating_add(peak) <= budget
    }

    pub fn reserve(&mut self, peak: u64) {
        self.in_use += peak;
    }

    pub fn give_back(&mut self, peak: u64) {
        self.in_use -= peak;
    }

    /// A call wants nothing any more.
    pub fn forget(&mut self, call: u64) {
        self.waiting.retain(|waiting| waiting.call != call);
    }
}
