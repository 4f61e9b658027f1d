//! The AV1 codec that the engine is linked with: the crate's own, or one that was named when it was built.

/// Major, minor and patch, as the library says.
pub fn version() -> (u8, u8, u8) {
    // SAFETY: reads a constant of the library.
    let [_, major, minor, patch] = unsafe { libaom_sys::aom_codec_version() }.to_be_bytes();
    (major, minor, patch)
}
