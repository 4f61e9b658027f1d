//! WebP through libwebp: still pictures and animations, lossy and lossless.

mod animation;
mod assembled;
mod errors;
mod picture;

use std::ffi::c_int;

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::webp::settings::Webp;
use crate::kinds::encode::Loss;
use crate::picture::Picture;
use crate::pixels::Raster;
use errors::{encoding_error, version_error};
use picture::Planes;

pub(crate) use assembled::Assembled;

/// One frame as a still picture, several as an animation. The level of a loss is libwebp's quality.
pub fn encode(picture: &Picture, loss: Loss, webp: &Webp, cancel: &Cancel) -> Result<Vec<u8>> {
    let config = configuration(loss, webp)?;
    match &picture.frames[..] {
        [frame] => encode_still(&*frame.pixels.to_eight()?, &config, cancel),
        _ => animation::encode(picture, &config, cancel),
    }
}

fn configuration(loss: Loss, &Webp { effort, alpha_quality, .. }: &Webp) -> Result<webp::WebPConfig> {
    lazy_image_webp_modes::prepare();
    let mut config = webp::WebPConfig::new().map_err(|()| version_error())?;
    config.alpha_quality = alpha_quality.into();
    match loss {
        Loss::Level(quality) => {
            config.quality = quality as f32;
            config.method = effort.into();
        }
        Loss::Lossless => set_lossless(&mut config, effort),
        Loss::NearLossless(level) => {
            set_lossless(&mut config, effort);
            config.near_lossless = level.into();
        }
    }
    Ok(config)
}

/// In lossless coding the quality is a second effort. The pairs are those of libwebp's own presets.
fn set_lossless(config: &mut webp::WebPConfig, effort: u8) {
    const QUALITY_OF_EFFORT: [f32; 7] = [0.0, 20.0, 25.0, 50.0, 75.0, 90.0, 100.0];
    config.lossless = 1;
    config.method = effort.into();
    config.quality = QUALITY_OF_EFFORT[usize::from(effort)];
}

fn encode_still(pixels: &Raster<u8>, config: &webp::WebPConfig, cancel: &Cancel) -> Result<Vec<u8>> {
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
