//! Scores sharp's encodings and ours of the same pictures, and writes the tables that say which of our settings is at
//! least as good as each of its numbers.
//!
//! usage: lazy-image-quality-tables <work folder of run.mjs> <format>…

mod curve;
mod failure;
mod fit;
mod judge;
mod measure;
mod reference;
mod scales;
mod standing;
mod write_tables;

use std::path::PathBuf;
use std::{env, fs};

use failure::Failure;
use fit::{Fit, fit};
use measure::Measurements;
use reference::Reference;
use scales::tables_of;

fn main() -> Result<(), Failure> {
    let mut parameters = env::args().skip(1);
    let work = PathBuf::from(parameters.next().ok_or("usage: lazy-image-quality-tables <work folder> <format>…")?);
    let reference: Reference = serde_json::from_slice(&fs::read(work.join("reference.json"))?)?;
    for format in parameters {
        let tables = tables_of(&format).ok_or_else(|| format!("{format} has no tables"))?;
        let measured = Measurements::take(&work, &reference, &tables)?;
        let fits: Vec<Fit> = tables.scales.iter().map(|scale| fit(scale, &measured.pairs(scale))).collect();
        for fit in &fits {
            println!("{fit}");
        }
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../engine/src/formats").join(&tables.file);
        fs::write(file, write_tables::source(&reference, &tables, &fits))?;
    }
    Ok(())
}
