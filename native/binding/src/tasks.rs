//! The engine on libuv's threads. A panic that reached Node-API's worker would abort the process, so each task
//! contains its own.

use lazy_image_engine::{
    Batch, BatchOutcome, Cancel, ImageHeader, Limits, OutputEvent, Result, Source, SourceInput, contain_panic,
    hash_bytes, hash_path, probe_bytes, probe_path, process_batch, process_source,
};
use napi::bindgen_prelude::Function;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Status, Task};

use crate::convert;
use crate::wire::{
    WireBatch, WireBatchResult, WireLimits, WireOutputEvent, WireProbeResult, WireProbeSource, WireSource,
};

pub struct ProbeTask {
    /// Each with whether its content is to be hashed.
    sources: Vec<(SourceInput, bool)>,
    limits: Limits,
}

impl ProbeTask {
    pub fn new(sources: Vec<WireProbeSource>, limits: &WireLimits) -> napi::Result<Self> {
        let sources = sources
            .into_iter()
            .map(|source| Ok((convert::input(source.path, source.bytes)?, source.content_hash)))
            .collect::<napi::Result<_>>()?;
        Ok(Self { sources, limits: convert::limits(limits) })
    }

    fn probe(&self, input: &SourceInput, hash: bool) -> Result<(ImageHeader, Option<String>)> {
        let (header, content_hash) = match input {
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

pub struct BatchTask {
    batch: Batch,
    on_output: Option<OnOutput>,
    cancel: Cancel,
}

impl BatchTask {
    pub fn new(batch: WireBatch, on_output: Option<OnOutput>, cancel: Cancel) -> napi::Result<Self> {
        Ok(Self { batch: convert::batch(batch)?, on_output, cancel })
    }
}

impl Task for BatchTask {
    type Output = Result<BatchOutcome>;
    type JsValue = WireBatchResult;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(contain_panic(|| {
            process_batch(&self.batch, &self.cancel, &|event| {
                if let Some(on_output) = &self.on_output {
                    on_output.call(event);
                }
            })
        }))
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        Ok(convert::batch_result(output))
    }
}

pub struct SourceTask {
    source: Source,
    limits: Limits,
    cancel: Cancel,
}

impl SourceTask {
    pub fn new(source: WireSource, limits: &WireLimits, cancel: Cancel) -> napi::Result<Self> {
        Ok(Self { source: convert::source(source)?, limits: convert::limits(limits), cancel })
    }
}

impl Task for SourceTask {
    type Output = Result<BatchOutcome>;
    type JsValue = WireBatchResult;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(contain_panic(|| process_source(&self.source, self.limits, &self.cancel)))
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        Ok(convert::batch_result(output))
    }
}

/// A progress callback that worker threads may call; it keeps no process alive.
pub struct OnOutput(ThreadsafeFunction<WireOutputEvent, (), WireOutputEvent, Status, false, true>);

impl OnOutput {
    pub fn new(callback: Function<'_, WireOutputEvent, ()>) -> napi::Result<Self> {
        Ok(Self(callback.build_threadsafe_function().weak::<true>().build()?))
    }

    fn call(&self, event: OutputEvent) {
        // A full or closed queue loses a progress event, nothing more.
        let _ = self.0.call(convert::event(event), ThreadsafeFunctionCallMode::NonBlocking);
    }
}
