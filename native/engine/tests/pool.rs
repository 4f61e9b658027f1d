//! Many calls at once: they share the process's workers and its memory, and take turns.

mod pictures;
mod requests;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lazy_image_engine::{
    Batch, BatchOutcome, Cancel, ErrorCode, Limits, Operand, Output, OutputEvent, Result, Source, start_batch,
};
use pictures::{jpeg, png};
use requests::{PNG, WEBP, batch, output, source};

/// Tests of one process share its pool: one at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    // A test that failed says nothing of the next one.
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

const SMALL: (u32, u32) = (16, 12);

fn small(outputs: u32) -> Source {
    let outputs: Vec<Output> = (1..=outputs).map(|index| output(SMALL, 8 + index, 8 + index, PNG)).collect();
    source(png(SMALL.0, SMALL.1), outputs)
}

fn begin(
    batch: Batch,
    cancel: &Cancel,
    on_output: impl Fn(OutputEvent) + Send + Sync + 'static,
) -> Receiver<Result<BatchOutcome>> {
    let (tell, told) = channel();
    let on_done = move |result| drop(tell.send(result));
    start_batch(batch, cancel.clone(), Box::new(on_output), Box::new(on_done));
    told
}

/// How many did something at once, at most.
#[derive(Default)]
struct AtOnce {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl AtOnce {
    fn enter(&self) {
        self.most.fetch_max(self.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(3));
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

#[test]
fn many_calls_at_once_have_no_more_workers_than_the_one_that_may_have_most() {
    let _alone = alone();
    let at_once = Arc::new(AtOnce::default());
    let calls: Vec<_> = (0..24)
        .map(|index| {
            let at_once = Arc::clone(&at_once);
            begin(batch(vec![small(3)], 1 + index % 3), &Cancel::new(), move |_| at_once.enter())
        })
        .collect();
    assert!(calls.into_iter().all(|call| call.recv().unwrap().is_ok()));
    assert!((2..=3).contains(&at_once.most()), "{} workers", at_once.most());
}

#[test]
fn many_calls_at_once_are_let_in_one_after_another_where_memory_holds_one() {
    let _alone = alone();
    for workers in [1, 4] {
        // The first output of a call is told while its source still waits for the second one.
        let open = Arc::new(Mutex::new(Vec::<usize>::new()));
        let order = Arc::new(Mutex::new(Vec::<usize>::new()));
        let begin_one = |call: usize| {
            let (open, order) = (Arc::clone(&open), Arc::clone(&order));
            let told = AtomicUsize::new(0);
            begin(Batch { memory_budget: 1, ..batch(vec![small(2)], workers) }, &Cancel::new(), move |_| {
                let mut open = open.lock().unwrap();
                if told.fetch_add(1, Ordering::SeqCst) == 0 {
                    open.push(call);
                } else if *open == [call] {
                    open.clear();
                    order.lock().unwrap().push(call);
                }
            })
        };
        let calls: Vec<_> = (0..12).map(begin_one).collect();
        for call in calls {
            let outcome = call.recv().unwrap().unwrap();
            assert!(outcome.sources[0].outputs.iter().all(std::result::Result::is_ok));
        }
        let mut order = order.lock().unwrap().clone();
        if workers > 1 {
            // Which of two headers is read first is the machine's affair.
            order.sort_unstable();
        }
        assert_eq!(order, (0..12).collect::<Vec<_>>(), "{workers} workers");
    }
}

#[test]
fn a_large_batch_keeps_no_single_image_waiting() {
    let _alone = alone();
    let done = Arc::new(AtomicUsize::new(0));
    let (begun, has_begun) = channel();
    let told = Arc::clone(&done);
    let many = (0..200).map(|_| source(jpeg(64, 48), vec![output((64, 48), 32, 24, WEBP)])).collect();
    let large = begin(batch(many, 1), &Cancel::new(), move |_| {
        told.fetch_add(1, Ordering::SeqCst);
        let _ = begun.send(());
    });
    has_begun.recv().unwrap();
    let single = begin(batch(vec![small(1)], 1), &Cancel::new(), |_| {});
    assert!(single.recv().unwrap().is_ok());
    let before = done.load(Ordering::SeqCst);
    assert!(before < 150, "{before} of 200 were made first");
    assert!(large.recv().unwrap().is_ok());
    assert_eq!(done.load(Ordering::SeqCst), 200);
}

#[test]
fn a_call_that_is_cancelled_while_it_waits_is_over_at_once_and_the_others_go_on() {
    let _alone = alone();
    let tight = || Batch { memory_budget: 1, ..batch(vec![small(1)], 2) };
    let (release, is_released) = channel::<()>();
    let is_released = Mutex::new(is_released);
    let (begun, has_begun) = channel();
    let first = begin(tight(), &Cancel::new(), move |_| {
        let _ = begun.send(());
        let _ = is_released.lock().unwrap().recv();
    });
    // Of calls that wait together, the one whose header is read first is let in first.
    has_begun.recv().unwrap();
    let given_up = Cancel::new();
    let second = begin(tight(), &given_up, |_| {});
    let third = begin(tight(), &Cancel::new(), |_| {});
    given_up.cancel();
    // The first still holds all the memory.
    let told = second.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(told.unwrap_err().code, ErrorCode::Aborted);
    assert!(third.try_recv().is_err());
    drop(release);
    assert!(first.recv().unwrap().is_ok() && third.recv().unwrap().is_ok());
}

#[test]
fn calls_that_are_cancelled_at_work_give_their_memory_back() {
    let _alone = alone();
    for _ in 0..20 {
        let cancel = Cancel::new();
        let flag = cancel.clone();
        let sources = (0..4).map(|_| small(3)).collect();
        let stopped = begin(Batch { memory_budget: 1, ..batch(sources, 2) }, &cancel, move |_| flag.cancel());
        assert_eq!(stopped.recv().unwrap().unwrap_err().code, ErrorCode::Aborted);
    }
    let next = begin(Batch { memory_budget: 1, ..batch(vec![small(1)], 2) }, &Cancel::new(), |_| {});
    assert!(next.recv_timeout(Duration::from_secs(20)).unwrap().is_ok());
}

#[test]
fn a_source_that_is_more_than_the_machine_holds_is_refused_with_numbers_and_the_others_are_made() {
    let _alone = alone();
    let beyond = source(png(SMALL.0, SMALL.1), vec![output(SMALL, 65535, 65535, PNG)]);
    let mut all = batch(vec![small(2), beyond, small(1)], 2);
    all.memory_budget = 1;
    let outcome = begin(all, &Cancel::new(), |_| {}).recv().unwrap().unwrap();
    let error = outcome.sources[1].outputs[0].as_ref().unwrap_err();
    assert_eq!(error.code, ErrorCode::OutOfMemory);
    let number = |name: &str| match error.operand(name) {
        Some(Operand::Number(number)) => *number,
        other => panic!("{name} is {other:?}"),
    };
    assert!(number("needed") > 65535.0 * 65535.0 * 3.0);
    assert!(number("needed") + number("resident") > number("available"));
    assert!([0, 2].iter().all(|&index| outcome.sources[index].outputs.iter().all(std::result::Result::is_ok)));
}

#[test]
fn an_output_beyond_the_limits_is_refused_and_the_others_of_its_source_are_made() {
    let _alone = alone();
    let outputs = vec![output(SMALL, 40, 30, PNG), output(SMALL, 8, 6, PNG), output(SMALL, 101, 1, PNG)];
    let mut all = batch(vec![source(png(SMALL.0, SMALL.1), outputs)], 1);
    all.limits = Limits { pixels: 1000, side: 100, ..Limits::UNBOUNDED };
    let outcome = begin(all, &Cancel::new(), |_| {}).recv().unwrap().unwrap();
    let codes = outcome.sources[0].outputs.iter().map(|output| output.as_ref().err().map(|error| error.code));
    assert_eq!(codes.collect::<Vec<_>>(), [Some(ErrorCode::LimitPixels), None, Some(ErrorCode::LimitSide)]);
    assert_eq!(outcome.counts.encodes, 1);
}
