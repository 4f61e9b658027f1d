//! Who the engine is.

use napi_derive::napi;

#[napi(object)]
pub struct WireEngineInfo {
    pub version: String,
    /// Same fingerprint, same bytes for the same request.
    pub fingerprint: String,
    pub codecs: Vec<WireCodec>,
    /// Processors this process may use: affinity and cgroup quota counted.
    pub available_parallelism: u32,
}

#[napi(object)]
pub struct WireCodec {
    pub name: String,
    pub version: String,
}
