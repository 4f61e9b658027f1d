//! Compiles the C guard that keeps jpegli's error jumps out of Rust frames, and records what decides the bytes
//! that the engine writes: the versions of its codecs and its own sources.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Crates whose version can change the bytes of an output.
const CODECS: [&str; 10] = [
    "fast_image_resize",
    "flate2",
    "jpegli-sys",
    "libaom-sys",
    "libavif-sys",
    "libwebp-sys",
    "moxcms",
    "png",
    "turbojpeg-sys",
    "zlib-rs",
];

fn main() {
    println!("cargo:rerun-if-changed=csrc/jpegli_guard.c");
    cc::Build::new().file("csrc/jpegli_guard.c").warnings(true).compile("lazy_image_jpegli_guard");

    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let lockfile = manifest.join("../../Cargo.lock");
    println!("cargo:rerun-if-changed={}", lockfile.display());
    let locked = fs::read_to_string(&lockfile).expect("the workspace's Cargo.lock");
    let versions: Vec<String> = CODECS
        .iter()
        .map(|codec| {
            format!(
                "{codec} {}",
                locked_version(&locked, codec).unwrap_or_else(|| panic!("{codec} is not in Cargo.lock"))
            )
        })
        .collect();
    println!("cargo:rustc-env=LAZY_IMAGE_CODECS={}", versions.join(";"));

    let mut sources = vec![manifest.join("csrc/jpegli_guard.c")];
    for folder in [manifest.join("src"), manifest.join("../resampler/src")] {
        println!("cargo:rerun-if-changed={}", folder.display());
        sources.extend(rust_files(&folder));
    }
    sources.sort();
    let mut hash = Fnv1a::default();
    for source in sources {
        hash.update(&fs::read(&source).expect("a source file of the engine"));
    }
    println!("cargo:rustc-env=LAZY_IMAGE_SOURCES={:016x}", hash.0);
}

fn locked_version<'a>(lockfile: &'a str, name: &str) -> Option<&'a str> {
    let entry = lockfile.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")))?;
    entry.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .expect("a folder of the engine's sources")
        .map(|entry| entry.expect("a folder entry").path())
        .flat_map(|path| match path.is_dir() {
            true => rust_files(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// Not against malice, only to notice a change; the same on every platform and Rust version.
struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv1a {
    fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
