//! The engine's source files.

use std::fmt::Write;

use crate::fit::{FOLDS, Fit};
use crate::reference::{Kind, Reference};
use crate::scales::{Scale, Tables};
use crate::standing::Standing;

pub fn source(reference: &Reference, tables: &Tables, fits: &[Fit]) -> String {
    let mut out = String::new();
    let Scale { most_loss, graphics_bound, allowance, .. } = tables.scales[0];
    let with_both = tables.scales.iter().filter(|scale| scale.both_metrics).count();
    let count = |kind| reference.pictures.iter().filter(|picture| picture.kind == kind).count();
    let areas: Vec<String> = reference.areas.iter().map(f64::to_string).collect();
    let _ = write!(
        out,
        "//! What a quality number is on the scales of {}.\n\
         //! Written by native/quality-tables/run.mjs; do not edit.\n\
         //!\n\
         //! At each number the coarsest setting whose pictures are at least as good as sharp {}'s of that number:\n\
         //! SSIMULACRA2{}, no worse on an average of photographs{},\n\
         //! and SSIMULACRA2 worse on no {} by more than {} or {:.0} % of what sharp's lost.\n\
         //! Measured on {} pictures of photographs, {} megapixels large, and {} graphics, at numbers {:?} and {} levels of each scale;\n\
         //! the rest is interpolated.\n\
         //!\n\
         //! Bytes by sharp's and SSIMULACRA2 less sharp's at the same number, with every picture encoded by a table of {} parts of\n\
         //! the pictures in {} that it is not among; in brackets the least and the most of a picture:\n//!\n",
        tables.versions(),
        reference.sharp,
        match with_both {
            0 => "",
            all if all == tables.scales.len() => " and butteraugli's 3-norm",
            _ => ", and where it is named butteraugli's 3-norm",
        },
        if allowance > 0.0 {
            format!(" but by {:.1} % of what sharp's lost", allowance * 100.0)
        } else {
            String::new()
        },
        if graphics_bound { "picture" } else { "photograph" },
        most_loss.points,
        most_loss.share * 100.0,
        count(Kind::Photograph),
        areas.join(", "),
        count(Kind::Graphic),
        reference.qualities,
        fits.iter().map(|fit| fit.scale.levels.len()).max().unwrap_or(0),
        FOLDS - 1,
        FOLDS,
    );
    for fit in fits {
        let is_named = fit.scale.both_metrics && with_both < tables.scales.len();
        let _ = writeln!(out, "//! - {}{}", fit.scale.name, if is_named { ", butteraugli too" } else { "" });
        for (kind, standings) in &fit.held_out {
            let kind = if *kind == Kind::Photograph { "photographs" } else { "graphics" };
            for standing in standings {
                let _ = writeln!(out, "//!   {kind} {}", told(standing));
            }
        }
    }
    let is_shifted = fits.iter().any(|fit| fit.scale.is_shifted());
    out.push_str(if is_shifted { "\nuse super::numbers::Numbers;\n\n" } else { "\n" });
    for fit in fits {
        let name = fit.scale.name.to_uppercase().replace('-', "_");
        let levels: Vec<String> = fit.numbers.levels.iter().map(|level| format!("{level:.2}")).collect();
        let levels = levels.join(", ");
        let _ = match is_shifted {
            true => writeln!(
                out,
                "pub const {name}: Numbers = Numbers {{ slope: {:?}, levels: &[{levels}] }};",
                fit.numbers.slope
            ),
            false => writeln!(out, "pub const {name}: [f32; 100] = [{levels}];"),
        };
    }
    out
}

fn told(Standing { number, bytes, ssimulacra2, .. }: &Standing) -> String {
    format!(
        "{number}: {:.3} ({:.2}–{:.2}), {:+.1} ({:+.1} to {:+.1})",
        bytes.mean, bytes.least, bytes.most, ssimulacra2.mean, ssimulacra2.least, ssimulacra2.most
    )
}
