//! Who wrote these bytes: part of every cache key.

use std::sync::LazyLock;

use crate::formats;
use crate::kinds::codec::Codec;

/// The engine's own version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The codecs that take part in decoding, resampling and encoding, and the C libraries that they wrap.
pub fn codecs() -> Vec<Codec> {
    let locked = env!("LAZY_IMAGE_CODECS").split(';').filter_map(|entry| entry.split_once(' '));
    let mut codecs: Vec<Codec> = libraries().collect();
    // The version of a crate says which library it brings along, not which one is linked.
    codecs.extend(
        locked
            .filter(|(name, _)| !libraries().any(|library| name.strip_suffix("-sys") == Some(library.name)))
            .map(|(name, version)| Codec { name, version: version.into() }),
    );
    codecs.sort_by_key(|codec| codec.name);
    codecs
}

/// Those that are chosen when the engine is built.
fn libraries() -> impl Iterator<Item = Codec> {
    formats::all().flat_map(|format| format.libraries())
}

/// Two engines with one fingerprint write the same bytes for the same request, on any machine.
///
/// It covers the version, the codecs and all that they are built of, the quality tables and the engine's own
/// sources: a bump that somebody forgot must not serve yesterday's pixels.
pub fn fingerprint() -> &'static str {
    // Builds ask for it at every batch.
    static FINGERPRINT: LazyLock<String> = LazyLock::new(compute);
    &FINGERPRINT
}

fn compute() -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [VERSION, env!("LAZY_IMAGE_LIBRARIES"), env!("LAZY_IMAGE_SOURCES")] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    for library in libraries() {
        hasher.update(format!("{} {};", library.name, library.version).as_bytes());
    }
    for scale in formats::all().flat_map(|format| format.scales()) {
        for number in 1..=100 {
            hasher.update(&scale.level(scale.step_of(number)).to_le_bytes());
        }
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_codec_is_listed_with_its_version() {
        let codecs = codecs();
        for name in ["jpegli-sys", "libaom", "libavif-sys", "libwebp-sys", "png", "turbojpeg-sys"] {
            let codec = codecs.iter().find(|codec| codec.name == name).expect(name);
            assert!(codec.version.starts_with(|c: char| c.is_ascii_digit()), "{codec:?}");
        }
        assert_eq!(fingerprint().len(), 32);
    }
}
