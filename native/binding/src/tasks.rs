//! The engine on libuv's threads. A panic that reached Node-API's worker would abort the process, so each task
//! contains its own.

use lazy_image_engine::{
    BatchOutcome, Cancel, ImageHeader, Limits, Result, Source, SourceInput, contain_panic, hash_bytes, hash_path,
    probe_bytes, probe_path, process_source,
};
use napi::{Env, Task};

use crate::convert;
use crate::wire::{WireBatchResult, WireLimits, WireProbeResult, WireProbeSource, WireSource};

pub struct ProbeTask {
    /// Each with whether its content is to be hashed.
    sources: Vec<(Result<SourceInput>, bool)>,
    limits: Limits,
}

impl ProbeTask {
    pub fn new(sources: Vec<WireProbeSource>, limits: &WireLimits) -> Self {
        let sources = sources
            .into_iter()
            .map(|source| (convert::input(source.path, source.bytes), source.content_hash))
            .collect();
        Self { sources, limits: convert::limits(limits) }
    }

    fn probe(&self, input: &Result<SourceInput>, hash: bool) -> Result<(ImageHeader, Option<String>)> {
        let (header, content_hash) = match input.as_ref().map_err(Clone::clone)? {
            SourceInput::Path(path) => {
                (probe_path(path, &self.limits)?, hash.then(|| hash_path(path, &self.limits)).transpose()?)
            }
            SourceInput::Bytes(bytes) => (probe_bytes(bytes, &self.limits)?, hash.then(|| hash_bytes(bytes))),
        };
        Ok((header, content_hash))
    }
}

impl Task for ProbeTask {
    type Output = Vec<Result<(ImageHeader, Option<String>)>>;
    type JsValue = Vec<WireProbeResult>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(self.sources.iter().map(|(input, hash)| contain_panic(|| self.probe(input, *hash))).collect())
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
        Self { source: convert::source(source), limits: convert::limits(limits), cancel }
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
