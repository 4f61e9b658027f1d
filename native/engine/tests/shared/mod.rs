//! The corpus that lies beside the repository on machines that have it.
#![allow(dead_code, reason = "each test file uses some of these")]

use std::path::{Path, PathBuf};

use serde_json::Value;

pub struct Corpus {
    folder: PathBuf,
    expected: Value,
}

/// `LAZY_IMAGE_CORPUS`, else `../shared/corpus` beside the repository; says so in one line when it is absent.
pub fn corpus() -> Option<Corpus> {
    let folder = std::env::var_os("LAZY_IMAGE_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        println!("skipped: no corpus at {}", folder.display());
        return None;
    };
    Some(Corpus { folder, expected: serde_json::from_str(&text).expect("expected.json is JSON") })
}

impl Corpus {
    pub fn files(&self) -> &[Value] {
        self.expected["files"].as_array().expect("a list of files")
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }
}
