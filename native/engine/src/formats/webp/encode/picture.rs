//! Pixels in libwebp's own planes.

use std::ffi::{c_int, c_void};
use std::marker::PhantomData;

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::webp::encode::errors::version_error;
use crate::pixels::{Channels, Raster};

/// A picture of libwebp's, freed with this value. It looks at the cancel flag while it is encoded.
pub struct Planes<'cancel>(pub webp::WebPPicture, PhantomData<&'cancel Cancel>);

impl<'cancel> Planes<'cancel> {
    /// Copies the pixels in, as ARGB where nothing may be lost and as YUV else.
    pub fn new(pixels: &Raster<u8>, argb: bool, cancel: &'cancel Cancel) -> Result<Self> {
        let rgb;
        let pixels = if pixels.channels.is_gray() {
            rgb = pixels.expand_gray()?;
            &rgb
        } else {
            pixels
        };
        let mut planes = Self(webp::WebPPicture::new().map_err(|()| version_error())?, PhantomData);
        planes.0.width = pixels.width as c_int;
        planes.0.height = pixels.height as c_int;
        planes.0.use_argb = argb.into();
        planes.0.progress_hook = Some(keep_going);
        planes.0.user_data = std::ptr::from_ref(cancel).cast_mut().cast();
        let stride =
            c_int::try_from(pixels.stride()).map_err(|_| EngineError::engine("libwebp", "a row of over 2 GB"))?;
        // SAFETY: the slice holds height rows of `stride` bytes, and the picture's size was set to the same.
        let imported = unsafe {
            match pixels.channels {
                Channels::Rgba => webp::WebPPictureImportRGBA(&mut planes.0, pixels.samples.as_ptr(), stride),
                _ => webp::WebPPictureImportRGB(&mut planes.0, pixels.samples.as_ptr(), stride),
            }
        };
        if imported == 0 {
            return Err(EngineError::new(ErrorCode::OutOfMemory, "libwebp found no memory for the picture"));
        }
        Ok(planes)
    }
}

impl Drop for Planes<'_> {
    fn drop(&mut self) {
        // SAFETY: frees the planes that an import allocated, if any.
        unsafe { webp::WebPPictureFree(&mut self.0) };
    }
}

unsafe extern "C" fn keep_going(_percent: c_int, picture: *const webp::WebPPicture) -> c_int {
    // SAFETY: `user_data` is the flag set when the planes were made.
    let cancel = unsafe { &*(*picture).user_data.cast::<c_void>().cast::<Cancel>() };
    c_int::from(cancel.check().is_ok())
}
