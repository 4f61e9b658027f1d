use lazy_image_engine::{available_memory, available_parallelism, codecs, fingerprint};

use crate::wire::{WireCodec, WireEngineInfo};

pub fn engine_info() -> WireEngineInfo {
    WireEngineInfo {
        version: lazy_image_engine::VERSION.to_owned(),
        fingerprint: fingerprint(),
        codecs: codecs()
            .into_iter()
            .map(|codec| WireCodec { name: codec.name.to_owned(), version: codec.version.to_owned() })
            .collect(),
        available_parallelism: available_parallelism() as u32,
        available_memory: available_memory() as f64,
    }
}
