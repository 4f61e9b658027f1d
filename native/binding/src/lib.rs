//! The engine as a Node-API module: a few fat calls on plain data.
//!
//! [`wire`] holds every type that crosses, [`convert`] alone knows both sides, [`tasks`] reads headers on libuv's
//! threads, and [`batch_call`] hands work to the engine's own. Whatever goes wrong with an image or a request is data.

mod batch_call;
mod cancel;
mod convert;
mod held_bytes;
mod output_events;
mod tasks;
mod wire;

use napi::Env;
use napi::bindgen_prelude::{AsyncTask, Function, Object};
use napi_derive::napi;

use cancel::CancelToken;
use output_events::OnOutput;
use tasks::ProbeTask;
use wire::{WireBatch, WireEngineInfo, WireFixedFrame, WireFrameRequest, WireLimits, WireOutputEvent, WireProbeSource};

/// Who this engine is: its version, its codecs, and the fingerprint that belongs into every cache key.
#[napi]
pub fn engine_info() -> WireEngineInfo {
    convert::engine_info()
}

/// The frame that the engine decides on for a source of `width` × `height` pixels: what core decides on too.
#[napi]
pub fn geometry(width: u32, height: u32, request: WireFrameRequest) -> napi::Result<WireFixedFrame> {
    let request = convert::frame_request(request).map_err(|error| napi::Error::from_reason(error.to_string()))?;
    Ok(convert::fixed_frame_to_wire(lazy_image_engine::geometry(width, height, &request)))
}

/// Reads headers, and hashes of the content where asked, on one of libuv's threads.
#[napi(ts_return_type = "Promise<Array<WireProbeResult>>")]
pub fn probe(sources: Vec<WireProbeSource>, limits: WireLimits) -> AsyncTask<ProbeTask> {
    AsyncTask::new(ProbeTask::new(sources, &limits))
}

/// Makes every output of every source on the process's thread pool, which all calls share. `onOutput` is given each output
/// as it finishes, on the calling thread; the result holds those that it was not.
#[napi(ts_return_type = "Promise<WireBatchResult>")]
pub fn process_batch<'env>(
    env: &'env Env,
    batch: WireBatch,
    #[napi(ts_arg_type = "(event: WireOutputEvent) => void")] on_output: Function<'_, WireOutputEvent, ()>,
    cancel: Option<&CancelToken>,
) -> napi::Result<Object<'env>> {
    batch_call::start(env, convert::batch(batch), OnOutput::new(on_output)?, CancelToken::flag_of(cancel))
}
