//! Colours that are told by a power and by primaries.

use moxcms::{Chromaticity, ColorPrimaries, ColorProfile, ToneReprCurve, XyY};

use crate::picture::{HundredThousandths, Primaries};

const ONE: f64 = 100_000.0;

/// Powers beyond these show black or white alone, and a profile cannot hold them.
const GAMMAS: std::ops::RangeInclusive<HundredThousandths> = 5_000..=2_000_000;

/// `None` where the numbers describe no colours.
pub fn profile(gamma: HundredThousandths, primaries: Option<&Primaries>) -> Option<ColorProfile> {
    if !GAMMAS.contains(&gamma) {
        return None;
    }
    let mut profile = ColorProfile::new_srgb();
    if let Some(Primaries { white, red, green, blue }) = primaries {
        let chromaticity = |[x, y]: &[HundredThousandths; 2]| {
            Chromaticity::new((f64::from(*x) / ONE) as f32, (f64::from(*y) / ONE) as f32)
        };
        let white_point = XyY { x: f64::from(white[0]) / ONE, y: f64::from(white[1]) / ONE, yb: 1.0 };
        let (red, green, blue) = (chromaticity(red), chromaticity(green), chromaticity(blue));
        profile.update_rgb_colorimetry(white_point, ColorPrimaries { red, green, blue });
    }
    let curve = ToneReprCurve::Parametric(vec![(ONE / f64::from(gamma)) as f32]);
    profile.red_trc = Some(curve.clone());
    profile.green_trc = Some(curve.clone());
    profile.blue_trc = Some(curve);
    profile.cicp = None;
    Some(profile)
}
