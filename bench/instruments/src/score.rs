//! How far a picture is from its reference, by two metrics.

use butteraugli::{ButteraugliParams, ButteraugliReference};
use fast_ssim2::{PixelDescriptor, PixelSlice, Ssimulacra2Reference};
use image::RgbImage;
use serde::Serialize;

use crate::Failure;

/// Both metrics see structures over several pixels and define nothing below this side.
const LEAST_SIDE: u32 = 8;

/// Distances of one output from its reference.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Scores {
    /// 100 for equal pictures, 90 for indistinguishable ones, below 0 for ruined ones.
    pub ssimulacra2: f64,
    /// 0 for equal pictures; libjxl's 3-norm over the picture.
    pub butteraugli: f64,
    /// 0 for equal pictures; the worst place of the picture.
    #[serde(rename = "butteraugliMax")]
    pub butteraugli_max: f64,
}

/// A reference with everything computed that does not depend on the output.
pub struct Judge {
    width: u32,
    height: u32,
    ssimulacra2: Ssimulacra2Reference,
    butteraugli: ButteraugliReference,
}

impl Judge {
    /// # Errors
    /// When the picture is too small for the metrics.
    pub fn new(reference: &RgbImage) -> Result<Self, Failure> {
        let (width, height) = reference.dimensions();
        if width < LEAST_SIDE || height < LEAST_SIDE {
            return Err(format!("{width}×{height} is too small for the metrics").into());
        }
        let parameters = ButteraugliParams::default();
        Ok(Self {
            width,
            height,
            ssimulacra2: Ssimulacra2Reference::new(&view(reference)?)?,
            butteraugli: ButteraugliReference::new(reference.as_raw(), width as usize, height as usize, parameters)?,
        })
    }

    /// # Errors
    /// When the output's size is not the reference's.
    pub fn score(&self, output: &RgbImage) -> Result<Scores, Failure> {
        if output.dimensions() != (self.width, self.height) {
            return Err(
                format!("{:?} against a reference of {}×{}", output.dimensions(), self.width, self.height).into()
            );
        }
        let butteraugli = self.butteraugli.compare(output.as_raw())?;
        Ok(Scores {
            ssimulacra2: self.ssimulacra2.compare(&view(output)?)?,
            butteraugli: butteraugli.pnorm_3,
            butteraugli_max: butteraugli.score,
        })
    }
}

fn view(picture: &RgbImage) -> Result<PixelSlice<'_>, Failure> {
    let (width, height) = picture.dimensions();
    PixelSlice::new(picture.as_raw(), width, height, width as usize * 3, PixelDescriptor::RGB8_SRGB)
        .map_err(|error| error.to_string().into())
}
