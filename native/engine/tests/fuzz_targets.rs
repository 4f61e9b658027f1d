//! The targets of `native/fuzz` without a fuzzer: each reads its seeds, whatever was once a finding, and the fixtures, and nothing in
//! it panics, also where a decoder's panic would be contained.

#[path = "../../fuzz/src/targets/mod.rs"]
mod targets;

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[test]
fn every_target_reads_its_seeds_and_what_was_once_found() {
    static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let engine = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fuzz = engine.join("../fuzz");
    let fixtures: Vec<PathBuf> = ["tests/fixtures", "tests/fixtures/gain-maps"]
        .iter()
        .flat_map(|folder| files_in(&engine.join(folder)))
        .collect();
    let before = panic::take_hook();
    panic::set_hook(Box::new(|info| PANICS.lock().unwrap().push(info.to_string())));
    let mut problems = Vec::new();
    let mut inputs = 0;
    for target in targets::all() {
        let own = ["seeds", "findings"].iter().flat_map(|kind| files_in(&fuzz.join(kind).join(&target.name)));
        let shared = fixtures.iter().filter(|_| target.takes_files).cloned();
        let mut reads = 0;
        for file in own.chain(shared) {
            let bytes = fs::read(&file).unwrap();
            reads += usize::from(panic::catch_unwind(|| target.run(&bytes)).unwrap_or(true));
            inputs += 1;
            let panics = std::mem::take(&mut *PANICS.lock().unwrap());
            problems.extend(panics.into_iter().map(|told| format!("{} of {}: {told}", target.name, file.display())));
        }
        if reads == 0 {
            problems.push(format!("{0} has no seed: put a small one into native/fuzz/seeds/{0}", target.name));
        }
    }
    panic::set_hook(before);
    println!("{inputs} inputs for {} targets", targets::all().len());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
