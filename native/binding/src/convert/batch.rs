use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use lazy_image_engine::{
    Batch, DecodeSize, Destination, EngineError, FailOn, KeepMetadata, Limits, Output, Pass, Result, Source,
    SourceInput,
};
use napi::bindgen_prelude::Reference;

use super::{base, framing, geometry, kind};
use crate::held_bytes::HeldBytes;
use crate::wire::{
    WireBatch, WireDecodeSize, WireFailOn, WireKeepMetadata, WireLimits, WireOutput, WirePass, WireSource,
};

pub fn limits(wire: &WireLimits) -> Limits {
    Limits {
        pixels: wire.pixels as u64,
        side: wire.side,
        file_bytes: wire.file_bytes as u64,
        metadata_bytes: wire.metadata_bytes as u64,
        frames: wire.frames,
        animation_pixels: wire.animation_pixels as u64,
        svg_elements: wire.svg_elements,
        svg_nesting: wire.svg_nesting,
    }
}

pub fn batch(wire: WireBatch) -> Result<Batch> {
    Ok(Batch {
        concurrency: NonZeroUsize::new(wire.concurrency as usize)
            .ok_or_else(|| EngineError::invalid("a concurrency of 0"))?,
        memory_budget: wire.memory_budget as u64,
        limits: limits(&wire.limits),
        sources: wire.sources.into_iter().map(source).collect::<Result<_>>()?,
    })
}

fn source(wire: WireSource) -> Result<Source> {
    Ok(Source {
        input: input(wire.path, wire.bytes)?,
        decode_size: match wire.decode_size {
            WireDecodeSize::Full => DecodeSize::Full,
            WireDecodeSize::Needed => DecodeSize::Needed,
        },
        fail_on: fail_on(wire.fail_on),
        timeout: wire.timeout_ms.map(timeout).transpose()?,
        outputs: wire.outputs.into_iter().map(output).collect::<Result<_>>()?,
    })
}

pub fn fail_on(wire: WireFailOn) -> FailOn {
    match wire {
        WireFailOn::None => FailOn::None,
        WireFailOn::Truncated => FailOn::Truncated,
        WireFailOn::Error => FailOn::Error,
        WireFailOn::Warning => FailOn::Warning,
    }
}

pub fn input(path: Option<String>, bytes: Option<Reference<HeldBytes>>) -> Result<SourceInput> {
    match (path, bytes) {
        (Some(path), None) => Ok(SourceInput::Path(PathBuf::from(path))),
        (None, Some(bytes)) => bytes.input(),
        _ => Err(EngineError::invalid("a source needs either a path or bytes")),
    }
}

fn timeout(milliseconds: f64) -> Result<Duration> {
    Duration::try_from_secs_f64(milliseconds / 1000.0)
        .map_err(|_| EngineError::invalid("a timeout that is no length of time"))
}

fn pass(wire: WirePass) -> Result<Pass> {
    Ok(Pass {
        trim: wire.trim,
        request: geometry::from_wire(wire.request)?,
        operations: wire.operations.into_iter().map(kind::operation).collect::<Result<_>>()?,
    })
}

fn output(wire: WireOutput) -> Result<Output> {
    Ok(Output {
        base: base::from_wire(wire.base),
        framing: framing::from_wire(wire.framing)?,
        operations: wire.operations.into_iter().map(kind::operation).collect::<Result<_>>()?,
        passes: wire.passes.unwrap_or_default().into_iter().map(pass).collect::<Result<_>>()?,
        encoding: kind::encoding(wire.encoding)?,
        metadata: match wire.metadata {
            WireKeepMetadata::None => KeepMetadata::None,
            WireKeepMetadata::Icc => KeepMetadata::Icc,
            WireKeepMetadata::Copyright => KeepMetadata::Copyright,
            WireKeepMetadata::Exif => KeepMetadata::Exif,
            WireKeepMetadata::All => KeepMetadata::All,
        },
        keep_gain_map: wire.keep_gain_map,
        max_bytes: wire.max_bytes.map(|bytes| bytes as u64),
        or_source: wire.or_source,
        destination: wire.file.map_or(Destination::Event, |file| Destination::File(PathBuf::from(file))),
    })
}
