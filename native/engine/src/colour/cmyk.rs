//! Inks to sRGB, through the picture's profile, else through that of a common press.

use lcms2::{ColorSpaceSignature, Flags, Intent, PixelFormat, Profile, ThreadContext, Transform};

use crate::error::{EngineError, Result};
use crate::picture::ColourProfile;
use crate::pixels::{Channels, Raster};

/// What a sample of 255 means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// All of the ink.
    InkIsMost,
    /// None of it: Adobe's programs write JPEG so.
    PaperIsMost,
}

/// In the public domain; see the README beside it.
static COMMON_PRESS: &[u8] = include_bytes!("../../profiles/cmyk.icc");

/// Cyan, magenta, yellow and black of each pixel to 8-bit sRGB. A profile that is damaged or of other inks counts as
/// none.
pub fn to_srgb(
    inks: &[u8],
    width: u32,
    height: u32,
    profile: &ColourProfile,
    polarity: Polarity,
) -> Result<Raster<u8>> {
    const CHUNK: usize = 16_384;
    let embedded = match profile {
        ColourProfile::Icc(icc) => transform(icc, polarity),
        ColourProfile::Unspecified | ColourProfile::Cicp { .. } | ColourProfile::Gamma { .. } => None,
    };
    let transform = embedded
        .or_else(|| transform(COMMON_PRESS, polarity))
        .ok_or_else(|| EngineError::engine("lcms2", "it cannot use its own sRGB"))?;
    let mut raster = Raster::allocate(width, height, Channels::Rgb)?;
    let (inks, _) = inks.as_chunks::<4>();
    let (pixels, _) = raster.samples.as_chunks_mut::<3>();
    for (from, to) in inks.chunks(CHUNK).zip(pixels.chunks_mut(CHUNK)) {
        transform.transform_pixels(from, to);
    }
    Ok(raster)
}

/// Relative colorimetric with the blacks mapped onto each other.
fn transform(icc: &[u8], polarity: Polarity) -> Option<Transform<[u8; 4], [u8; 3], ThreadContext>> {
    let context = ThreadContext::new();
    let from = Profile::new_icc_context(&context, icc).ok()?;
    if from.color_space() != ColorSpaceSignature::CmykData {
        return None;
    }
    let to = Profile::new_srgb_context(&context);
    let format = match polarity {
        Polarity::InkIsMost => PixelFormat::CMYK_8,
        Polarity::PaperIsMost => PixelFormat::CMYK_8_REV,
    };
    let flags = Flags::BLACKPOINT_COMPENSATION;
    Transform::new_flags_context(&context, &from, format, &to, PixelFormat::RGB_8, Intent::RelativeColorimetric, flags)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(inks: [u8; 4], profile: &ColourProfile, polarity: Polarity) -> Vec<u8> {
        to_srgb(&inks, 1, 1, profile, polarity).unwrap().samples
    }

    #[test]
    fn paper_is_white_and_all_the_black_is_black() {
        let none = &ColourProfile::Unspecified;
        assert!(mixed([0; 4], none, Polarity::InkIsMost).iter().all(|&sample| sample > 250));
        let black = mixed([255; 4], none, Polarity::InkIsMost);
        assert!(black.iter().all(|&sample| sample < 50), "{black:?}");
        let magenta = mixed([0, 255, 0, 0], none, Polarity::InkIsMost);
        assert!(magenta[0] > 180 && magenta[1] < 60 && magenta[2] > 80, "{magenta:?}");
    }

    #[test]
    fn both_polarities_mean_the_same_inks() {
        let inks = [10, 200, 90, 30];
        let none = &ColourProfile::Unspecified;
        let inverted = mixed(inks.map(|ink| 255 - ink), none, Polarity::PaperIsMost);
        assert_eq!(mixed(inks, none, Polarity::InkIsMost), inverted);
    }

    #[test]
    fn a_profile_of_other_inks_or_none_counts_as_absent() {
        let rgb = ColourProfile::Icc(moxcms::ColorProfile::new_srgb().encode().unwrap());
        let damaged = ColourProfile::Icc(COMMON_PRESS[..2000].to_vec());
        let expected = mixed([10, 200, 90, 30], &ColourProfile::Unspecified, Polarity::InkIsMost);
        for profile in [rgb, damaged] {
            assert_eq!(mixed([10, 200, 90, 30], &profile, Polarity::InkIsMost), expected);
        }
    }
}
