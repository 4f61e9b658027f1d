//! Compiles our search together with libwebp's own source of that part, which lies in the crate that binds libwebp.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

/// What libwebp's crate compiles it with, as far as types and functions depend on it.
const DEFINES: [&str; 4] = ["NDEBUG", "_THREAD_SAFE", "WEBP_USE_THREAD", "WEBP_HAVE_SSE2"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=csrc");
    println!("cargo:rustc-check-cfg=cfg(wide)");
    let target = |key: &str| env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    // Functions for processors that have more than the target promises are compiled by an attribute of GCC's and Clang's.
    if target("ARCH") != "x86_64" || target("ENV") == "msvc" {
        return;
    }
    let libwebp = source_of_libwebp().expect("`cargo metadata` tells where libwebp-sys lies");
    let mut build = cc::Build::new();
    for define in DEFINES {
        build.define(define, "1");
    }
    // Of libwebp's source no warning is ours to mend.
    build.warnings(false).flag("-fvisibility=hidden").include(libwebp).file("csrc/decimate.c");
    build.compile("lazy_image_webp_modes");
    println!("cargo:rustc-cfg=wide");
}

/// Where the locked version of libwebp-sys keeps libwebp. The crate tells its dependents nothing, so that Cargo is asked.
fn source_of_libwebp() -> Option<PathBuf> {
    let told = Command::new(env::var_os("CARGO")?)
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform", &env::var("TARGET").ok()?])
        .current_dir(env::var_os("CARGO_MANIFEST_DIR")?)
        .output()
        .ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    let manifests = told.split("\"manifest_path\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    manifests
        .map(|path| PathBuf::from(path.replace("\\\\", "\\")))
        .filter(|path| fs::read_to_string(path).is_ok_and(|manifest| manifest.contains("name = \"libwebp-sys\"")))
        .filter_map(|path| Some(path.parent()?.join("vendor")))
        .find(|vendor| vendor.join("src/enc/quant_enc.c").is_file())
}
