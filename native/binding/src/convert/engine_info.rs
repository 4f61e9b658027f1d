use std::thread::available_parallelism;

use lazy_image_engine::{codecs, fingerprint};

use crate::wire::{WireCodec, WireEngineInfo};

pub fn engine_info() -> WireEngineInfo {
    WireEngineInfo {
        version: lazy_image_engine::VERSION.to_owned(),
        fingerprint: fingerprint(),
        codecs: codecs()
            .into_iter()
            .map(|codec| WireCodec { name: codec.name.to_owned(), version: codec.version.to_owned() })
            .collect(),
        available_parallelism: available_parallelism().map_or(1, |count| count.get() as u32),
    }
}
