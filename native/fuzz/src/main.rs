//! One program for every target, because each would link the same libraries: `LAZY_IMAGE_FUZZ_TARGET` names one. Without it, the
//! names are listed, each with what it takes. scripts/fuzz.mjs builds and runs it.

#![no_main]

mod targets;

use std::sync::OnceLock;

use libfuzzer_sys::{Corpus, fuzz_target};
use targets::Target;

static TARGET: OnceLock<Target> = OnceLock::new();

fuzz_target!(
    init: {
        let wanted = std::env::var("LAZY_IMAGE_FUZZ_TARGET").unwrap_or_default();
        let all = targets::all();
        let Some(target) = all.iter().find(|target| target.name == wanted).cloned() else {
            for Target { name, takes_files, .. } in &all {
                println!("{name} {}", if *takes_files { "files" } else { "blocks" });
            }
            std::process::exit(i32::from(!wanted.is_empty()));
        };
        let _ = TARGET.set(target);
    },
    |bytes: &[u8]| -> Corpus {
        let is_input = TARGET.get().is_some_and(|target| target.run(bytes));
        if is_input { Corpus::Keep } else { Corpus::Reject }
    }
);
