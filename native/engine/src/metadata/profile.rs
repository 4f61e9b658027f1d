//! Colour profiles as outputs carry them.

use moxcms::{ColorDateTime, ColorProfile, DataColorSpace};

use crate::picture::ColourProfile;

/// The library dates a profile by the clock, and equal requests must give equal bytes.
const CREATED: ColorDateTime =
    ColorDateTime { year: 2000, month: 1, day_of_the_month: 1, hours: 0, minutes: 0, seconds: 0 };

/// Display P3's primaries in ITU-T H.273.
const P3_PRIMARIES: u16 = 12;

/// The colour model that a profile describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    Gray,
    Rgb,
    Other,
}

/// The ICC profile that says what the samples mean; `None` for sRGB, which is what files without one are taken for.
pub fn icc_of(profile: &ColourProfile) -> Option<Vec<u8>> {
    match profile {
        ColourProfile::Unspecified => None,
        ColourProfile::Icc(bytes) => Some(bytes.clone()),
        ColourProfile::Cicp { primaries: P3_PRIMARIES, .. } => encode_profile(ColorProfile::new_display_p3()),
        ColourProfile::Cicp { .. } | ColourProfile::Gamma { .. } => {
            crate::colour::parse(profile).and_then(encode_profile)
        }
    }
}

/// sRGB in words, for pictures whose sources had a profile that is to be kept.
pub fn srgb(gray: bool) -> Option<Vec<u8>> {
    let rgb = ColorProfile::new_srgb();
    encode_profile(if gray { gray_like(&rgb) } else { rgb })
}

/// A profile for one channel with the curve of a colour profile.
fn gray_like(rgb: &ColorProfile) -> ColorProfile {
    let mut gray = ColorProfile::new_gray_with_gamma(2.2);
    gray.gray_trc = rgb.green_trc.clone();
    gray
}

fn encode_profile(mut profile: ColorProfile) -> Option<Vec<u8>> {
    profile.creation_date_time = CREATED;
    // Curves and primaries say it all; code points beside them are a second truth.
    profile.cicp = None;
    profile.encode().ok()
}

/// What the header of a profile says.
pub fn model(icc: &[u8]) -> Model {
    match icc.get(16..20) {
        Some(b"GRAY") => Model::Gray,
        Some(b"RGB ") => Model::Rgb,
        _ => Model::Other,
    }
}

/// Whether a profile can label pixels of one channel, or of three.
pub fn fits(profile: &ColourProfile, gray: bool) -> bool {
    match profile {
        ColourProfile::Unspecified => true,
        ColourProfile::Cicp { .. } | ColourProfile::Gamma { .. } => !gray,
        ColourProfile::Icc(bytes) => ColorProfile::new_from_slice(bytes)
            .is_ok_and(|parsed| parsed.color_space == if gray { DataColorSpace::Gray } else { DataColorSpace::Rgb }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const P3: ColourProfile = ColourProfile::Cicp { primaries: P3_PRIMARIES, transfer: 13 };

    #[test]
    fn profiles_are_small_the_same_every_time_and_read_back() {
        for (icc, expected) in [(icc_of(&P3), Model::Rgb), (srgb(false), Model::Rgb), (srgb(true), Model::Gray)] {
            let icc = icc.unwrap();
            assert!(icc.len() < 800, "{} bytes", icc.len());
            assert_eq!(model(&icc), expected);
            assert_eq!(icc[24..36], [7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
            assert!(fits(&ColourProfile::Icc(icc), expected == Model::Gray));
        }
        assert_eq!(icc_of(&P3), icc_of(&P3));
    }

    #[test]
    fn a_profile_labels_only_pictures_of_its_model() {
        let rgb = ColourProfile::Icc(icc_of(&P3).unwrap());
        let gray = ColourProfile::Icc(srgb(true).unwrap());
        assert!(fits(&rgb, false) && fits(&gray, true) && fits(&P3, false));
        assert!(!fits(&rgb, true) && !fits(&gray, false) && !fits(&P3, true));
        assert!(!fits(&ColourProfile::Icc(vec![0; 300]), false), "damaged");
        assert!(fits(&ColourProfile::Unspecified, true) && fits(&ColourProfile::Unspecified, false));
    }
}
