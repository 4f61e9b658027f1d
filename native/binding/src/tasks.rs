//! Headers, on libuv's threads. A panic that reached Node-API's worker would abort the process, so each task
//! contains its own.

use lazy_image_engine::{
    FailOn, Limits, Result, SourceInput, contain_panic, hash_bytes, hash_path, photo_metadata, probe_bytes_as_far_as,
    probe_path_as_far_as,
};
use napi::{Env, Task};

use crate::convert::{self, Probed};
use crate::wire::{WireLimits, WireProbeResult, WireProbeSource};

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
