//! Pixels of any profile to the colour space that an output asks for.

use std::sync::Arc;

use moxcms::{
    CicpColorPrimaries, CicpProfile, CmsError, ColorProfile, DataColorSpace, Layout, MatrixCoefficients,
    TransferCharacteristics, TransformExecutor, TransformOptions,
};

use crate::error::Result;
use crate::picture::Picture;
use crate::pixels::{Channels, Pixels, Raster, Sample};
use crate::probe::ColourProfile;

/// The colours of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetColours {
    Srgb,
    DisplayP3,
    /// As the source has them, to be labelled with its profile.
    Source,
}

/// Display P3 in code points of ITU-T H.273: SMPTE EG 432-1 primaries, sRGB's transfer.
const DISPLAY_P3: ColourProfile = ColourProfile::Cicp { primaries: 12, transfer: 13 };

/// Converts in place. A profile that cannot be used (damaged, of another colour model) counts as sRGB, which is what
/// browsers show.
pub fn convert(picture: Picture, target: TargetColours) -> Result<Picture> {
    let gray = picture.channels().is_gray();
    // Display P3 has the transfer of sRGB: its greys are sRGB's.
    let (label, profile) = match target {
        TargetColours::Source => return Ok(picture),
        TargetColours::DisplayP3 if !gray => (DISPLAY_P3, ColorProfile::new_display_p3()),
        TargetColours::Srgb | TargetColours::DisplayP3 => (ColourProfile::Unspecified, ColorProfile::new_srgb()),
    };
    if picture.profile == label {
        return Ok(picture);
    }
    let source = parse(&picture.profile).unwrap_or_else(ColorProfile::new_srgb);
    let mut converted = match picture.first() {
        Pixels::Eight(_) => with_conversion::<u8>(picture, &source, &profile)?,
        Pixels::Sixteen(_) => with_conversion::<u16>(picture, &source, &profile)?,
    };
    converted.profile = label;
    Ok(converted)
}

type Transform<S> = Arc<dyn TransformExecutor<S> + Send + Sync>;

