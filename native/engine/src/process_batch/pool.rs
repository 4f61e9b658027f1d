//! The workers of the process: one pool for all calls, so that many calls at once start no more threads, and hold no more
//! memory, than one of them would.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use super::call::{Entry, OnDone};
use super::schedule::Schedule;
use crate::batch::Batch;
use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode};
use crate::run::{OnOutput, lock};

/// How long a worker without work waits for more before it ends.
const IDLE: Duration = Duration::from_millis(100);

static POOL: LazyLock<Pool> = LazyLock::new(Pool::default);
static NEXT_CALL: AtomicU64 = AtomicU64::new(0);

#[derive(Default)]
struct Pool {
    state: Mutex<State>,
    /// Heard by workers that wait.
    work: Condvar,
    /// Heard by whoever waits for workers to end.
    ended: Condvar,
}

#[derive(Default)]
struct State {
    schedule: Schedule,
    workers: usize,
    /// Of these, those that wait for work.
    idle: usize,
    /// Whether those that wait for work end at once.
    is_resting: bool,
}

/// Begins a call. Threads are started only while there is work for them.
pub fn start(batch: Batch, cancel: Cancel, on_output: OnOutput, on_done: OnDone) {
    let id = NEXT_CALL.fetch_add(1, Ordering::Relaxed);
    let entry = Entry::new(id, batch, cancel.clone(), on_output, on_done);
    let mut state = lock(&POOL.state);
    state.schedule.enter(entry);
    POOL.call_worker(&mut state);
    // Whoever waits for workers to end need not any more.
    POOL.ended.notify_all();
    drop(state);
    // A call without work is over as it begins.
    POOL.end_calls();
    cancel.when_cancelled(|| POOL.end_calls());
}

/// Waits until no worker is left, or somebody has work for them.
pub fn rest() {
    let mut state = lock(&POOL.state);
    state.is_resting = true;
    POOL.work.notify_all();
    while state.workers > 0 && state.schedule.is_empty() {
        state = POOL.ended.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    state.is_resting = false;
}

impl Pool {
    /// Calls a worker where there is work that none of those at work can begin with.
    fn call_worker(&'static self, state: &mut State) {
        if !state.schedule.has_work() {
            return;
        }
        if state.idle > 0 {
            self.work.notify_one();
        } else if state.workers < state.schedule.most_workers() {
            let name = format!("lazy-image-{}", state.workers);
            match Builder::new().name(name).spawn(|| self.work()) {
                Ok(_) => state.workers += 1,
                Err(error) if state.workers == 0 => {
                    state
                        .schedule
                        .fail(&EngineError::new(ErrorCode::EngineFailure, format!("no worker thread: {error}")));
                }
                // The others do it all.
                Err(_) => {}
            }
        }
    }

    fn work(&'static self) {
        let mut state = lock(&self.state);
        loop {
            let busy = state.workers - state.idle;
            let begun = if busy <= state.schedule.most_workers() { state.schedule.begin() } else { None };
            let Some((call, work)) = begun else {
                let Some(again) = self.wait(state) else { return };
                state = again;
                continue;
            };
            self.call_worker(&mut state);
            drop(state);
            let id = call.id;
            let done = call.perform(work);
            drop(call);
            state = lock(&self.state);
            if let Some(over) = state.schedule.end(id, done) {
                drop(state);
                state = self.deliver(over);
            }
        }
    }

    /// Waits for work. `None` where the worker is to end.
    fn wait<'p>(&'p self, mut state: MutexGuard<'p, State>) -> Option<MutexGuard<'p, State>> {
        state.idle += 1;
        let mut is_late = state.is_resting;
        if !is_late {
            let (again, waited) = self.work.wait_timeout(state, IDLE).unwrap_or_else(PoisonError::into_inner);
            state = again;
            is_late = waited.timed_out() || state.is_resting;
        }
        state.idle -= 1;
        if !is_late || state.schedule.has_work() {
            return Some(state);
        }
        state.workers -= 1;
        self.ended.notify_all();
        None
    }

    /// Ends calls that have nothing to do, or cannot go on.
    fn end_calls(&'static self) {
        let mut state = lock(&self.state);
        while let Some(over) = state.schedule.end_idle() {
            drop(state);
            state = self.deliver(over);
            self.call_worker(&mut state);
        }
    }

    fn deliver(&self, over: Entry) -> MutexGuard<'_, State> {
        let reserved = over.reserved();
        over.deliver();
        let mut state = lock(&self.state);
        state.schedule.give_back(reserved);
        state
    }
}
