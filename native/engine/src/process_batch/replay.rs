//! A batch on any number of workers, by a clock that counts what each job is expected to take: the engine's own jobs, in
//! the engine's own order, each of them really executed.

use std::collections::BTreeMap;

use crate::batch::Batch;
use crate::cancel::Cancel;
use crate::process_batch::budget::Budget;
use crate::process_batch::call::longest_first;
use crate::run::Run;
use crate::run::step::Step;

/// What a replay came to, in nanoseconds of its own clock.
#[derive(Debug, Clone, Copy)]
pub struct Replayed {
    /// From the beginning of the first job to the end of the last one.
    pub makespan: u64,
    /// Of all jobs.
    pub work: u64,
    /// Sources in work at once, at most.
    pub sources_at_once: usize,
}

/// `peaks` are bytes of each source, `nanoseconds` what a job takes.
pub fn replay(batch: &Batch, peaks: &[u64], nanoseconds: impl Fn(&Step) -> u64) -> Replayed {
    let workers = batch.concurrency.get();
    let run = Run::new(batch.sources.clone(), batch.limits, Cancel::new(), Box::new(|_| {}), workers);
    let mut waiting = longest_first(&batch.sources).into_iter().peekable();
    let mut budget = Budget::default();
    let mut open: Vec<usize> = batch.sources.iter().map(|source| source.outputs.len()).collect();
    let mut in_work = 0;
    // By their ends; the number keeps those of one moment in the order of their beginnings.
    let mut running: BTreeMap<(u64, u64), Step> = BTreeMap::new();
    let (mut now, mut begun) = (0, 0);
    let mut replayed = Replayed { makespan: 0, work: 0, sources_at_once: 0 };
    loop {
        while let Some(source) = waiting.next_if(|&source| budget.holds(peaks[source], batch.memory_budget)) {
            budget.reserve(peaks[source]);
            run.admit(source);
            in_work += 1;
        }
        replayed.sources_at_once = replayed.sources_at_once.max(in_work);
        while running.len() < workers {
            let Some(step) = run.step() else { break };
            let takes = nanoseconds(&step);
            replayed.work += takes;
            begun += 1;
            running.insert((now + takes, begun), step);
        }
        let Some(((end, _), step)) = running.pop_first() else { break };
        now = end;
        if step.is_encode {
            open[step.source] -= 1;
            if open[step.source] == 0 {
                budget.give_back(peaks[step.source]);
                in_work -= 1;
            }
        }
        run.tell(step);
    }
    replayed.makespan = now;
    let (sources, _) = run.finish();
    assert!(sources.iter().flat_map(|source| &source.outputs).all(Result::is_ok), "an output failed");
    replayed
}
