//! Batches with everything decided, for tests that change one thing.
#![allow(dead_code, reason = "each test file uses some of these")]

use std::num::NonZeroUsize;

use lazy_image_engine::{
    Avif, AvifEffort, Base, Batch, BatchOutcome, Cancel, Chroma, DecodeSize, Destination, Encoding, FailOn, Fit,
    FixedFrame, FrameRequest, Framing, Jpeg, JpegEffort, KeepMetadata, Kernel, Limits, Output, Png, Position, Quality,
    Region, Source, SourceInput, TargetColours, Webp, process_batch,
};

pub const JPEG: Encoding = Encoding::Jpeg(Jpeg {
    quality: Quality::Number(80),
    progressive: false,
    effort: JpegEffort::Default,
    chroma: Some(Chroma::Yuv420),
    background: [0; 3],
});
pub const WEBP: Encoding = Encoding::Webp(Webp { quality: Quality::Number(80), effort: 4, alpha_quality: 100 });
pub const AVIF: Encoding =
    Encoding::Avif(Avif { quality: Quality::Number(50), effort: AvifEffort::Faster, depth: 8, chroma: Chroma::Yuv444 });
pub const PNG: Encoding = Encoding::Png(Png { depth: 8, effort: 6, interlaced: false, palette: None });
pub const PNG_SIXTEEN: Encoding = Encoding::Png(Png { depth: 16, effort: 6, interlaced: false, palette: None });

/// The whole picture at its own size.
pub const NOTHING: FrameRequest = FrameRequest {
    crop: None,
    width: None,
    height: None,
    aspect: None,
    fit: Fit::Cover,
    position: Position::Point { x: 0.5, y: 0.5 },
    enlarge: false,
    reduce: true,
    kernel: Kernel::Lanczos3,
    background: [0, 0, 0, 255],
};

pub fn output(source: (u32, u32), width: u32, height: u32, encoding: Encoding) -> Output {
    Output {
        base: Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: false },
        framing: Framing::Fixed(FixedFrame {
            region: Region { left: 0.0, top: 0.0, width: source.0.into(), height: source.1.into() },
            width,
            height,
            kernel: Kernel::Lanczos3,
            canvas: None,
            slide: None,
        }),
        operations: Vec::new(),
        passes: Vec::new(),
        encoding,
        metadata: KeepMetadata::None,
        keep_gain_map: false,
        max_bytes: None,
        or_source: false,
        destination: Destination::Memory,
    }
}

pub fn source(bytes: Vec<u8>, outputs: Vec<Output>) -> Source {
    Source {
        input: SourceInput::Bytes(bytes.into()),
        decode_size: DecodeSize::Full,
        fail_on: FailOn::default(),
        timeout: None,
        outputs,
    }
}

/// Three sizes in four formats.
pub fn three_by_four(size: (u32, u32)) -> Vec<Output> {
    [64, 48, 32]
        .into_iter()
        .flat_map(|width| {
            [JPEG, WEBP, AVIF, PNG].map(|encoding| output(size, width, width * size.1 / size.0, encoding))
        })
        .collect()
}

pub fn batch(sources: Vec<Source>, concurrency: usize) -> Batch {
    Batch {
        sources,
        concurrency: NonZeroUsize::new(concurrency).unwrap(),
        memory_budget: u64::MAX,
        limits: Limits::UNBOUNDED,
    }
}

pub fn run(batch: &Batch) -> BatchOutcome {
    process_batch(batch, &Cancel::new(), &|_| {}).unwrap()
}

pub fn bytes(outcome: &BatchOutcome) -> Vec<Vec<u8>> {
    outcome
        .sources
        .iter()
        .flat_map(|source| source.outputs.iter().map(|output| output.as_ref().unwrap().data.clone().unwrap()))
        .collect()
}
