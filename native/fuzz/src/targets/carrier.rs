//! The smallest JPEGs that hold blocks of metadata, and what an output keeps of them.

use std::sync::OnceLock;

use lazy_image_engine::{
    Base, Cancel, Channels, Chroma, ColourProfile, DecodeSize, Destination, Encoding, FailOn, FixedFrame, Framing,
    Jpeg, JpegEffort, KeepMetadata, Kernel, Output, Picture, Png, Quality, Raster, Region, Rendition, Result, Source,
    SourceInput, TargetColours, encode, probe_bytes_as_far_as, process_source,
};

use super::LIMITS;

/// What a segment of a JPEG holds at most, its two bytes of length taken off.
pub const MOST_BYTES: usize = 0xFFFF - 2;

/// Of this many channels: 1 or 3.
pub fn jpeg(channels: Channels) -> &'static [u8] {
    static GRAY: OnceLock<Vec<u8>> = OnceLock::new();
    static RGB: OnceLock<Vec<u8>> = OnceLock::new();
    let made = if channels == Channels::Gray { &GRAY } else { &RGB };
    made.get_or_init(|| {
        let picture = Picture::still(Raster::<u8>::allocate(2, 2, channels).unwrap(), ColourProfile::Unspecified);
        encode(&picture, &JPEG, &Cancel::new()).unwrap()
    })
}

/// A JPEG with one more segment behind its start.
pub fn with_segment(jpeg: &[u8], marker: u8, body: &[&[u8]]) -> Vec<u8> {
    let length = body.iter().map(|part| part.len()).sum::<usize>() as u16 + 2;
    [&jpeg[..2], &[0xFF, marker], &length.to_be_bytes(), &body.concat(), &jpeg[2..]].concat()
}

/// Makes an output for each way to keep metadata: a JPEG, which has segments, and a PNG, which has chunks.
///
/// # Panics
/// When a block makes the output of a sound picture fail.
pub fn keep_everything(bytes: &[u8]) {
    let ways = [
        (KeepMetadata::All, JPEG),
        (KeepMetadata::All, PNG),
        (KeepMetadata::Exif, JPEG),
        (KeepMetadata::Copyright, JPEG),
    ];
    for made in make(bytes, |size| ways.map(|(metadata, encoding)| output(size, metadata, encoding)).into()) {
        if let Err(error) = made {
            panic!("a block of metadata made an output fail: {error}");
        }
    }
}

/// Makes a JPEG with the source's gain map, where that has one.
pub fn keep_gain_map(bytes: &[u8]) {
    make(bytes, |size| vec![Output { keep_gain_map: true, ..output(size, KeepMetadata::All, JPEG) }]);
}

fn make(bytes: &[u8], outputs: impl Fn((u32, u32)) -> Vec<Output>) -> Vec<Result<Rendition>> {
    let Ok(header) = probe_bytes_as_far_as(FailOn::None, bytes, &LIMITS) else { return Vec::new() };
    let source = Source {
        input: SourceInput::Bytes(bytes.to_vec().into()),
        decode_size: DecodeSize::Full,
        fail_on: FailOn::None,
        timeout: None,
        outputs: outputs(header.upright_size()),
    };
    let outcome = process_source(&source, LIMITS, &Cancel::new()).unwrap();
    outcome.sources.into_iter().flat_map(|source| source.outputs).collect()
}

/// All of the source on 2 × 2 pixels.
fn output((width, height): (u32, u32), metadata: KeepMetadata, encoding: Encoding) -> Output {
    Output {
        base: Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: false },
        framing: Framing::Fixed(FixedFrame {
            region: Region { left: 0.0, top: 0.0, width: width.into(), height: height.into() },
            width: 2,
            height: 2,
            kernel: Kernel::Lanczos3,
            canvas: None,
            slide: None,
        }),
        operations: Vec::new(),
        passes: Vec::new(),
        encoding,
        metadata,
        keep_gain_map: false,
        max_bytes: None,
        or_source: false,
        destination: Destination::Memory,
    }
}

const JPEG: Encoding = Encoding::Jpeg(Jpeg {
    quality: Quality::Number(80),
    progressive: false,
    effort: JpegEffort::Default,
    chroma: Some(Chroma::Yuv444),
    background: [0; 3],
});
const PNG: Encoding = Encoding::Png(Png { depth: 8, effort: 1, interlaced: false, palette: None });
