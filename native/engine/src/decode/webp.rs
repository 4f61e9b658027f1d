//! WebP through libwebp: still pictures directly, the first frame of animations through its compositor.

use libwebp_sys as webp;

use super::{Decoded, Encoded};
use crate::error::{EngineError, ErrorCode, Result};
use crate::picture::Picture;
use crate::pixels::{Channels, Raster};
use crate::probe::ImageHeader;

pub fn decode(source: &Encoded) -> Result<Decoded> {
    let Encoded { bytes, header, .. } = *source;
    let channels = Channels::new(false, header.has_alpha);
    let pixels = if header.frames > 1 || is_animated(bytes) {
        first_frame(bytes, header, channels)?
    } else {
        still(bytes, header, channels)?
    };
    Ok(Decoded { picture: Picture::still(pixels, header.profile.clone()), scale: 1.0 })
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

struct Animation(*mut webp::WebPAnimDecoder);

impl Drop for Animation {
    fn drop(&mut self) {
        // SAFETY: the pointer came from WebPAnimDecoderNew and is deleted once.
        unsafe { webp::WebPAnimDecoderDelete(self.0) };
    }
}

fn first_frame(bytes: &[u8], header: &ImageHeader, channels: Channels) -> Result<Raster<u8>> {
    // SAFETY: plain data, overwritten by the initialiser below.
    let mut options: webp::WebPAnimDecoderOptions = unsafe { std::mem::zeroed() };
    // SAFETY: the options are ours.
    if unsafe { webp::WebPAnimDecoderOptionsInit(&mut options) } == 0 {
        return Err(EngineError::engine("libwebp", "its headers and its library differ in version"));
    }
    options.color_mode = webp::WEBP_CSP_MODE::MODE_RGBA;
    options.use_threads = 0;
    let data = webp::WebPData { bytes: bytes.as_ptr(), size: bytes.len() };
    // SAFETY: the data outlives the decoder, which is dropped at the end of this function.
    let decoder = Animation(unsafe { webp::WebPAnimDecoderNew(&data, &options) });
    if decoder.0.is_null() {
        return Err(EngineError::corrupt("WebP: the animation's chunks are damaged or cut short"));
    }
    let mut frame = std::ptr::null_mut();
    let mut timestamp = 0;
    // SAFETY: the decoder is live; on success it owns a canvas of width × height RGBA pixels.
    if unsafe { webp::WebPAnimDecoderGetNext(decoder.0, &mut frame, &mut timestamp) } == 0 || frame.is_null() {
        return Err(EngineError::corrupt("WebP: the first frame of the animation cannot be decoded"));
    }
    let length = Raster::<u8>::sample_count(header.width, header.height, Channels::Rgba)
        .ok_or_else(|| EngineError::engine("libwebp", "a canvas beyond the address space"))?;
    // SAFETY: the canvas has the size of the container's header, which is the one our header was read from.
    let canvas = unsafe { std::slice::from_raw_parts(frame, length) };
    let mut pixels = Raster::allocate(header.width, header.height, channels)?;
    if channels.has_alpha() {
        pixels.samples.copy_from_slice(canvas);
    } else {
        for (to, from) in pixels.samples.chunks_exact_mut(3).zip(canvas.chunks_exact(4)) {
            to.copy_from_slice(&from[..3]);
        }
    }
    Ok(pixels)
}
