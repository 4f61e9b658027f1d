//! How near an encoded picture is to the pixels it was made of: SSIMULACRA2.

use fast_ssim2::{PixelDescriptor, PixelSlice, Ssimulacra2Reference};

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::kinds::format::Encoded;
use crate::kinds::format::Needs;
use crate::pixels::{Pixels, Raster};
use crate::probe::probe_bytes;
use crate::steps::decode::decode;
use crate::steps::search::subject::Subject;

/// The metric sees structures over several pixels and defines nothing below this side.
const LEAST_SIDE: u32 = 8;

/// Under transparent pixels: the metric compares opaque pictures, and white or black would hide the edges of bright or
/// of dark graphics.
const BACKGROUND: [u8; 3] = [128; 3];

/// The pixels given, with everything computed that does not depend on what is compared.
pub struct Judge(Ssimulacra2Reference);

impl Judge {
    /// `None` for pictures too small for the metric.
    pub fn new(subject: &Subject) -> Result<Option<Self>> {
        let picture = subject.picture;
        if picture.width().min(picture.height()) < LEAST_SIDE {
            return Ok(None);
        }
        let opaque = opaque(picture.first())?;
        Ssimulacra2Reference::new(&view(&opaque)?).map(|reference| Some(Self(reference))).map_err(codec_error)
    }

    /// 100 for equal pictures, about 90 for those that nobody can tell apart.
    pub fn score(&self, encoded: &[u8], cancel: &Cancel) -> Result<f64> {
        let limits = Limits::UNBOUNDED;
        let header = probe_bytes(encoded, &limits)?;
        let source = Encoded { bytes: encoded, header: &header, limits: &limits };
        let needs = Needs { scale: 1.0, all_frames: false, wide: false, bases: Vec::new() };
        let decoded = decode(&source, &needs, cancel)?;
        let opaque = opaque(decoded.picture.first())?;
        self.0.compare(&view(&opaque)?).map_err(codec_error)
    }
}

/// What is seen on a grey page, in three channels.
fn opaque(pixels: &Pixels) -> Result<Raster<u8>> {
    pixels.to_eight()?.flatten(BACKGROUND)?.expand_gray()
}

fn view(raster: &Raster<u8>) -> Result<PixelSlice<'_>> {
    PixelSlice::new(&raster.samples, raster.width, raster.height, raster.stride(), PixelDescriptor::RGB8_SRGB)
        .map_err(codec_error)
}

fn codec_error(error: impl std::fmt::Display) -> EngineError {
    EngineError::engine("ssimulacra2", error)
}
