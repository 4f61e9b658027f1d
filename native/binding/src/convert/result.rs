use lazy_image_engine::{BatchOutcome, Rendition, WorkCounts};
use napi::bindgen_prelude::Uint8Array;

use super::error;
use crate::wire::{WireBatchResult, WireCounts, WireOutputResult, WireRendition};

pub fn batch_result(result: lazy_image_engine::Result<BatchOutcome>) -> WireBatchResult {
    match result {
        Ok(outcome) => WireBatchResult {
            error: None,
            sources: outcome
                .sources
                .into_iter()
                .map(|source| source.outputs.into_iter().map(output_result).collect())
                .collect(),
            counts: counts(outcome.counts),
            workers: outcome.workers as u32,
        },
        Err(error) => WireBatchResult {
            error: Some(error::to_wire(error)),
            sources: Vec::new(),
            counts: counts(WorkCounts::default()),
            workers: 0,
        },
    }
}

pub fn output_result(result: lazy_image_engine::Result<Rendition>) -> WireOutputResult {
    match result {
        Ok(rendition) => WireOutputResult {
            error: None,
            rendition: Some(WireRendition {
                width: rendition.width,
                height: rendition.height,
                bytes: rendition.bytes as f64,
                quality: rendition.quality.map(u32::from),
                score: rendition.score,
                is_source: rendition.is_source,
                data: rendition.data.map(Uint8Array::from),
                warnings: rendition.warnings.into_iter().map(error::to_wire).collect(),
                decode_ms: rendition.timings.decode_ms,
                resize_ms: rendition.timings.resize_ms,
                operate_ms: rendition.timings.operate_ms,
                encode_ms: rendition.timings.encode_ms,
            }),
        },
        Err(error) => WireOutputResult { error: Some(error::to_wire(error)), rendition: None },
    }
}

fn counts(counts: WorkCounts) -> WireCounts {
    WireCounts {
        decodes: counts.decodes as f64,
        resizes: counts.resizes as f64,
        operations: counts.operations as f64,
        encodes: counts.encodes as f64,
        trials: counts.trials as f64,
        bytes_in: counts.bytes_in as f64,
        bytes_out: counts.bytes_out as f64,
    }
}
