//! GIF blocks (GIF89a specification), walked without decompressing pixels: only that tells the number of frames.

use std::io::{BufRead, Read, Seek, SeekFrom};
use std::num::NonZeroU64;

use gif::{DecodeOptions, Decoder, DecodingError, DisposalMethod, MemoryLimit, Repeat};

use super::blocks::{CONTROL, EXTENSION, colours_length, disposal_of, is_restored};
use super::mend::mend;
use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    // What is wrong with the blocks, the decoder says.
    let uncovers = is_first_restored(reader).unwrap_or(false);
    reader.seek(SeekFrom::Start(0))?;
    match read(&mut *reader, uncovers, limits) {
        Err(error) if matches!(error.code, ErrorCode::SourceCorrupt | ErrorCode::SourceTruncated) => {
            reader.seek(SeekFrom::Start(0))?;
            let mut bytes = Vec::new();
            reader.take(limits.file_bytes).read_to_end(&mut bytes)?;
            let Some(mended) = mend(&bytes)? else { return Err(error) };
            let Ok(header) = read(&mended.bytes[..], uncovers, limits) else { return Err(error) };
            Ok(ImageHeader { faults: mended.faults, ..header })
        }
        result => result,
    }
}

/// Whether the screen is what it was before the first frame, which is nothing, when that has been shown.
fn is_first_restored(reader: &mut (impl BufRead + Seek)) -> std::io::Result<bool> {
    let mut screen = [0; 13];
    reader.read_exact(&mut screen)?;
    reader.seek_relative(colours_length(screen[10]) as i64)?;
    let mut method = 0;
    loop {
        // The kind of a block, what it is about, and the length of its first piece.
        let mut start = [0; 3];
        reader.read_exact(&mut start)?;
        let [EXTENSION, label, mut length] = start else { return Ok(is_restored(method)) };
        let mut is_control = label == CONTROL;
        while length > 0 {
            let mut flags = [0];
            reader.read_exact(&mut flags)?;
            if std::mem::take(&mut is_control) {
                method = disposal_of(flags[0]);
            }
            let mut next = [0];
            reader.seek_relative(i64::from(length) - 1)?;
            reader.read_exact(&mut next)?;
            length = next[0];
        }
    }
}

/// `uncovers`: what [`is_first_restored`] says.
fn read(reader: impl Read, uncovers: bool, limits: &Limits) -> Result<ImageHeader> {
    let mut options = options();
    options.skip_frame_decoding(true);
    options.set_memory_limit(metadata_limit(limits));
    let mut decoder = options.read_info(reader).map_err(decoding_error)?;
    let (mut width, mut height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let (mut frames, mut has_alpha, mut cleared) = (0, false, false);
    while let Some(frame) = decoder.next_frame_info().map_err(decoding_error)? {
        let right = u32::from(frame.left) + u32::from(frame.width);
        let bottom = u32::from(frame.top) + u32::from(frame.height);
        if frames == 0 {
            // Some encoders leave the screen's size empty or too small, and viewers make room for the first frame.
            (width, height) = (width.max(right), height.max(bottom));
            has_alpha = frame.left > 0 || frame.top > 0 || right < width || bottom < height;
        }
        has_alpha |= frame.transparent.is_some() || cleared;
        cleared = frame.dispose == DisposalMethod::Background || frames == 0 && uncovers;
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
        quality: None,
        gain_map: None,
        faults: Vec::new(),
    })
}

/// Extensions that nobody knows are skipped, as the format asks.
pub(crate) fn options() -> DecodeOptions {
    let mut options = DecodeOptions::new();
    options.allow_unknown_blocks(true);
    options
}

/// How often it plays, 0 being for ever: the extension counts repetitions after the first time.
fn loops<R: Read>(decoder: &Decoder<R>) -> u32 {
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
