//! The budget of a batch, seen from outside: whether a source begins while another one is worked on.

mod pictures;
mod requests;

use std::sync::Mutex;

use lazy_image_engine::{Batch, Cancel, ErrorCode, Output, Source, process_batch};
use pictures::png;
use requests::{PNG, batch, output, run, source};

const LARGE: (u32, u32) = (2000, 1500);
const SMALL: (u32, u32) = (16, 12);
/// What the large source takes at least: its pixels, once.
const LARGE_BYTES: u64 = 2000 * 1500 * 3;

fn outputs(size: (u32, u32), count: u32) -> Vec<Output> {
    (1..=count).map(|index| output(size, 8 + index, 8 + index, PNG)).collect()
}

/// The sources whose outputs were told, in that order.
fn told(batch: &Batch) -> Vec<usize> {
    let told = Mutex::new(Vec::new());
    let outcome = process_batch(batch, &Cancel::new(), &|event| told.lock().unwrap().push(event.source)).unwrap();
    assert!(outcome.sources.iter().all(|source| source.outputs.iter().all(Result::is_ok)));
    told.into_inner().unwrap()
}

/// A source that takes long to decode, let in first for its many outputs, and one that takes next to nothing.
fn large_and_small(memory_budget: u64) -> Batch {
    let sources =
        vec![source(png(LARGE.0, LARGE.1), outputs(LARGE, 6)), source(png(SMALL.0, SMALL.1), outputs(SMALL, 1))];
    Batch { memory_budget, ..batch(sources, 2) }
}

/// How many outputs of the large source were told before the small one's.
fn before_the_small_one(batch: &Batch) -> usize {
    told(batch).iter().position(|&source| source == 1).unwrap()
}

#[test]
fn a_source_begins_beside_another_where_the_budget_holds_both() {
    for budget in [u64::MAX, 20 * LARGE_BYTES] {
        let batch = large_and_small(budget);
        // Which of two threads is quicker is the machine's affair, but not always the same one's.
        assert!((0..50).any(|_| before_the_small_one(&batch) == 0), "{budget}");
    }
}

#[test]
fn a_source_waits_until_another_has_given_its_memory_back() {
    for budget in [1, LARGE_BYTES] {
        let batch = large_and_small(budget);
        for _ in 0..5 {
            // All are made; one may be about to be told by the other thread.
            assert!(before_the_small_one(&batch) >= 5, "{budget}");
        }
    }
}

#[test]
fn under_a_budget_the_longest_source_goes_first() {
    let counts = [2, 5, 1, 4, 3];
    let sources = counts.map(|count| source(png(SMALL.0, SMALL.1), outputs(SMALL, count)));
    let order = told(&Batch { memory_budget: 1, ..batch(sources.to_vec(), 1) });
    assert_eq!(order, [vec![1; 5], vec![3; 4], vec![4; 3], vec![0; 2], vec![2]].concat());
}

#[test]
fn memory_is_given_back_by_sources_that_fail_and_never_taken_by_those_that_are_refused() {
    let whole = png(SMALL.0, SMALL.1);
    let mut sources: Vec<Source> = (0..40).map(|_| source(whole.clone(), outputs(SMALL, 2))).collect();
    for cut_short in [5, 6, 20] {
        sources[cut_short] = source(whole[..whole.len() / 2].to_vec(), outputs(SMALL, 2));
    }
    sources[30] = source(b"no picture".to_vec(), outputs(SMALL, 2));
    // What is not given back would be waited for, for ever.
    let outcome = run(&Batch { memory_budget: 1, ..batch(sources, 2) });
    let failed: Vec<usize> =
        (0..40).filter(|&index| outcome.sources[index].outputs.iter().any(Result::is_err)).collect();
    assert_eq!(failed, [5, 6, 20, 30]);
    let refused = outcome.sources[30].outputs[0].as_ref().unwrap_err();
    assert_eq!(refused.code, ErrorCode::SourceNotAnImage);
}
