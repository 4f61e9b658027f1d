//! JPEG XL: the image header, and the headers of all frames: only those tell how many there are.

use std::io::{BufRead, Read, Seek};

use jxl_oxide::{AllocTracker, InitializeResult, JxlImage, PixelFormat};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::jxl::blocks::without_compressed;
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut bytes = Vec::new();
    reader.take(limits.file_bytes).read_to_end(&mut bytes)?;
    header(&open(&bytes, limits)?, limits)
}

/// Everything is parsed and no pixel is decoded. What rendering may allocate is bounded by the size that the header
/// states; the profile, by the decoder's own 256 MB until our limit is checked.
pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<JxlImage> {
    /// A frame in 32-bit floats, its neighbours that it refers to, and the passes of the filters over them.
    const BYTES_PER_PIXEL: u64 = 160;
    /// Rendered frames are kept by the decoder for those that may refer to them.
    const BYTES_PER_KEPT_PIXEL: u64 = 16;
    const OVERHEAD: u64 = 128 << 20;
    // Before the header is read, a tracker that grows with it is all there is.
    let tracker = AllocTracker::with_limit(usize::try_from(OVERHEAD).unwrap_or(usize::MAX));
    let mut decoder = JxlImage::builder().alloc_tracker(tracker.clone()).build_uninit();
    decoder.feed_bytes(&without_compressed(bytes)?).map_err(|error| decoding_error(&*error))?;
    let mut image = match decoder.try_init().map_err(|error| decoding_error(&*error))? {
        InitializeResult::Initialized(image) => image,
        InitializeResult::NeedMoreData(_) => return Err(EngineError::truncated("the JPEG XL ends inside its header")),
    };
    limits.check_dimensions(image.width(), image.height())?;
    image.finalize().map_err(|error| decoding_error(&*error))?;
    if !image.is_loading_done() || image.num_loaded_keyframes() == 0 {
        return Err(EngineError::truncated("the JPEG XL ends before its image data does"));
    }
    check_layers(&image)?;
    let pixels = u64::from(image.width()) * u64::from(image.height());
    let kept = pixels.saturating_mul(image.num_loaded_frames() as u64).min(limits.animation_pixels);
    let bytes = pixels.saturating_mul(BYTES_PER_PIXEL).saturating_add(kept.saturating_mul(BYTES_PER_KEPT_PIXEL));
    tracker.expand_limit(usize::try_from(bytes).unwrap_or(usize::MAX).min(usize::MAX >> 1));
    Ok(image)
}

/// The decoder renders a frame inside the rendering of the one that refers to it: thousands of layers would overflow
/// its thread's stack, which nothing can catch.
fn check_layers(image: &JxlImage) -> Result<()> {
    const MOST_LAYERS: usize = 100;
    let mut layers = 0;
    for index in 0..image.num_loaded_frames() {
        layers = if image.frame(index).is_some_and(|frame| frame.header().is_keyframe()) { 0 } else { layers + 1 };
        if layers > MOST_LAYERS {
            return Err(EngineError::unsupported(format!(
                "a JPEG XL with over {MOST_LAYERS} layers that are shown as one picture"
            )));
        }
    }
    Ok(())
}

pub(crate) fn header(image: &JxlImage, limits: &Limits) -> Result<ImageHeader> {
    let metadata = &image.image_header().metadata;
    let format = image.pixel_format();
    if format.has_black() {
        return Err(EngineError::unsupported("a CMYK JPEG XL; grey and RGB are read"));
    }
    Ok(ImageHeader {
        format: SourceFormat::Jxl,
        // The orientation is part of decoding in this format: what is stored otherwise never comes out.
        width: image.width(),
        height: image.height(),
        orientation: Orientation::Upright,
        colour_space: match format {
            PixelFormat::Gray | PixelFormat::Graya => ColourSpace::Gray,
            _ => ColourSpace::Rgb,
        },
        has_alpha: format.has_alpha(),
        bit_depth: metadata.bit_depth.bits_per_sample().clamp(8, 16) as u8,
        is_progressive: false,
        frames: u32::try_from(image.num_loaded_keyframes()).unwrap_or(u32::MAX),
        loops: metadata.animation.as_ref().map_or(0, |animation| animation.num_loops),
        profile: profile(image, limits)?,
        quality: None,
        gain_map: None,
        faults: Vec::new(),
    })
}

/// The colours that a rendered frame will have.
pub(crate) fn profile(image: &JxlImage, limits: &Limits) -> Result<ColourProfile> {
    const SRGB: (u8, u8) = (1, 13);
    const DISPLAY_P3: (u8, u8) = (12, 13);
    if let Some([primaries, transfer, ..]) = image.rendered_cicp() {
        match (primaries, transfer) {
            SRGB => return Ok(ColourProfile::Unspecified),
            DISPLAY_P3 => {
                return Ok(ColourProfile::Cicp { primaries: primaries.into(), transfer: transfer.into() });
            }
            _ => {}
        }
    }
    let icc = image.rendered_icc();
    limits.check_metadata_bytes("ICC", icc.len() as u64)?;
    Ok(ColourProfile::Icc(icc))
}

pub(crate) fn decoding_error(error: &(dyn std::error::Error + 'static)) -> EngineError {
    let message = error.to_string();
    if message.contains("out of memory") || message.contains("failed to allocate") {
        return EngineError::new(ErrorCode::OutOfMemory, "a JPEG XL that needs far more memory than its pixels");
    }
    if message.contains("EOF") || message.contains("end of file") || message.contains("eof") {
        return EngineError::truncated("the JPEG XL ends before its image data does");
    }
    EngineError::corrupt(format!("JPEG XL: {message}"))
}
