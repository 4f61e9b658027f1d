//! What is shown hostile bytes, one target for each reader of them. The engine's tests replay seeds and findings on the same list.

mod carrier;
mod decode;
mod exif;
mod gain_map;
mod icc;
mod probe;
mod strip;
mod xmp;

use lazy_image_engine::{Limits, SourceFormat, formats};

/// What one input may ask for: small enough for thousands of inputs a second.
const LIMITS: Limits = Limits {
    pixels: 1 << 18,
    side: 4096,
    file_bytes: 1 << 20,
    metadata_bytes: 1 << 18,
    frames: 50,
    animation_pixels: 1 << 20,
    svg_elements: 500,
    svg_nesting: 60,
};

#[derive(Clone)]
pub struct Target {
    pub name: String,
    /// Whether its inputs are image files, or blocks that are put into one.
    pub takes_files: bool,
    reader: Reader,
}

#[derive(Clone)]
enum Reader {
    /// Tells whether the input was one that it is about.
    Any(fn(&[u8]) -> bool),
    Format(SourceFormat, fn(SourceFormat, &[u8]) -> bool),
}

impl Target {
    /// Reads an input; `false` for one that another target is about. Panics on a finding.
    pub fn run(&self, bytes: &[u8]) -> bool {
        match self.reader {
            Reader::Any(read) => read(bytes),
            Reader::Format(format, read) => read(format, bytes),
        }
    }
}

/// Every target. A new format has one by being a format.
pub fn all() -> Vec<Target> {
    let any = |name: &str, takes_files, read| Target { name: name.to_owned(), takes_files, reader: Reader::Any(read) };
    let mut targets = vec![
        any("probe", true, probe::read),
        any("exif", false, exif::read),
        any("icc", false, icc::read),
        any("xmp", false, xmp::read),
        any("gain-map", true, gain_map::read),
        any("strip", true, strip::read),
    ];
    targets.extend(formats().map(|format| Target {
        name: format!("decode-{}", format.name().as_str()),
        takes_files: true,
        reader: Reader::Format(format.name(), decode::read),
    }));
    targets
}
