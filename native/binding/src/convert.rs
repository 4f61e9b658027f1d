//! The only place that names both sides of the wire.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

use lazy_image_engine::{
    AvifEffort, Batch, BatchOutcome, Canvas, Chroma, ColourProfile, ColourSpace, Destination, Encoding, EngineError,
    ImageHeader, Kernel, Limits, Output, OutputEvent, Region, Rendition, Resampling, Source, SourceFormat, SourceInput,
    WorkCounts, codecs, fingerprint,
};
use napi::bindgen_prelude::Uint8Array;

use crate::wire::*;

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

pub fn limits(wire: &WireLimits) -> Limits {
    Limits {
        pixels: wire.pixels as u64,
        side: wire.side,
        file_bytes: wire.file_bytes as u64,
        metadata_bytes: wire.metadata_bytes as u64,
    }
}

pub fn batch(wire: WireBatch) -> napi::Result<Batch> {
    Ok(Batch {
        concurrency: NonZeroUsize::new(wire.concurrency as usize).ok_or_else(|| misuse("a concurrency of 0"))?,
        memory_budget: wire.memory_budget as u64,
        limits: limits(&wire.limits),
        sources: wire.sources.into_iter().map(source).collect::<napi::Result<_>>()?,
    })
}

pub fn source(wire: WireSource) -> napi::Result<Source> {
    Ok(Source {
        input: input(wire.path, wire.bytes)?,
        auto_orient: wire.auto_orient,
        outputs: wire.outputs.into_iter().map(output).collect::<napi::Result<_>>()?,
    })
}

pub fn input(path: Option<String>, bytes: Option<Uint8Array>) -> napi::Result<SourceInput> {
    match (path, bytes) {
        (Some(path), None) => Ok(SourceInput::Path(PathBuf::from(path))),
        (None, Some(bytes)) => Ok(SourceInput::Bytes(bytes.as_ref().into())),
        _ => Err(misuse("a source needs either a path or bytes")),
    }
}

fn output(wire: WireOutput) -> napi::Result<Output> {
    let WireRegion { left, top, width, height } = wire.region;
    Ok(Output {
        resampling: Resampling {
            region: Region { left, top, width, height },
            width: wire.width,
            height: wire.height,
            kernel: match wire.kernel {
                WireKernel::Lanczos3 => Kernel::Lanczos3,
            },
        },
        canvas: wire.canvas.map(canvas).transpose()?,
        encoding: encoding(wire.encoding)?,
        destination: wire.file.map_or(Destination::Memory, |file| Destination::File(PathBuf::from(file))),
    })
}

fn canvas(wire: WireCanvas) -> napi::Result<Canvas> {
    Ok(Canvas {
        width: wire.width,
        height: wire.height,
        left: wire.left,
        top: wire.top,
        background: channels(&wire.background)?,
    })
}

fn encoding(wire: WireEncoding) -> napi::Result<Encoding> {
    Ok(match wire {
        WireEncoding::Jpeg { quality, progressive, chroma, background } => Encoding::Jpeg {
            quality,
            progressive,
            chroma: match chroma {
                WireChroma::Yuv420 => Chroma::Yuv420,
                WireChroma::Yuv444 => Chroma::Yuv444,
            },
            background: channels(&background)?,
        },
        WireEncoding::Png { level } => Encoding::Png { level },
        WireEncoding::Webp { quality, method } => Encoding::Webp { quality, method },
        WireEncoding::Avif { quality, effort } => Encoding::Avif {
            quality,
            effort: match effort {
                WireAvifEffort::Best => AvifEffort::Best,
                WireAvifEffort::Default => AvifEffort::Default,
                WireAvifEffort::Fast => AvifEffort::Fast,
                WireAvifEffort::Faster => AvifEffort::Faster,
                WireAvifEffort::Draft => AvifEffort::Draft,
            },
        },
    })
}

fn channels<const N: usize>(values: &[u8]) -> napi::Result<[u8; N]> {
    values.try_into().map_err(|_| misuse(&format!("a background of {} channels where {N} are needed", values.len())))
}

pub fn probe_result(result: lazy_image_engine::Result<(ImageHeader, Option<String>)>) -> WireProbeResult {
    match result {
        Ok((header, content_hash)) => {
            WireProbeResult { error: None, header: Some(self::header(&header)), content_hash }
        }
        Err(error) => WireProbeResult { error: Some(self::error(error)), header: None, content_hash: None },
    }
}

fn header(header: &ImageHeader) -> WireHeader {
    let (oriented_width, oriented_height) = header.upright_size();
    WireHeader {
        format: match header.format {
            SourceFormat::Jpeg => WireSourceFormat::Jpeg,
            SourceFormat::Png => WireSourceFormat::Png,
            SourceFormat::Webp => WireSourceFormat::Webp,
            SourceFormat::Avif => WireSourceFormat::Avif,
        },
        stored_width: header.width,
        stored_height: header.height,
        oriented_width,
        oriented_height,
        orientation: header.orientation.to_exif().into(),
        colour_space: match header.colour_space {
            ColourSpace::Gray => WireColourSpace::Gray,
            ColourSpace::Rgb => WireColourSpace::Rgb,
            ColourSpace::Cmyk => WireColourSpace::Cmyk,
        },
        has_alpha: header.has_alpha,
        has_profile: matches!(header.profile, ColourProfile::Icc(_)),
        bit_depth: header.bit_depth.into(),
        is_progressive: header.is_progressive,
        frames: header.frames,
    }
}

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
            error: Some(self::error(error)),
            sources: Vec::new(),
            counts: counts(WorkCounts::default()),
            workers: 0,
        },
    }
}

fn output_result(result: lazy_image_engine::Result<Rendition>) -> WireOutputResult {
    match result {
        Ok(rendition) => WireOutputResult {
            error: None,
            rendition: Some(WireRendition {
                width: rendition.width,
                height: rendition.height,
                bytes: rendition.bytes as f64,
                data: rendition.data.map(Uint8Array::from),
                decode_ms: rendition.timings.decode_ms,
                resize_ms: rendition.timings.resize_ms,
                encode_ms: rendition.timings.encode_ms,
            }),
        },
        Err(error) => WireOutputResult { error: Some(self::error(error)), rendition: None },
    }
}

fn counts(counts: WorkCounts) -> WireCounts {
    WireCounts {
        decodes: counts.decodes as f64,
        resizes: counts.resizes as f64,
        encodes: counts.encodes as f64,
        bytes_in: counts.bytes_in as f64,
        bytes_out: counts.bytes_out as f64,
    }
}

pub fn event(event: OutputEvent) -> WireOutputEvent {
    WireOutputEvent {
        source: event.source as u32,
        output: event.output as u32,
        bytes: event.bytes.map(|bytes| bytes as f64),
    }
}

fn error(error: EngineError) -> WireError {
    WireError { code: error.code.as_str().to_owned(), message: error.message }
}

/// Our own TypeScript broke the contract: the one kind of failure that is thrown.
fn misuse(what: &str) -> napi::Error {
    napi::Error::new(napi::Status::InvalidArg, format!("lazy-image native call: {what}"))
}
