//! Pixels of any profile to the colour space that an output asks for.

pub mod cmyk;
mod gamma;
mod transform;

use moxcms::{CicpColorPrimaries, CicpProfile, ColorProfile, MatrixCoefficients, TransferCharacteristics};

use crate::asked::base::TargetColours;
use crate::error::Result;
use crate::picture::ColourProfile;
use crate::picture::Picture;
use crate::pixels::Channels;
use transform::Conversion;

/// Display P3 in code points of ITU-T H.273: SMPTE EG 432-1 primaries, sRGB's transfer.
const DISPLAY_P3: ColourProfile = ColourProfile::Cicp { primaries: 12, transfer: 13 };

/// Converts in place. A profile that cannot be used (damaged, of another colour model) counts as sRGB, which is what
/// browsers show.
pub fn convert(picture: Picture, target: TargetColours) -> Result<Picture> {
    let Some((label, from, to)) = profiles(&picture.profile, picture.channels(), target) else { return Ok(picture) };
    let mut converted = transform::convert_frames(picture, &from, &to)?;
    converted.profile = label;
    Ok(converted)
}

/// Whether an ICC profile is sRGB in all but name: pixels that are labelled by it look the same without it.
pub fn is_srgb(profile: &ColourProfile, gray: bool) -> bool {
    matches!(profile, ColourProfile::Icc(_))
        && parse(profile).is_some_and(|parsed| transform::is_none(&parsed, &ColorProfile::new_srgb(), gray))
}

/// Whether two profiles have the same primaries, to what an eye can tell. A damaged one counts as sRGB.
pub fn are_primaries_alike(one: &ColourProfile, other: &ColourProfile) -> bool {
    /// Of CIE XYZ; profiles round theirs to 1/65536, and adapt them to their white in more than one way.
    const TOLERANCE: f64 = 0.003;
    if one == other {
        return true;
    }
    let primaries = |profile| parse(profile).unwrap_or_else(ColorProfile::new_srgb).colorant_matrix();
    let (one, other) = (primaries(one), primaries(other));
    one.v.iter().flatten().zip(other.v.iter().flatten()).all(|(one, other)| (one - other).abs() < TOLERANCE)
}

/// The conversion of a picture of 8 bits a channel, for whoever has its rows one after another.
pub struct RowConversion {
    /// What the converted samples mean.
    pub profile: ColourProfile,
    conversion: Option<Conversion<u8>>,
}

impl RowConversion {
    pub fn new(profile: &ColourProfile, channels: Channels, target: TargetColours) -> Self {
        match profiles(profile, channels, target) {
            Some((label, from, to)) => Self { profile: label, conversion: Conversion::between(&from, &to, channels) },
            None => Self { profile: profile.clone(), conversion: None },
        }
    }

    /// Whether no sample changes.
    pub fn is_none(&self) -> bool {
        self.conversion.is_none()
    }

    /// Converts samples of whole pixels in place.
    pub fn apply(&self, samples: &mut [u8]) {
        if let Some(conversion) = &self.conversion {
            conversion.apply(samples);
        }
    }
}

/// The target's label and the profiles to convert between; `None` where there is nothing to convert.
fn profiles(
    profile: &ColourProfile,
    channels: Channels,
    target: TargetColours,
) -> Option<(ColourProfile, ColorProfile, ColorProfile)> {
    // Display P3 has the transfer of sRGB: its greys are sRGB's.
    let (label, to) = match target {
        TargetColours::Source => return None,
        TargetColours::DisplayP3 if !channels.is_gray() => (DISPLAY_P3, ColorProfile::new_display_p3()),
        TargetColours::Srgb | TargetColours::DisplayP3 => (ColourProfile::Unspecified, ColorProfile::new_srgb()),
    };
    if *profile == label {
        return None;
    }
    Some((label, parse(profile).unwrap_or_else(ColorProfile::new_srgb), to))
}

pub fn parse(profile: &ColourProfile) -> Option<ColorProfile> {
    match profile {
        ColourProfile::Unspecified => None,
        ColourProfile::Icc(bytes) => ColorProfile::new_from_slice(bytes).ok(),
        ColourProfile::Cicp { primaries, transfer } => Some(ColorProfile::new_from_cicp(CicpProfile {
            color_primaries: CicpColorPrimaries::try_from(u8::try_from(*primaries).ok()?).ok()?,
            transfer_characteristics: TransferCharacteristics::try_from(u8::try_from(*transfer).ok()?).ok()?,
            matrix_coefficients: MatrixCoefficients::Bt709,
            full_range: true,
        })),
        ColourProfile::Gamma { gamma, primaries } => gamma::profile(*gamma, primaries.as_ref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::{Raster, Sample};

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
