//! Animations whose frames are encoded each by itself: a frame holds what is not seen yet, and none depends on the bytes of
//! another.

mod canvas;
mod sequence;

use std::ffi::c_int;

use libwebp_sys as webp;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::webp::blocks;
use crate::formats::webp::encode::still::encode_still;
use crate::formats::webp::mux::{FrameInMux, Mux};
use crate::kinds::encode::Parts;
use crate::metadata::Blocks;
use crate::picture::Picture;
use canvas::Canvas;
use sequence::{Seen, Shown, sequence};

/// The format counts plays in 16 bits; whoever asked for more will not see the end of them.
const MOST_LOOPS: u32 = u16::MAX as u32;

/// What has to be known of all frames before the first is encoded.
pub struct FramesOfWebp {
    size: (u32, u32),
    loops: u32,
    config: webp::WebPConfig,
    shown: Vec<Shown>,
    blocks: Blocks,
}

impl FramesOfWebp {
    pub fn plan(picture: &Picture, config: webp::WebPConfig, blocks: &Blocks, cancel: &Cancel) -> Result<Self> {
        let tolerance = (config.lossless == 0).then(|| tolerance_at(config.quality));
        let shown = sequence(picture, tolerance, cancel)?;
        let loops = picture.loops.min(MOST_LOOPS);
        Ok(Self { size: (picture.width(), picture.height()), loops, config, shown, blocks: blocks.clone() })
    }
}

impl Parts for FramesOfWebp {
    fn count(&self) -> usize {
        self.shown.len()
    }

    fn make(&self, picture: &Picture, index: usize, cancel: &Cancel) -> Result<Vec<u8>> {
        let shown = &self.shown[index];
        let canvas = Canvas::of(&picture.frames[shown.frame].pixels)?;
        let mut part = canvas.part(shown.place)?;
        let mut config = self.config;
        match &shown.seen {
            Seen::Nothing => {}
            Seen::Blocks(seen) => {
                part.see_through_blocks(seen);
                // Filters would draw the edges of what is not drawn.
                config.autofilter = 0;
                config.filter_strength = 0;
            }
            Seen::Pixels { under } => {
                part.see_through_equal(&Canvas::of(&picture.frames[*under].pixels)?.part(shown.place)?);
            }
        }
        encode_still(&part.into_raster(), &config, cancel)
    }

    fn join(&self, mut parts: Vec<Vec<u8>>) -> Result<Vec<u8>> {
        let bytes = if parts.len() == 1 { parts.remove(0) } else { self.assemble(&parts)? };
        if self.blocks.is_empty() { Ok(bytes) } else { blocks::embed(&bytes, &self.blocks) }
    }
}

impl FramesOfWebp {
    fn assemble(&self, parts: &[Vec<u8>]) -> Result<Vec<u8>> {
        let mux = Mux::empty()?;
        mux.set_animation(self.size, self.loops as c_int)?;
        for (part, shown) in parts.iter().zip(&self.shown) {
            mux.push_frame(&FrameInMux {
                file: part,
                left: shown.place.left as c_int,
                top: shown.place.top as c_int,
                duration_ms: shown.duration_ms as c_int,
                blends: shown.seen != Seen::Nothing,
            })?;
        }
        mux.assemble()
    }
}

/// What pixels may differ by and count as seen, in levels: libwebp's own measure of what a quality loses anyway.
fn tolerance_at(quality: f32) -> u32 {
    let fine = f64::from(quality / 100.0).sqrt();
    (31.0 * (1.0 - fine) + fine).round() as u32
}
