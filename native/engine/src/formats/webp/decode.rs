//! WebP through libwebp: still pictures directly, animations through its compositor.

use std::marker::PhantomData;

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::kinds::header::ImageHeader;
use crate::picture::{Frame, Picture};
use crate::pixels::{Channels, Raster};

pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    let Encoded { bytes, header, .. } = *source;
    let channels = Channels::new(false, header.has_alpha);
    if header.frames == 1 && !is_animated(bytes) {
        let picture = Picture::still(still(bytes, header, channels)?, header.profile.clone());
        return Ok(Decoded { picture, scale: 1.0, faults: Vec::new() });
    }
    let mut animation = Animation::new(bytes, header)?;
    let wanted = if needs.all_frames { header.frames } else { 1 };
    let frames = (0..wanted)
        .map(|_| {
            cancel.check()?;
            animation.next_frame(header, channels)
        })
        .collect::<Result<Vec<_>>>()?;
    let picture = if needs.all_frames {
        Picture { frames, loops: header.loops, profile: header.profile.clone(), listed_colours: None }
    } else {
        Picture::still(
            frames.into_iter().map(|frame| frame.pixels).next().unwrap_or_else(|| unreachable!("one frame is wanted")),
            header.profile.clone(),
        )
    };
    Ok(Decoded { picture, scale: 1.0, faults: Vec::new() })
}

/// An animation of one frame says so only in its flags.
fn is_animated(bytes: &[u8]) -> bool {
    const ANIMATION_FLAG: u8 = 0x02;
    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & ANIMATION_FLAG != 0)
}

fn still(bytes: &[u8], header: &ImageHeader, channels: Channels) -> Result<Raster<u8>> {
    let mut pixels = Raster::<u8>::allocate(header.width, header.height, channels)?;
    let stride = pixels.stride();
    let mut config = webp::WebPDecoderConfig::new()
        .map_err(|()| EngineError::engine("libwebp", "its headers and its library differ in version"))?;
    config.output.colorspace =
        if channels.has_alpha() { webp::WEBP_CSP_MODE::MODE_RGBA } else { webp::WEBP_CSP_MODE::MODE_RGB };
    config.output.is_external_memory = 1;
    config.output.u.RGBA = webp::WebPRGBABuffer {
        rgba: pixels.samples.as_mut_ptr(),
        stride: i32::try_from(stride).map_err(|_| EngineError::engine("libwebp", "a row of over 2 GB"))?,
        size: pixels.samples.len(),
    };
    // SAFETY: input and output are live slices whose lengths are passed with them; libwebp refuses an output
    // buffer that is too small for the picture.
    let status = unsafe { webp::WebPDecode(bytes.as_ptr(), bytes.len(), &mut config) };
    // SAFETY: frees only what libwebp itself allocated; the output memory is marked as external.
    unsafe { webp::WebPFreeDecBuffer(&mut config.output) };
    match status {
        webp::VP8StatusCode::VP8_STATUS_OK => Ok(pixels),
        webp::VP8StatusCode::VP8_STATUS_NOT_ENOUGH_DATA | webp::VP8StatusCode::VP8_STATUS_SUSPENDED => {
            Err(EngineError::truncated("the WebP ends before its image data does"))
        }
        webp::VP8StatusCode::VP8_STATUS_OUT_OF_MEMORY => {
            Err(EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for its decoder"))
        }
        webp::VP8StatusCode::VP8_STATUS_UNSUPPORTED_FEATURE => {
            Err(EngineError::new(ErrorCode::FeatureUnsupported, "a WebP feature that libwebp does not read"))
        }
        other => Err(EngineError::corrupt(format!("WebP: {other:?}"))),
    }
}

/// libwebp's compositor over bytes that it does not copy.
struct Animation<'bytes> {
    decoder: *mut webp::WebPAnimDecoder,
    /// When the frame before ended, in milliseconds.
    ended: i32,
    bytes: PhantomData<&'bytes [u8]>,
}

impl Drop for Animation<'_> {
    fn drop(&mut self) {
        // SAFETY: the pointer came from WebPAnimDecoderNew and is deleted once.
        unsafe { webp::WebPAnimDecoderDelete(self.decoder) };
    }
}

impl<'bytes> Animation<'bytes> {
    fn new(bytes: &'bytes [u8], header: &ImageHeader) -> Result<Self> {
        // SAFETY: plain data, overwritten by the initialiser below.
        let mut options: webp::WebPAnimDecoderOptions = unsafe { std::mem::zeroed() };
        // SAFETY: the options are ours.
        if unsafe { webp::WebPAnimDecoderOptionsInit(&mut options) } == 0 {
            return Err(EngineError::engine("libwebp", "its headers and its library differ in version"));
        }
        options.color_mode = webp::WEBP_CSP_MODE::MODE_RGBA;
        options.use_threads = 0;
        let data = webp::WebPData { bytes: bytes.as_ptr(), size: bytes.len() };
        // SAFETY: the struct's lifetime keeps the bytes alive for as long as the decoder.
        let decoder = unsafe { webp::WebPAnimDecoderNew(&data, &options) };
        if decoder.is_null() {
            return Err(EngineError::corrupt("WebP: the animation's chunks are damaged or cut short"));
        }
        let animation = Self { decoder, ended: 0, bytes: PhantomData };
        let mut info = webp::WebPAnimInfo::default();
        // SAFETY: the decoder is live, the information is ours.
        let known = unsafe { webp::WebPAnimDecoderGetInfo(animation.decoder, &mut info) } != 0;
        // Frames are read by our header's size.
        if !known || (info.canvas_width, info.canvas_height) != (header.width, header.height) {
            return Err(EngineError::corrupt("WebP: its chunks disagree about the canvas"));
        }
        Ok(animation)
    }

    fn next_frame(&mut self, header: &ImageHeader, channels: Channels) -> Result<Frame> {
        let mut canvas = std::ptr::null_mut();
        let mut ends = 0;
        // SAFETY: the decoder is live; on success it owns a canvas of width × height RGBA pixels.
        if unsafe { webp::WebPAnimDecoderGetNext(self.decoder, &mut canvas, &mut ends) } == 0 || canvas.is_null() {
            return Err(EngineError::corrupt("WebP: a frame of the animation is damaged or missing"));
        }
        let length = Raster::<u8>::sample_count(header.width, header.height, Channels::Rgba)
            .ok_or_else(|| EngineError::engine("libwebp", "a canvas beyond the address space"))?;
        // SAFETY: the canvas has the size of the container's header, which is the one our header was read from.
        let canvas = unsafe { std::slice::from_raw_parts(canvas, length) };
        let mut pixels = Raster::allocate(header.width, header.height, channels)?;
        if channels.has_alpha() {
            pixels.samples.copy_from_slice(canvas);
        } else {
            for (to, from) in pixels.samples.chunks_exact_mut(3).zip(canvas.chunks_exact(4)) {
                to.copy_from_slice(&from[..3]);
            }
        }
        let delay = ends.saturating_sub(self.ended);
        self.ended = ends;
        Ok(Frame { pixels: pixels.into(), delay_ms: shown_delay(delay) })
    }
}

/// Browsers treat frames of at most 10 ms as they do in GIF.
fn shown_delay(delay_ms: i32) -> u32 {
    match u32::try_from(delay_ms) {
        Ok(delay) if delay > 10 => delay,
        _ => 100,
    }
}
