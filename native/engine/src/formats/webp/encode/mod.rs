//! WebP through libwebp: still pictures and frames of animations, lossy and lossless.

mod animation;
mod errors;
mod picture;
mod still;

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::webp::settings::Webp;
use crate::kinds::encode::Loss;
use crate::metadata::Blocks;
use crate::picture::Picture;
use animation::FramesOfWebp;
use errors::version_error;
use still::encode_still;

/// The picture's first frame. The level of a loss is libwebp's quality.
pub fn encode(picture: &Picture, loss: Loss, webp: &Webp, cancel: &Cancel) -> Result<Vec<u8>> {
    encode_still(&*picture.first().to_eight()?, &configuration(loss, webp)?, cancel)
}

/// An animation, frame by frame.
pub fn frames(picture: &Picture, loss: Loss, webp: &Webp, blocks: &Blocks, cancel: &Cancel) -> Result<FramesOfWebp> {
    FramesOfWebp::plan(picture, configuration(loss, webp)?, blocks, cancel)
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
