//! Conversions between two profiles, for samples of either depth.

use std::sync::Arc;

use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};

use crate::error::Result;
use crate::picture::Picture;
use crate::pixels::{Channels, Pixels, Raster, Sample};

type Transform<S> = Arc<dyn TransformExecutor<S> + Send + Sync>;

/// A depth that the colour library knows.
pub trait Convertible: Sample {
    fn transform(
        from: &ColorProfile,
        from_layout: Layout,
        to: &ColorProfile,
        to_layout: Layout,
    ) -> std::result::Result<Transform<Self>, CmsError>;

    /// The pixels in this depth, which they are known to have.
    fn raster_of(pixels: &mut Pixels) -> Option<&mut Raster<Self>>;
}

impl Convertible for u8 {
    fn transform(
        from: &ColorProfile,
        from_layout: Layout,
        to: &ColorProfile,
        to_layout: Layout,
    ) -> std::result::Result<Transform<Self>, CmsError> {
        from.create_transform_8bit(from_layout, to, to_layout, options())
    }

    fn raster_of(pixels: &mut Pixels) -> Option<&mut Raster<Self>> {
        match pixels {
            Pixels::Eight(raster) => Some(raster),
            Pixels::Sixteen(_) => None,
        }
    }
}

impl Convertible for u16 {
    fn transform(
        from: &ColorProfile,
        from_layout: Layout,
        to: &ColorProfile,
        to_layout: Layout,
    ) -> std::result::Result<Transform<Self>, CmsError> {
        from.create_transform_16bit(from_layout, to, to_layout, options())
    }

    fn raster_of(pixels: &mut Pixels) -> Option<&mut Raster<Self>> {
        match pixels {
            Pixels::Eight(_) => None,
            Pixels::Sixteen(raster) => Some(raster),
        }
    }
}

/// Makes one conversion and applies it to every frame.
pub fn convert_frames(picture: Picture, from: &ColorProfile, to: &ColorProfile) -> Result<Picture> {
    match picture.first() {
        Pixels::Eight(_) => with_conversion::<u8>(picture, from, to),
        Pixels::Sixteen(_) => with_conversion::<u16>(picture, from, to),
    }
}

fn with_conversion<S: Convertible>(picture: Picture, from: &ColorProfile, to: &ColorProfile) -> Result<Picture> {
    let Some(conversion) = Conversion::<S>::between(from, to, picture.channels()) else { return Ok(picture) };
    picture.change(|mut pixels| {
        if let Some(raster) = S::raster_of(&mut pixels) {
            conversion.apply(&mut raster.samples);
        }
        Ok(pixels)
    })
}

/// Whether nothing happens to pixels of 8 bits, and nothing has to.
pub fn is_none(from: &ColorProfile, to: &ColorProfile, gray: bool) -> bool {
    if gray {
        let is_near = |(level, value): (usize, &u8)| level.abs_diff(usize::from(*value)) <= 1;
        return gray_curve::<u8>(from, to).is_some_and(|curve| curve.iter().enumerate().all(is_near));
    }
    let transform = || u8::transform(from, Layout::Rgb, to, Layout::Rgb).ok();
    from.color_space == DataColorSpace::Rgb && transform().is_some_and(|transform| is_identity(transform.as_ref()))
}

/// How samples of one layout change.
pub struct Conversion<S: Convertible> {
    channels: Channels,
    way: Way<S>,
}

enum Way<S> {
    Curve(Vec<S>),
    Transform(Transform<S>),
}

impl<S: Convertible> Conversion<S> {
    /// `None` when the two profiles are one in all but name, or when there is no way from one to the other.
    pub fn between(from: &ColorProfile, to: &ColorProfile, channels: Channels) -> Option<Self> {
        let way = if channels.is_gray() {
            Way::Curve(gray_curve::<S>(from, to)?)
        } else if from.color_space == DataColorSpace::Rgb {
            Way::Transform(rgb_transform::<S>(from, to, layout(channels))?)
        } else {
            return None;
        };
        Some(Self { channels, way })
    }

