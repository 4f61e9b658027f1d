//! Pixels of any profile to sRGB.

use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorProfile, DataColorSpace, Layout, MatrixCoefficients, TransferCharacteristics,
    TransformExecutor, TransformOptions,
};
use std::sync::Arc;

use crate::pixels::{Channels, Pixels};
use crate::probe::ColourProfile;

/// Converts in place. A profile that cannot be used (damaged, of another colour model) leaves the samples as
/// they are, which is what browsers show.
pub fn to_srgb(pixels: &mut Pixels, profile: &ColourProfile) {
    let Some(profile) = parse(profile) else { return };
    if pixels.channels.is_gray() {
        if let Some(curve) = gray_curve(&profile) {
            apply_curve(pixels, &curve);
        }
    } else if profile.color_space == DataColorSpace::Rgb
        && let Some(transform) = rgb_transform(&profile, layout(pixels.channels))
    {
        apply_transform(pixels, transform.as_ref());
    }
}

type Transform = Arc<dyn TransformExecutor<u8> + Send + Sync>;

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

/// `None` when the profile is sRGB in all but name: most embedded profiles are, and 12 million pixels saved are 30 ms.
fn rgb_transform(profile: &ColorProfile, layout: Layout) -> Option<Transform> {
    let srgb = ColorProfile::new_srgb();
    let probe = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options()).ok()?;
    if is_identity(probe.as_ref()) {
        return None;
    }
    profile.create_transform_8bit(layout, &srgb, layout, options()).ok()
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

fn apply_transform(pixels: &mut Pixels, transform: &(dyn TransformExecutor<u8> + Send + Sync)) {
    let chunk = pixels.channels.count() * 16_384;
    let mut source = Vec::with_capacity(chunk);
    for target in pixels.data.chunks_mut(chunk) {
        source.clear();
        source.extend_from_slice(target);
        if transform.transform(&source, target).is_err() {
            target.copy_from_slice(&source);
        }
    }
}

/// A grey picture needs one curve, whatever the profile's colour model: 256 neutral samples tell it.
fn gray_curve(profile: &ColorProfile) -> Option<[u8; 256]> {
    let srgb = ColorProfile::new_srgb();
    let (layout, samples): (Layout, Vec<u8>) = match profile.color_space {
        DataColorSpace::Gray => (Layout::Gray, (0..=255).collect()),
        DataColorSpace::Rgb => (Layout::Rgb, (0..=255).flat_map(|value| [value; 3]).collect()),
        _ => return None,
    };
    let mut rgb = vec![0; 256 * 3];
    profile.create_transform_8bit(layout, &srgb, Layout::Rgb, options()).ok()?.transform(&samples, &mut rgb).ok()?;
    let mut curve = [0; 256];
    for (to, from) in curve.iter_mut().zip(rgb.chunks_exact(3)) {
        *to = from[1];
    }
    Some(curve)
}

fn apply_curve(pixels: &mut Pixels, curve: &[u8; 256]) {
    for pixel in pixels.data.chunks_exact_mut(pixels.channels.count()) {
        pixel[0] = curve[usize::from(pixel[0])];
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

    fn rgb(data: [u8; 3]) -> Pixels {
        Pixels { width: 1, height: 1, channels: Channels::Rgb, data: data.to_vec() }
    }

    #[test]
    fn an_srgb_profile_changes_nothing_and_costs_no_pass() {
        let srgb = ColorProfile::new_srgb().encode().unwrap();
        let parsed = parse(&ColourProfile::Icc(srgb)).unwrap();
        assert!(rgb_transform(&parsed, Layout::Rgb).is_none());
    }

    #[test]
    fn display_p3_green_is_more_saturated_than_srgb_can_say() {
        let p3 = ColorProfile::new_display_p3().encode().unwrap();
        let mut pixels = rgb([100, 200, 100]);
        to_srgb(&mut pixels, &ColourProfile::Icc(p3));
        assert!(pixels.data[0] < 90 && pixels.data[1] > 200, "{:?}", pixels.data);
    }

    #[test]
    fn a_damaged_profile_leaves_the_samples_alone() {
        let mut pixels = rgb([1, 2, 3]);
        to_srgb(&mut pixels, &ColourProfile::Icc(vec![0; 200]));
        assert_eq!(pixels.data, [1, 2, 3]);
    }

    #[test]
    fn cicp_display_p3_equals_the_icc_profile_of_the_same_name() {
        let p3 = ColorProfile::new_display_p3().encode().unwrap();
        for colour in [[10, 200, 90], [250, 10, 10], [128, 128, 128]] {
            let (mut icc, mut cicp) = (rgb(colour), rgb(colour));
            to_srgb(&mut icc, &ColourProfile::Icc(p3.clone()));
            to_srgb(&mut cicp, &ColourProfile::Cicp { primaries: 12, transfer: 13 });
            assert!(
                icc.data.iter().zip(&cicp.data).all(|(a, b)| a.abs_diff(*b) <= 1),
                "{:?} {:?}",
                icc.data,
                cicp.data
            );
        }
    }
}
