//! WebP through libwebp.

use std::ffi::{c_int, c_void};

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::pixels::{Channels, Raster};

pub fn encode(pixels: &Raster<u8>, quality: u8, method: u8, cancel: &Cancel) -> Result<Vec<u8>> {
    let rgb;
    let pixels = if pixels.channels.is_gray() {
        rgb = pixels.expand_gray()?;
        &rgb
    } else {
        pixels
    };
    let version = || EngineError::engine("libwebp", "its headers and its library differ in version");
    let mut config = webp::WebPConfig::new().map_err(|()| version())?;
    config.quality = f32::from(quality);
    config.method = c_int::from(method);

    let mut picture = Picture(webp::WebPPicture::new().map_err(|()| version())?);
    picture.0.width = pixels.width as c_int;
    picture.0.height = pixels.height as c_int;
    picture.import(pixels)?;

    let mut out: Vec<u8> = Vec::new();
    picture.0.writer = Some(append);
    picture.0.custom_ptr = (&raw mut out).cast();
    picture.0.progress_hook = Some(keep_going);
    picture.0.user_data = std::ptr::from_ref(cancel).cast_mut().cast();
    // SAFETY: configuration and picture are initialised; the writer's and the hook's pointers outlive the call.
    if unsafe { webp::WebPEncode(&config, &mut picture.0) } == 0 {
        return Err(match picture.0.error_code {
            webp::WebPEncodingError::VP8_ENC_ERROR_USER_ABORT => EngineError::aborted(),
            webp::WebPEncodingError::VP8_ENC_ERROR_OUT_OF_MEMORY
            | webp::WebPEncodingError::VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY
            | webp::WebPEncodingError::VP8_ENC_ERROR_BAD_WRITE => {
                EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for its encoder")
            }
            code => EngineError::engine("libwebp", format!("{code:?}")),
        });
    }
    Ok(out)
}

struct Picture(webp::WebPPicture);

impl Picture {
    fn import(&mut self, pixels: &Raster<u8>) -> Result<()> {
        let stride =
            c_int::try_from(pixels.stride()).map_err(|_| EngineError::engine("libwebp", "a row of over 2 GB"))?;
        // SAFETY: the slice holds height rows of `stride` bytes, and the picture's size was set to the same.
        let imported = unsafe {
            match pixels.channels {
                Channels::Rgba => webp::WebPPictureImportRGBA(&mut self.0, pixels.samples.as_ptr(), stride),
                _ => webp::WebPPictureImportRGB(&mut self.0, pixels.samples.as_ptr(), stride),
            }
        };
        if imported == 0 {
            return Err(EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for the picture"));
        }
        Ok(())
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        // SAFETY: frees the planes that an import allocated, if any.
        unsafe { webp::WebPPictureFree(&mut self.0) };
    }
}

unsafe extern "C" fn append(data: *const u8, length: usize, picture: *const webp::WebPPicture) -> c_int {
    // SAFETY: `custom_ptr` is the vector set before encoding; libwebp passes `length` readable bytes.
    let (out, bytes) =
        unsafe { (&mut *(*picture).custom_ptr.cast::<Vec<u8>>(), std::slice::from_raw_parts(data, length)) };
    if out.try_reserve(length).is_err() {
        return 0;
    }
    out.extend_from_slice(bytes);
    1
}

unsafe extern "C" fn keep_going(_percent: c_int, picture: *const webp::WebPPicture) -> c_int {
    // SAFETY: `user_data` is the flag set before encoding.
    let cancel = unsafe { &*(*picture).user_data.cast::<c_void>().cast::<Cancel>() };
    c_int::from(!cancel.is_cancelled())
}
