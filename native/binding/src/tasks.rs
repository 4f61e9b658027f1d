//! The engine on libuv's threads. A panic that reached Node-API's worker would abort the process, so each task
//! contains its own.

use lazy_image_engine::{
    BatchOutcome, Cancel, Destination, FailOn, Limits, Result, Source, SourceInput, contain_panic, hash_bytes,
    hash_path, photo_metadata, probe_bytes_as_far_as, probe_path_as_far_as, process_source,
};
use napi::{Env, Task};

use crate::convert::{self, Probed};
use crate::wire::{WireBatchResult, WireLimits, WireProbeResult, WireProbeSource, WireSource};

pub struct ProbeTask {
    sources: Vec<ProbeSource>,
    limits: Limits,
}

struct ProbeSource {
    input: Result<SourceInput>,
    fail_on: FailOn,
    /// Whether its content is to be hashed.
    hash: bool,
    /// Whether what it says of itself is to be read.
    photo: bool,
}

impl ProbeTask {
    pub fn new(sources: Vec<WireProbeSource>, limits: &WireLimits) -> Self {
        let sources = sources
            .into_iter()
            .map(|source| ProbeSource {
                input: convert::input(source.path, source.bytes),
                fail_on: convert::fail_on(source.fail_on),
                hash: source.content_hash,
                photo: source.photo,
            })
            .collect();
        Self { sources, limits: convert::limits(limits) }
    }

    fn probe(&self, ProbeSource { input, fail_on, hash, photo }: &ProbeSource) -> Result<Probed> {
        let input = input.as_ref().map_err(Clone::clone)?;
        let (header, content_hash) = match input {
            SourceInput::Path(path) => (
                probe_path_as_far_as(*fail_on, path, &self.limits)?,
                hash.then(|| hash_path(path, &self.limits)).transpose()?,
            ),
            SourceInput::Bytes(bytes) => {
                (probe_bytes_as_far_as(*fail_on, bytes, &self.limits)?, hash.then(|| hash_bytes(bytes)))
            }
        };
        let photo = photo.then(|| photo_metadata(input, &self.limits)).transpose()?;
        Ok(Probed { header, content_hash, photo })
    }
}

impl Task for ProbeTask {
    type Output = Vec<Result<Probed>>;
    type JsValue = Vec<WireProbeResult>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(self.sources.iter().map(|source| contain_panic(|| self.probe(source))).collect())
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        Ok(output.into_iter().map(convert::probe_result).collect())
    }
}

pub struct SourceTask {
    source: Result<Source>,
    limits: Limits,
    cancel: Cancel,
}

impl SourceTask {
    pub fn new(source: WireSource, limits: &WireLimits, cancel: Cancel) -> Self {
        Self { source: convert::source(source, &Destination::Memory), limits: convert::limits(limits), cancel }
    }
}

impl Task for SourceTask {
    type Output = Result<BatchOutcome>;
    type JsValue = WireBatchResult;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(contain_panic(|| process_source(self.source.as_ref().map_err(Clone::clone)?, self.limits, &self.cancel)))
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        Ok(convert::batch_result(output))
    }
}