    /// Converts samples of whole pixels in place.
    pub fn apply(&self, samples: &mut [S]) {
        match &self.way {
            Way::Curve(curve) => apply_curve(samples, self.channels.count(), curve),
            Way::Transform(transform) => apply_transform(samples, self.channels.count(), transform.as_ref()),
        }
    }
}

/// The profile's own curves decide, not a CICP tag beside them: the two disagree in files that phones write.
fn options() -> TransformOptions {
    TransformOptions { allow_use_cicp_transfer: false, ..TransformOptions::default() }
}

/// `None` when the two profiles are one in all but name: most embedded profiles are sRGB, and 12 million pixels
/// saved are 30 ms.
fn rgb_transform<S: Convertible>(from: &ColorProfile, to: &ColorProfile, layout: Layout) -> Option<Transform<S>> {
    let probe = u8::transform(from, Layout::Rgb, to, Layout::Rgb).ok()?;
    if is_identity(probe.as_ref()) {
        return None;
    }
    S::transform(from, layout, to, layout).ok()
}

/// Samples the colour cube on a 17-point lattice; one level of difference is rounding.
fn is_identity(transform: &(dyn TransformExecutor<u8> + Send + Sync)) -> bool {
    let steps: Vec<u8> = (0..17u16).map(|step| (step * 16).min(255) as u8).collect();
    let cube: Vec<u8> = steps
        .iter()
        .flat_map(|&r| steps.iter().flat_map(move |&g| [(r, g)]))
        .flat_map(|(r, g)| steps.iter().flat_map(move |&b| [r, g, b]))
        .collect();
    let mut out = vec![0; cube.len()];
    transform.transform(&cube, &mut out).is_ok() && cube.iter().zip(&out).all(|(a, b)| a.abs_diff(*b) <= 1)
}

fn apply_transform<S: Sample>(
    samples: &mut [S],
    channels: usize,
    transform: &(dyn TransformExecutor<S> + Send + Sync),
) {
    let mut source = Vec::new();
    for target in samples.chunks_mut(channels * 16_384) {
        source.clear();
        source.extend_from_slice(target);
        if transform.transform(&source, target).is_err() {
            target.copy_from_slice(&source);
        }
    }
}

/// A grey picture needs one curve, whatever the profile's colour model: neutral samples of every level tell it.
fn gray_curve<S: Convertible>(from: &ColorProfile, to: &ColorProfile) -> Option<Vec<S>> {
    let levels = (0..=S::MOST.to_u32()).map(S::from_u32);
    let (layout, samples): (Layout, Vec<S>) = match from.color_space {
        DataColorSpace::Gray => (Layout::Gray, levels.collect()),
        DataColorSpace::Rgb => (Layout::Rgb, levels.flat_map(|value| [value; 3]).collect()),
        _ => return None,
    };
    let mut rgb = vec![S::default(); (S::MOST.to_u32() as usize + 1) * 3];
    S::transform(from, layout, to, Layout::Rgb).ok()?.transform(&samples, &mut rgb).ok()?;
    Some(rgb.chunks_exact(3).map(|pixel| pixel[1]).collect())
}

fn apply_curve<S: Sample>(samples: &mut [S], channels: usize, curve: &[S]) {
    for pixel in samples.chunks_exact_mut(channels) {
        pixel[0] = curve[pixel[0].to_u32() as usize];
    }
}

fn layout(channels: Channels) -> Layout {
    match channels {
        Channels::Rgba => Layout::Rgba,
        _ => Layout::Rgb,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_that_is_srgb_in_all_but_name_costs_no_pass() {
        let parsed = ColorProfile::new_from_slice(&ColorProfile::new_srgb().encode().unwrap()).unwrap();
        assert!(rgb_transform::<u8>(&parsed, &ColorProfile::new_srgb(), Layout::Rgb).is_none());
    }
}
