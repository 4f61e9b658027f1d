//! Whose work is next.

use std::collections::VecDeque;
use std::sync::Arc;

use super::budget::{Budget, Waiting};
use super::call::{Call, Done, Entry, Work};
use crate::error::{EngineError, ErrorCode};
use crate::machine::{available_memory, resident_memory};

/// All calls of the process. They take turns, one piece of work each: a large batch keeps no single image waiting.
#[derive(Default)]
pub struct Schedule {
    /// Whose turn it is, in front.
    turns: VecDeque<Entry>,
    budget: Budget,
}

impl Schedule {
    pub fn enter(&mut self, entry: Entry) {
        self.turns.push_back(entry);
    }

    pub fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// As many workers as the call that may have the most: two calls for two processors share these.
    pub fn most_workers(&self) -> usize {
        self.turns.iter().map(|entry| entry.call.concurrency).max().unwrap_or(0)
    }

    /// How many pieces of work could begin now, up to `most`.
    pub fn open_work(&self, most: usize) -> usize {
        let mut open = 0;
        for entry in &self.turns {
            if open >= most {
                break;
            }
            open += entry.open_work();
        }
        open.min(most)
    }

    pub fn begin(&mut self) -> Option<(Arc<Call>, Work)> {
        for _ in 0..self.turns.len() {
            let mut entry = self.turns.pop_front()?;
            let work = entry.begin();
            let call = Arc::clone(&entry.call);
            self.turns.push_back(entry);
            if let Some(work) = work {
                return Some((call, work));
            }
        }
        None
    }

    /// A piece of work is over. Gives the call where that was its last one.
    pub fn end(&mut self, call: u64, done: Done) -> Option<Entry> {
        let place = self.turns.iter().position(|entry| entry.call.id == call)?;
        let entry = &mut self.turns[place];
        let freed = entry.end(&done);
        if let Done::Seen { source, peak } = done {
            self.budget.wait(Waiting { call, source, peak, budget: entry.call.memory_budget });
        }
        let over = entry.is_over();
        self.give_back(freed);
        if over { self.leave(place) } else { None }
    }

    /// Gives a call that has nothing left to do, or cannot go on and has nothing under way.
    pub fn end_idle(&mut self) -> Option<Entry> {
        let place = self.turns.iter().position(Entry::is_over)?;
        self.leave(place)
    }

    /// No call can go on.
    pub fn fail(&mut self, error: &EngineError) {
        self.turns.iter_mut().for_each(|entry| entry.fail(error));
    }

    fn leave(&mut self, place: usize) -> Option<Entry> {
        let entry = self.turns.remove(place)?;
        self.budget.forget(entry.call.id);
        self.let_in();
        Some(entry)
    }

    /// Bytes are free again.
    pub fn give_back(&mut self, bytes: u64) {
        self.budget.give_back(bytes);
        self.let_in();
    }

    fn let_in(&mut self) {
        while let Some(Waiting { call, source, peak, budget }) = self.budget.admit() {
            let entry = self.turns.iter_mut().find(|entry| entry.call.id == call);
            let refusal = if peak > budget { refuse_alone(peak) } else { None };
            match (entry, refusal) {
                (Some(entry), None) => entry.admit(source, peak),
                (entry, refusal) => {
                    self.budget.give_back(peak);
                    if let (Some(entry), Some(error)) = (entry, refusal) {
                        entry.refuse(source, error);
                    }
                }
            }
        }
    }
}

/// Why a source cannot even run alone: it would end the whole process where memory is limited.
fn refuse_alone(peak: u64) -> Option<EngineError> {
    let (available, resident) = (available_memory(), resident_memory());
    (resident.saturating_add(peak) > available).then(|| {
        EngineError::of(ErrorCode::OutOfMemory)
            .with("needed", peak)
            .with("resident", resident)
            .with("available", available)
    })
}
