//! One picture through libwebp.

use std::ffi::c_int;

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::webp::encode::errors::encoding_error;
use crate::formats::webp::encode::picture::Planes;
use crate::pixels::Raster;

pub fn encode_still(pixels: &Raster<u8>, config: &webp::WebPConfig, cancel: &Cancel) -> Result<Vec<u8>> {
    let mut planes = Planes::new(pixels, config.lossless != 0, cancel)?;
    let mut out: Vec<u8> = Vec::new();
    planes.0.writer = Some(append);
    planes.0.custom_ptr = (&raw mut out).cast();
    // SAFETY: configuration and picture are initialised; the writer's pointer outlives the call.
    if unsafe { webp::WebPEncode(config, &mut planes.0) } == 0 {
        cancel.check()?;
        return Err(encoding_error(planes.0.error_code));
    }
    Ok(out)
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
