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
use crate::machine::{Lender, lend_threads};
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
    /// Threads that there are.
    workers: usize,
    /// Of these: started and not there yet,
    starting: usize,
    /// waiting for work,
    idle: usize,
    /// and told that there is some, but not awake yet.
    called: usize,
    /// Threads of codecs, lent to pieces of work beside their workers.
    lent: usize,
    /// Whether those that wait for work end at once.
    is_resting: bool,
}

impl State {
    fn busy(&self) -> usize {
        self.workers - self.starting - self.idle - self.called + self.lent
    }
}

/// Begins a call. Threads are started only while there is work for them.
pub fn start(batch: Batch, cancel: Cancel, on_output: OnOutput, on_done: OnDone) {
    lend_threads(Lender { lend, take_back });
    let id = NEXT_CALL.fetch_add(1, Ordering::Relaxed);
    let entry = Entry::new(id, batch, cancel.clone(), on_output, on_done);
    let mut state = lock(&POOL.state);
    state.schedule.enter(entry);
    POOL.call_workers(&mut state);
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

/// As many as are wanted, of those that no piece of work waits for; none outside of the pool's calls. They count as workers that
/// are busy.
fn lend(wanted: usize) -> usize {
    let mut state = lock(&POOL.state);
    let most = state.schedule.most_workers();
    let needed = state.busy() + state.schedule.open_work(most);
    let count = wanted.min(most.saturating_sub(needed));
    state.lent += count;
    count
}

fn take_back(count: usize) {
    let mut state = lock(&POOL.state);
    state.lent -= count;
    POOL.call_workers(&mut state);
}

impl Pool {
    /// Calls a worker for each piece of work that none is on its way to.
    fn call_workers(&'static self, state: &mut State) {
        let most = state.schedule.most_workers();
        let open = state.schedule.open_work(most);
        while open > state.starting + state.called {
            if state.idle > 0 {
                state.idle -= 1;
                state.called += 1;
                self.work.notify_one();
            } else if state.workers < most && self.start_worker(state) {
                state.workers += 1;
                state.starting += 1;
            } else {
                return;
            }
        }
    }

    fn start_worker(&'static self, state: &mut State) -> bool {
        let name = format!("lazy-image-{}", state.workers);
        let started = Builder::new().name(name).spawn(|| self.work());
        if let Err(error) = &started
            && state.workers == 0
        {
            let told = format!("no worker thread: {error}");
            state.schedule.fail(&EngineError::new(ErrorCode::EngineFailure, told));
        }
        started.is_ok()
    }

    fn work(&'static self) {
        let mut state = lock(&self.state);
        state.starting -= 1;
        loop {
            let begun = if state.busy() <= state.schedule.most_workers() { state.schedule.begin() } else { None };
            let Some((call, work)) = begun else {
                let Some(again) = self.wait(state) else { return };
                state = again;
                continue;
            };
            self.call_workers(&mut state);
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
        // Which of those that wait wakes up for a call makes no difference.
        if state.called > 0 {
            state.called -= 1;
        } else {
            state.idle -= 1;
        }
        if !is_late || state.schedule.open_work(1) > 0 {
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
            self.call_workers(&mut state);
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

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;
    use crate::asked::frame::{FixedFrame, Kernel, Region};
    use crate::asked::framing::Framing;
    use crate::asked::limits::Limits;
    use crate::batch::{DecodeSize, Output, Source, SourceInput};
    use crate::fail_on::FailOn;
    use crate::formats::Encoding;
    use crate::formats::asked::{Tiff, TiffCompression};
    use crate::machine::LentThreads;
    use crate::picture::{ColourProfile, Picture};
    use crate::pixels::{Channels, Raster};
    use crate::process_batch::process_batch;
    use crate::steps::encode::encode;

    #[test]
    fn as_many_threads_are_lent_as_no_worker_keeps_busy() {
        assert_eq!(LentThreads::of(3).count(), 0, "nobody is at work");
        let tiff = Encoding::Tiff(Tiff { compression: TiffCompression::None, depth: 8 });
        let pixels = Raster::<u8>::allocate(4, 4, Channels::Rgb).unwrap();
        let bytes = encode(&Picture::still(pixels, ColourProfile::Unspecified), &tiff, &Cancel::new()).unwrap();
        let whole = Framing::Fixed(FixedFrame {
            region: Region { left: 0.0, top: 0.0, width: 4.0, height: 4.0 },
            width: 4,
            height: 4,
            kernel: Kernel::Lanczos3,
            canvas: None,
            slide: None,
        });
        let source = Source {
            input: SourceInput::Bytes(bytes.into()),
            decode_size: DecodeSize::Full,
            fail_on: FailOn::default(),
            timeout: None,
            outputs: vec![Output::plain(whole, tiff)],
        };
        let batch = Batch {
            sources: vec![source],
            concurrency: NonZeroUsize::new(4).unwrap(),
            memory_budget: u64::MAX,
            limits: Limits::UNBOUNDED,
        };
        let heard = Mutex::new(Vec::new());
        // One worker waits until this has been heard.
        let hear = |_| {
            let (two, one, none) = (LentThreads::of(2), LentThreads::of(9), LentThreads::of(1));
            let counts = [two.count(), one.count(), none.count()];
            drop(two);
            lock(&heard).push((counts, LentThreads::of(9).count()));
        };
        process_batch(&batch, &Cancel::new(), &hear).unwrap();
        assert_eq!(*lock(&heard), [([2, 1, 0], 2)]);
    }
}
