//! How far a picture is from its original, by two metrics.

use butteraugli::{ButteraugliParams, ButteraugliReference};
use fast_ssim2::{PixelDescriptor, PixelSlice, Ssimulacra2Reference};
use lazy_image_engine::{Cancel, ColourProfile, Decoded, Encoded, Limits, Needs, Picture, Raster, decode, probe_bytes};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// 100 for equal pictures.
    pub ssimulacra2: f64,
    /// 0 for equal pictures; libjxl's 3-norm. Taken where it has a say: it takes most of the time.
    pub butteraugli: Option<f64>,
    pub bytes: usize,
}

pub struct Judge {
    pub original: Raster<u8>,
    ssimulacra2: Ssimulacra2Reference,
    butteraugli: ButteraugliReference,
}

impl Judge {
    pub fn new(original: &[u8]) -> Result<Self, Failure> {
        let original = decoded(original)?;
        let (width, height) = (original.width as usize, original.height as usize);
        let parameters = ButteraugliParams::default();
        Ok(Self {
            ssimulacra2: Ssimulacra2Reference::new(&view(&original)?)?,
            butteraugli: ButteraugliReference::new(&original.samples, width, height, parameters)?,
            original,
        })
    }

    pub fn picture(&self) -> Result<Picture, Failure> {
        Ok(Picture::still(self.original.try_clone()?, ColourProfile::Unspecified))
    }

    pub fn score(&self, encoded: &[u8], both_metrics: bool) -> Result<Score, Failure> {
        let pixels = decoded(encoded)?;
        let butteraugli = if both_metrics { Some(self.butteraugli.compare(&pixels.samples)?.pnorm_3) } else { None };
        Ok(Score { ssimulacra2: self.ssimulacra2.compare(&view(&pixels)?)?, butteraugli, bytes: encoded.len() })
    }
}

fn decoded(bytes: &[u8]) -> Result<Raster<u8>, Failure> {
    let limits = Limits::UNBOUNDED;
    let header = probe_bytes(bytes, &limits)?;
    let needs = Needs { scale: 1.0, all_frames: false, wide: false, bases: Vec::new() };
    let Decoded { picture, .. } = decode(&Encoded { bytes, header: &header, limits: &limits }, &needs, &Cancel::new())?;
    Ok(picture.first().to_eight()?.expand_gray()?)
}

fn view(raster: &Raster<u8>) -> Result<PixelSlice<'_>, Failure> {
    PixelSlice::new(&raster.samples, raster.width, raster.height, raster.stride(), PixelDescriptor::RGB8_SRGB)
        .map_err(|error| error.to_string().into())
}
