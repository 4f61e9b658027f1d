//! Compiles the C guards that keep the codecs' error jumps out of Rust frames, and records what decides the bytes
//! that the engine writes: the versions of its codecs and its own sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Dependencies that touch no pixel and no encoded byte. Every other one is a codec: its version, and those of all
/// that it is built of, are part of the fingerprint.
const NOT_CODECS: [&str; 2] = ["blake3", "libc"];

fn main() {
    // Cargo by itself would quietly take the library that the crate brings along.
    println!("cargo:rerun-if-env-changed=LAZY_IMAGE_AOM");
    println!("cargo:rerun-if-env-changed=LIB_AOM_STATIC_LIB_PATH");
    assert!(
        env::var_os("LAZY_IMAGE_AOM")
            .is_none_or(|named| named.is_empty() || env::var_os("LIB_AOM_STATIC_LIB_PATH").is_some()),
        "LAZY_IMAGE_AOM is for `npm run setup` and `npm test`, which tell cargo the rest; unset it to take the crate's own libaom"
    );
    println!("cargo:rustc-check-cfg=cfg(crate_libaom)");
    if env::var_os("LIB_AOM_STATIC_LIB_PATH").is_none() {
        println!("cargo:rustc-cfg=crate_libaom");
    }
    let engine = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let includes = env::var("DEP_TURBOJPEG_INCLUDE").expect("turbojpeg-sys tells where its headers are");
    let mut guards = files(&engine.join("csrc"));
    guards.sort();
    cc::Build::new().files(guards).includes(includes.split(',')).warnings(true).compile("lazy_image_guards");

    let manifest = read_watched(&engine.join("Cargo.toml"));
    let beside: Vec<PathBuf> = crates_beside(&manifest).map(|folder| engine.join(folder)).collect();
    let locked = Lockfile(read_watched(&engine.join("../../Cargo.lock")));
    let manifests = beside.iter().map(|folder| read_watched(&folder.join("Cargo.toml")));
    let codecs: BTreeSet<String> = [manifest]
        .into_iter()
        .chain(manifests)
        .flat_map(|manifest| dependencies(&manifest))
        .filter(|name| !NOT_CODECS.contains(&name.as_str()))
        .collect();
    let libraries = locked.closure(&codecs);
    // What is worth telling people: the codecs themselves and the C libraries that they wrap.
    let told =
        libraries.iter().filter(|library| codecs.contains(name_of(library)) || name_of(library).ends_with("-sys"));
    println!("cargo:rustc-env=LAZY_IMAGE_CODECS={}", told.map(String::as_str).collect::<Vec<_>>().join(";"));
    let mut versions = Fnv1a::default();
    for library in &libraries {
        versions.update(library.as_bytes());
        versions.update(b";");
    }
    println!("cargo:rustc-env=LAZY_IMAGE_LIBRARIES={:016x}", versions.0);

    let mut sources = Vec::new();
    let folders = ["src", "csrc", "fonts", "profiles"].map(|name| engine.join(name));
    let folders_beside = beside.iter().flat_map(|folder| ["src", "csrc"].map(|name| folder.join(name)));
    // What is done to a library before it is compiled.
    let codecs = engine.join("../codecs");
    for folder in folders.into_iter().chain(folders_beside.filter(|folder| folder.is_dir())).chain([codecs]) {
        println!("cargo:rerun-if-changed={}", folder.display());
        sources.extend(files(&folder));
    }
    sources.sort();
    let mut hash = Fnv1a::default();
    for source in sources {
        hash.update(&fs::read(&source).expect("a source file of the engine"));
    }
    println!("cargo:rustc-env=LAZY_IMAGE_SOURCES={:016x}", hash.0);
}

fn read_watched(path: &Path) -> String {
    println!("cargo:rerun-if-changed={}", path.display());
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Keys of a manifest's `[dependencies]` that are no crates of ours.
fn dependencies(manifest: &str) -> Vec<String> {
    lines_of_dependencies(manifest)
        .filter(|line| path_in(line).is_none())
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .collect()
}

/// Folders of those that are.
fn crates_beside(manifest: &str) -> impl Iterator<Item = &str> {
    lines_of_dependencies(manifest).filter_map(path_in)
}

fn lines_of_dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1).take_while(|line| !line.starts_with('['))
}

fn path_in(dependency: &str) -> Option<&str> {
    dependency.split_once("path = \"")?.1.split('"').next()
}

/// The text of a Cargo.lock, where libraries are spelt "name version".
struct Lockfile(String);

impl Lockfile {
    /// The named libraries and all that they depend on, at their locked versions.
    fn closure(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open: Vec<String> = names.iter().cloned().collect();
        while let Some(wanted) = open.pop() {
            let entry = self.entry(&wanted);
            let version = field(entry, "version").unwrap_or_else(|| panic!("{wanted} has no version in Cargo.lock"));
            if found.insert(format!("{} {version}", name_of(&wanted))) {
                open.extend(quoted_list(entry, "dependencies"));
            }
        }
        found
    }

    /// A library names a version where several are locked; a manifest means the newest, which stands last.
    fn entry(&self, wanted: &str) -> &str {
        let mut parts = wanted.split(' ');
        let (name, version) = (parts.next(), parts.next());
        self.0
            .split("[[package]]")
            .filter(|entry| field(entry, "name") == name && (version.is_none() || field(entry, "version") == version))
            .last()
            .unwrap_or_else(|| panic!("{wanted} is not in Cargo.lock"))
    }
}

fn name_of(library: &str) -> &str {
    library.split(' ').next().unwrap_or(library)
}

fn field<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

fn quoted_list(entry: &str, key: &str) -> Vec<String> {
    entry
        .lines()
        .skip_while(|line| *line != format!("{key} = ["))
        .skip(1)
        .take_while(|line| *line != "]")
        .map(|line| line.trim().trim_end_matches(',').trim_matches('"').to_owned())
        .collect()
}

/// Of any kind: what the code includes, such as a built-in profile, counts as well.
fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .expect("a folder of the engine's sources")
        .map(|entry| entry.expect("a folder entry").path())
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        })
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
