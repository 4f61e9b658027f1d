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
    /// Bytes of memory this process may use: control groups and the limit of its address space counted.
    pub available_memory: f64,
}

#[napi(object)]
pub struct WireCodec {
    pub name: String,
    pub version: String,
}
