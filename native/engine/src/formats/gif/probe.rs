//! GIF blocks (GIF89a specification), walked without decompressing pixels: only that tells the number of frames.

use std::io::{BufRead, Seek};
use std::num::NonZeroU64;

use gif::{DecodeOptions, Decoder, DecodingError, DisposalMethod, MemoryLimit, Repeat};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut options = DecodeOptions::new();
    options.skip_frame_decoding(true);
    options.set_memory_limit(metadata_limit(limits));
    let mut decoder = options.read_info(reader).map_err(decoding_error)?;
    let (mut width, mut height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let (mut frames, mut has_alpha, mut cleared) = (0, false, false);
    while let Some(frame) = decoder.next_frame_info().map_err(decoding_error)? {
        let right = u32::from(frame.left) + u32::from(frame.width);
        let bottom = u32::from(frame.top) + u32::from(frame.height);
        if frames == 0 {
            // Some encoders leave the screen's size empty, and viewers take the first frame's.
            (width, height) = if width == 0 || height == 0 { (right, bottom) } else { (width, height) };
            has_alpha = frame.left > 0 || frame.top > 0 || right < width || bottom < height;
        }
        has_alpha |= frame.transparent.is_some() || cleared;
        cleared = frame.dispose == DisposalMethod::Background;
        frames += 1;
    }
    if frames == 0 {
        return Err(EngineError::corrupt("a GIF without a frame"));
    }
    Ok(ImageHeader {
        format: SourceFormat::Gif,
        width,
        height,
        orientation: Orientation::Upright,
        colour_space: ColourSpace::Rgb,
        has_alpha,
        bit_depth: 8,
        is_progressive: false,
        frames,
        loops: loops(&decoder),
        // Browsers do not look at the profile extension that a few programs write.
        profile: ColourProfile::Unspecified,
    })
}

/// How often it plays, 0 being for ever: the extension counts repetitions after the first time.
fn loops<R: std::io::Read>(decoder: &Decoder<R>) -> u32 {
    match decoder.repeat() {
        Repeat::Infinite => 0,
        Repeat::Finite(repetitions) => u32::from(repetitions) + 1,
    }
}

/// The decoder's own bound counts for profiles and XMP; frames go into buffers of ours.
pub(crate) fn metadata_limit(limits: &Limits) -> MemoryLimit {
    NonZeroU64::new(limits.metadata_bytes).map_or(MemoryLimit::Unlimited, MemoryLimit::Bytes)
}

pub(crate) fn decoding_error(error: DecodingError) -> EngineError {
    match error {
        DecodingError::UnexpectedEof => EngineError::truncated("the GIF ends before its image data does"),
        DecodingError::Io(error) => error.into(),
        DecodingError::OutOfMemory => EngineError::new(ErrorCode::OutOfMemory, "no memory for the blocks of a GIF"),
        DecodingError::MemoryLimit => {
            EngineError::of(ErrorCode::LimitMetadataBytes).with("holder", "GIF").with("block", "profile or XMP block")
        }
        error => EngineError::corrupt(format!("GIF: {error}")),
    }
}
