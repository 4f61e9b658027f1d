//! Scores sharp's encodings and ours of the same pictures, and writes the tables that say which of our settings is at
//! least as good as each of its numbers.
//!
//! usage: lazy-image-quality-tables <work folder of run.mjs>

mod curve;
mod failure;
mod fit;
mod judge;
mod measure;
mod reference;
mod scales;
mod write_tables;

use std::path::PathBuf;
use std::{env, fs};

use failure::Failure;
use fit::{Fit, fit};
use measure::Measurements;
use reference::Reference;
use scales::SCALES;

fn main() -> Result<(), Failure> {
    let work = PathBuf::from(env::args_os().nth(1).ok_or("usage: lazy-image-quality-tables <work folder>")?);
    let reference: Reference = serde_json::from_slice(&fs::read(work.join("reference.json"))?)?;
    let measured = Measurements::take(&work, &reference)?;
    let fits: Vec<Fit> = SCALES.iter().map(|scale| fit(*scale, &measured.pairs(*scale))).collect();
    for fit in &fits {
        println!("{fit}");
    }
    let tables = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../engine/src/quality/tables.rs");
    fs::write(tables, write_tables::source(&reference, &fits))?;
    Ok(())
}
