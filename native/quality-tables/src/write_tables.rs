//! The engine's source file.

use std::fmt::Write;

use lazy_image_engine::codecs;

use crate::fit::{FOLDS, Fit, MOST_LOSS, MOST_SHARE_LOST, Standing};
use crate::reference::Reference;

pub fn source(reference: &Reference, fits: &[Fit]) -> String {
    let mut out = String::new();
    let codecs: Vec<String> = codecs()
        .iter()
        .filter(|codec| ["jpegli-sys", "libwebp-sys", "libaom-sys", "libavif-sys"].contains(&codec.name))
        .map(|codec| format!("{} {}", codec.name, codec.version))
        .collect();
    let areas: Vec<String> = reference.areas.iter().map(f64::to_string).collect();
    let _ = write!(
        out,
        "//! What a quality number is on the scales of our codecs. Written by native/quality-tables/run.mjs; do not edit.\n\
         //!\n\
         //! At each number the coarsest setting whose pictures are at least as good as sharp {}'s of that number: SSIMULACRA2,\n\
         //! for JPEG butteraugli's 3-norm too, no worse on average, and SSIMULACRA2 worse on no picture by more than {}\n\
         //! or {:.0} % of what sharp's lost. Measured on {} pictures of photographs, {} megapixels large, at\n\
         //! numbers {:?} and {} to {}\n\
         //! levels of each scale measured, the rest interpolated. {}.\n\
         //!\n\
         //! Bytes by sharp's at the same number, and with every picture encoded by a table of {} parts of the pictures in {}\n\
         //! that it is not among:\n//!\n",
        reference.sharp,
        MOST_LOSS,
        MOST_SHARE_LOST * 100.0,
        reference.pictures.len(),
        areas.join(", "),
        reference.qualities,
        fits.iter().map(|fit| fit.scale.levels.len()).min().unwrap_or(0),
        fits.iter().map(|fit| fit.scale.levels.len()).max().unwrap_or(0),
        codecs.join(", "),
        FOLDS - 1,
        FOLDS,
    );
    for fit in fits {
        let told = |standings: &[Standing]| {
            standings.iter().map(|standing| format!("{} {:.3}", standing.number, standing.bytes)).collect::<Vec<_>>()
        };
        let _ = writeln!(out, "//! - {}: {}", fit.scale.name, told(&fit.fitted).join(", "));
        let _ = writeln!(out, "//!   held out: {}", told(&fit.held_out).join(", "));
    }
    out.push('\n');
    for fit in fits {
        let name = fit.scale.name.to_uppercase().replace('-', "_");
        let levels: Vec<String> = fit.levels.iter().map(|level| format!("{level:.2}")).collect();
        let _ = writeln!(out, "pub const {name}: [f32; 100] = [{}];", levels.join(", "));
    }
    out
}
