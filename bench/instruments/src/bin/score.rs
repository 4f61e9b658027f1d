//! Scores outputs against their sources.
//!
//! Reads a JSON list of `{ "source": path, "output": path }`, writes a JSON list in the same order with the output's
//! size, its bytes and its scores. The reference has the output's own size and lies exactly under it; how far it was
//! moved for that, and the SSIMULACRA2 without moving it, are told beside.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use lazy_image_bench_instruments::Failure;
use lazy_image_bench_instruments::picture::{decode, opaque};
use lazy_image_bench_instruments::reference::Original;
use lazy_image_bench_instruments::registration::{displacement, register};
use lazy_image_bench_instruments::score::{Judge, Scores};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Pair {
    source: PathBuf,
    output: PathBuf,
}

/// Below this many pixels an estimate is noise, and one reference serves all.
const LEAST_DISPLACEMENT: f64 = 0.05;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Scored {
    width: u32,
    height: u32,
    bytes: u64,
    #[serde(flatten)]
    scores: Scores,
    /// Output pixels, at the worst corner; 0 where it is too small to tell.
    displacement: f64,
    ssimulacra2_unmoved: f64,
}

fn main() -> Result<(), Failure> {
    let pairs: Vec<Pair> = serde_json::from_reader(io::stdin().lock())?;
    // Grouped by source, so that each is decoded once and each of its references made once.
    let mut groups: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
    for (index, pair) in pairs.iter().enumerate() {
        groups.entry(&pair.source).or_default().push(index);
    }
    let waiting = Mutex::new(groups.into_iter());
    let results = Mutex::new(BTreeMap::new());
    let workers = thread::available_parallelism()?.get();
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| -> Result<(), Failure> {
                    loop {
                        let Some((source, indices)) = waiting.lock().expect("no worker panics").next() else {
                            return Ok(());
                        };
                        let scored = score_all(source, &indices, &pairs)?;
                        results.lock().expect("no worker panics").extend(scored);
                    }
                })
            })
            .collect();
        handles.into_iter().try_for_each(|handle| handle.join().expect("no worker panics"))
    })?;
    let results: Vec<Scored> = results.into_inner().expect("no worker panics").into_values().collect();
    serde_json::to_writer(io::stdout().lock(), &results)?;
    io::stdout().flush()?;
    Ok(())
}

fn score_all(source: &Path, indices: &[usize], pairs: &[Pair]) -> Result<Vec<(usize, Scored)>, Failure> {
    let original = Original::new(&decode(source).map_err(|error| format!("{}: {error}", source.display()))?);
    let mut judges = BTreeMap::new();
    let mut score = |path: &Path| -> Result<Scored, Failure> {
        let output = opaque(&decode(path)?);
        let (width, height) = output.dimensions();
        let reference_of = |region| opaque(&original.reference(region, width, height));
        let (in_place, judge) = match judges.entry((width, height)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let in_place = reference_of(original.whole());
                let judge = Judge::new(&in_place)?;
                entry.insert((in_place, judge))
            }
        };
        let unmoved = judge.score(&output)?;
        let region = register(&original, in_place, &output);
        let displacement = displacement(&original, region, width, height);
        let is_moved = displacement >= LEAST_DISPLACEMENT;
        Ok(Scored {
            width,
            height,
            bytes: fs::metadata(path)?.len(),
            scores: if is_moved { Judge::new(&reference_of(region))?.score(&output)? } else { unmoved },
            displacement: if is_moved { displacement } else { 0.0 },
            ssimulacra2_unmoved: unmoved.ssimulacra2,
        })
    };
    indices
        .iter()
        .map(|&index| {
            let path = &pairs[index].output;
            let scored = score(path).map_err(|error| format!("{}: {error}", path.display()))?;
            Ok((index, scored))
        })
        .collect()
}
