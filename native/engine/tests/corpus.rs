//! The engine's view of real files against a reference decoder's: size, alpha, frames and an 8×8 picture of each, made
//! the way the reference made its own. Cannot catch an error smaller than the tolerance, and looks at the size alone of
//! pictures thinner than the grid, which the reference enlarges by another filter.

mod reference_grid;
mod shared;
mod upright;

use std::path::Path;

use lazy_image_engine::{
    Base, Cancel, ColourProfile, ColourSpace, Decoded, Encoded, ImageHeader, Limits, Needs, SourceFormat,
    TargetColours, decode, probe_path,
};
use reference_grid::{CELLS, Premultiplied};
use serde_json::Value;
use shared::corpus;
use upright::decode_upright;

const TOLERANCE: f64 = 6.0;

/// Inks are mixed by another version of the colour library.
const CMYK_TOLERANCE: f64 = 12.0;

/// The reference draws the one drawing at 16×8 pixels, and there a circle's edge covers 3 % less of a pixel than it
/// does by calculation (11 + 244 × 0.418 = 113 where the reference has 106).
const SVG_TOLERANCE: f64 = 9.0;

#[test]
fn every_file_looks_as_the_reference_decoder_sees_it_or_is_refused_where_that_refuses() {
    let Some(corpus) = corpus() else { return };
    let (mut compared, mut refused, mut failures) = (0, 0, Vec::new());
    for expected in corpus.files() {
        let file = expected["file"].as_str().expect("a file name");
        match (expected.get("error"), look_at(&corpus.path(file))) {
            (Some(_), Err(_)) => refused += 1,
            (Some(error), Ok(_)) => failures.push(format!("{file}: accepted, the reference says {error}")),
            (None, Err(error)) => failures.push(format!("{file}: {error}")),
            (None, Ok(seen)) => {
                compared += 1;
                failures.extend(compare(expected, &seen).into_iter().map(|problem| format!("{file}: {problem}")));
            }
        }
    }
    println!("{compared} files compared, {refused} refused as they should be");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(compared > 200 && refused > 10, "the corpus is not whole: {compared} compared, {refused} refused");
}

struct Seen {
    width: u32,
    height: u32,
    has_alpha: bool,
    tolerance: f64,
    grid: Vec<[f64; 4]>,
    /// Delays in milliseconds and number of plays of an animation.
    animation: Option<(Vec<u32>, u32)>,
}

fn look_at(path: &Path) -> lazy_image_engine::Result<Seen> {
    let limits = Limits::UNBOUNDED;
    let mut header = probe_path(path, &limits)?;
    // The reference does not look at a gamma; e2e/test/decoders-beside-chromium compares such pictures with a browser.
    if matches!(header.profile, ColourProfile::Gamma { .. }) {
        header.profile = ColourProfile::Unspecified;
    }
    let bytes = std::fs::read(path)?;
    let (pixels, _) = decode_upright(&bytes, &header, &limits, 1.0)?;
    assert_eq!(header.upright_size(), (pixels.width, pixels.height), "{}", path.display());
    let (width, height) = header.upright_size();
    // The reference scales these formats while it decodes.
    let shrink = width.min(height) / CELLS as u32;
    let grid = match header.format {
        SourceFormat::Jpeg => {
            let factor = [8, 4, 2].into_iter().find(|factor| shrink >= *factor).unwrap_or(1);
            let (scaled, _) = decode_upright(&bytes, &header, &limits, 0.5 / f64::from(factor))?;
            // The reference drops the last, partly filled row and column.
            Premultiplied::of(&scaled.crop(0, 0, width / factor, height / factor)?).grid()
        }
        // Drawn small, where the reference takes the share that a shape covers of each pixel: so it is measured here.
        SourceFormat::Svg => {
            let (large, _) = decode_upright(&bytes, &header, &limits, 8.0)?;
            let small = |side: u32| side * CELLS as u32 / width.min(height);
            Premultiplied::of(&large).averaged(small(width), small(height)).grid()
        }
        SourceFormat::Webp => {
            Premultiplied::of(&pixels).averaged(width.div_ceil(shrink), height.div_ceil(shrink)).grid()
        }
        _ => Premultiplied::of(&pixels).grid(),
    };
    // The reference reports alpha per frame: an animation's first frame fills its canvas.
    let has_alpha = header.has_alpha && !(header.format == SourceFormat::Webp && header.frames > 1);
    let tolerance = match (header.format, header.colour_space) {
        (_, ColourSpace::Cmyk) => CMYK_TOLERANCE,
        (SourceFormat::Svg, _) => SVG_TOLERANCE,
        _ => TOLERANCE,
    };
    let animation = if header.frames > 1 { Some(animation(&bytes, &header, &limits)?) } else { None };
    Ok(Seen { width, height, has_alpha, tolerance, grid, animation })
}

fn animation(bytes: &[u8], header: &ImageHeader, limits: &Limits) -> lazy_image_engine::Result<(Vec<u32>, u32)> {
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: true };
    let needs = Needs { scale: 1.0, all_frames: true, wide: false, bases: vec![base] };
    let Decoded { picture, .. } = decode(&Encoded { bytes, header, limits }, &needs, &Cancel::new())?;
    assert_eq!(picture.frames.len(), header.frames as usize);
    Ok((picture.frames.iter().map(|frame| frame.delay_ms).collect(), picture.loops))
}

fn compare(expected: &Value, seen: &Seen) -> Vec<String> {
    let mut problems = Vec::new();
    let size = (expected["width"].as_u64(), expected["height"].as_u64());
    if size != (Some(seen.width.into()), Some(seen.height.into())) {
        problems.push(format!("{}×{}, expected {size:?}", seen.width, seen.height));
    }
    if expected["hasAlpha"].as_bool() != Some(seen.has_alpha) {
        problems.push(format!("alpha {}, expected {}", seen.has_alpha, expected["hasAlpha"]));
    }
    let animation = expected["frames"].as_u64().map(|_| {
        let delays = expected["delay"].as_array().expect("delays").iter().filter_map(Value::as_u64);
        (delays.map(|delay| delay as u32).collect::<Vec<_>>(), expected["loop"].as_u64().expect("a number") as u32)
    });
    if seen.animation != animation {
        problems.push(format!("animation {:?}, expected {animation:?}", seen.animation));
    }
    if seen.width.min(seen.height) < CELLS as u32 {
        return problems;
    }
    let grid = expected["grid"].as_array().expect("a grid");
    for (index, (cell, wanted)) in seen.grid.iter().zip(grid.chunks(4)).enumerate() {
        let wanted: Vec<f64> = wanted.iter().filter_map(Value::as_f64).collect();
        // A nearly transparent colour has few digits left after the reference's 8-bit premultiplication.
        let visible = |colour: &[f64], channel: usize| match channel {
            3 => colour[3],
            _ => colour[channel] * colour[3] / 255.0,
        };
        if (0..4).any(|channel| (visible(cell, channel) - visible(&wanted, channel)).abs() > seen.tolerance) {
            let cell = cell.map(f64::round);
            problems.push(format!("cell {},{} is {cell:?}, expected {wanted:?}", index % CELLS, index / CELLS));
        }
    }
    problems
}