/// A depth that the colour library knows.
trait Convertible: Sample {
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
fn with_conversion<S: Convertible>(picture: Picture, from: &ColorProfile, to: &ColorProfile) -> Result<Picture> {
    let channels = picture.channels();
    let conversion = if channels.is_gray() {
        gray_curve::<S>(from, to).map(Conversion::Curve)
    } else if from.color_space == DataColorSpace::Rgb {
        rgb_transform::<S>(from, to, layout(channels)).map(Conversion::Transform)
    } else {
        None
    };
    let Some(conversion) = conversion else { return Ok(picture) };
    picture.change(|mut pixels| {
        if let Some(raster) = S::raster_of(&mut pixels) {
            conversion.apply(raster);
        }
        Ok(pixels)
    })
}

enum Conversion<S> {
    Curve(Vec<S>),
    Transform(Transform<S>),
}

impl<S: Convertible> Conversion<S> {
    fn apply(&self, raster: &mut Raster<S>) {
        match self {
            Self::Curve(curve) => apply_curve(raster, curve),
            Self::Transform(transform) => apply_transform(raster, transform.as_ref()),
        }
    }
}

fn parse(profile: &ColourProfile) -> Option<ColorProfile> {
    match profile {
        ColourProfile::Unspecified => None,
        ColourProfile::Icc(bytes) => ColorProfile::new_from_slice(bytes).ok(),
        ColourProfile::Cicp { primaries, transfer } => Some(ColorProfile::new_from_cicp(CicpProfile {
            color_primaries: CicpColorPrimaries::try_from(u8::try_from(*primaries).ok()?).ok()?,
            transfer_characteristics: TransferCharacteristics::try_from(u8::try_from(*transfer).ok()?).ok()?,
            matrix_coefficients: MatrixCoefficients::Bt709,
            full_range: true,
        })),
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

fn apply_transform<S: Sample>(raster: &mut Raster<S>, transform: &(dyn TransformExecutor<S> + Send + Sync)) {
    let chunk = raster.channels.count() * 16_384;
    let mut source = Vec::with_capacity(chunk);
    for target in raster.samples.chunks_mut(chunk) {
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

fn apply_curve<S: Sample>(raster: &mut Raster<S>, curve: &[S]) {
    for pixel in raster.pixels_mut() {
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

    fn dot<S: Sample>(samples: [S; 3]) -> Raster<S> {
        Raster { width: 1, height: 1, channels: Channels::Rgb, samples: samples.to_vec() }
    }

    fn converted(samples: [u8; 3], profile: ColourProfile, target: TargetColours) -> Vec<u8> {
        let picture = convert(Picture::still(dot(samples), profile), target).unwrap();
        picture.first().to_eight().unwrap().samples.clone()
    }

    fn p3() -> ColourProfile {
        ColourProfile::Icc(ColorProfile::new_display_p3().encode().unwrap())
    }

    #[test]
    fn an_srgb_profile_changes_nothing_and_costs_no_pass() {
        let srgb = ColorProfile::new_srgb().encode().unwrap();
        let parsed = parse(&ColourProfile::Icc(srgb)).unwrap();
        assert!(rgb_transform::<u8>(&parsed, &ColorProfile::new_srgb(), Layout::Rgb).is_none());
    }

    #[test]
    fn display_p3_green_is_more_saturated_than_srgb_can_say() {
        let green = converted([100, 200, 100], p3(), TargetColours::Srgb);
        assert!(green[0] < 90 && green[1] > 200, "{green:?}");
    }

    #[test]
    fn both_depths_are_converted_alike() {
        for colour in [[100, 200, 100], [250, 10, 10], [7, 90, 180]] {
            let eight = converted(colour, p3(), TargetColours::Srgb);
            let wide = convert(Picture::still(dot(colour.map(u16::from_eight)), p3()), TargetColours::Srgb).unwrap();
            let narrowed = &wide.first().to_eight().unwrap().samples;
            assert!(eight.iter().zip(narrowed).all(|(a, b)| a.abs_diff(*b) <= 1), "{eight:?} {narrowed:?}");
        }
    }

    #[test]
    fn srgb_fits_into_display_p3_and_comes_back() {
        for colour in [[10u8, 200, 90], [250, 10, 10], [128, 128, 128]] {
            let picture = Picture::still(dot(colour), ColourProfile::Unspecified);
            let wide = convert(picture, TargetColours::DisplayP3).unwrap();
            assert_eq!(wide.profile, DISPLAY_P3);
            let back = convert(wide, TargetColours::Srgb).unwrap();
            let samples = &back.first().to_eight().unwrap().samples;
            assert!(colour.iter().zip(samples).all(|(a, b)| a.abs_diff(*b) <= 3), "{colour:?} {samples:?}");
        }
    }

    #[test]
    fn the_source_s_own_colours_are_left_alone_and_keep_their_label() {
        let picture = convert(Picture::still(dot([1u8, 2, 3]), p3()), TargetColours::Source).unwrap();
        assert_eq!(picture.first().to_eight().unwrap().samples, [1, 2, 3]);
        assert_eq!(picture.profile, p3());
    }

    #[test]
    fn a_damaged_profile_leaves_the_samples_alone() {
        assert_eq!(converted([1, 2, 3], ColourProfile::Icc(vec![0; 200]), TargetColours::Srgb), [1, 2, 3]);
    }

    #[test]
    fn cicp_display_p3_equals_the_icc_profile_of_the_same_name() {
        for colour in [[10, 200, 90], [250, 10, 10], [128, 128, 128]] {
            let (icc, cicp) =
                (converted(colour, p3(), TargetColours::Srgb), converted(colour, DISPLAY_P3, TargetColours::Srgb));
            assert!(icc.iter().zip(&cicp).all(|(a, b)| a.abs_diff(*b) <= 1), "{icc:?} {cicp:?}");
        }
    }
}
