//! The part around the point that draws most attention: what has edges, looks like skin, or is strongly red.
//!
//! The picture is looked at through 32 by 32 points, each of which gets three scores, as in libvips (which has the skin
//! from smartcrop.js):
//! - edges: five times the Laplacian of Y;
//! - skin: how near the direction of X, Y, Z is to that of skin, from 100 down, below zero for what is far from it;
//! - saturation: a of Lab.
//!
//! Dark points, with Y of 5 % or less, have edges alone. The sum is blurred by a tenth of the part's diagonal, so that
//! much of the part has to be of interest, and its highest point becomes the middle of the part.

use crate::asked::frame::{Kernel, Region};
use crate::error::Result;
use crate::lab::{lab_of_xyz, xyz_of};
use crate::operations::gaussian::Mask;
use crate::pixels::{Pixels, Raster, Sample};
use crate::resize::resize;
use crate::srgb_curve::linear_of;

/// Points a side.
const SIDE: usize = 32;
const POINTS: usize = SIDE * SIDE;

/// Share of its middle at which the bell of the blur is cut off.
const LEAST: f64 = 0.2;

/// Direction of skin in X, Y, Z.
const SKIN: [f64; 3] = [0.78, 0.57, 0.44];

/// Y, in hundredths of white's, up to which nothing but edges is seen.
const DARK: f64 = 5.0;

type Scores = [f64; POINTS];

pub fn place(pixels: &Raster<u8>, width: u32, height: u32) -> Result<(u32, u32)> {
    let scores = scores(&points_of(pixels)?);
    let per_point = |side: u32| f64::from(side) / SIDE as f64;
    let (across, down) = (per_point(pixels.width), per_point(pixels.height));
    let (width_in_points, height_in_points) = (f64::from(width) / across, f64::from(height) / down);
    let diagonal = (width_in_points * width_in_points + height_in_points * height_in_points).sqrt();
    let (x, y) = highest(&smooth(&scores, (diagonal / 10.0).max(1.0)));
    let start = |point: usize, size: f64, length: u32, side: u32| {
        ((point as f64 * size) as u32).saturating_sub(length / 2).min(side - length)
    };
    Ok((start(x, across, width, pixels.width), start(y, down, height, pixels.height)))
}

/// X, Y, Z in hundredths of white's Y.
fn points_of(pixels: &Raster<u8>) -> Result<Vec<[f64; 3]>> {
    let whole = Region { left: 0.0, top: 0.0, width: f64::from(pixels.width), height: f64::from(pixels.height) };
    // What is transparent is black: nobody sees it.
    let opaque = Pixels::Eight(pixels.flatten([0; 3])?);
    let small = resize(&opaque, whole, SIDE as u32, SIDE as u32, Kernel::Lanczos3)?;
    let small = small.to_eight()?;
    let xyz = |pixel: &[u8]| {
        let colour = if small.channels.is_gray() { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
        let light = colour.map(|sample| linear_of(sample.to_f64() / 255.0) * 100.0);
        xyz_of(light)
    };
    Ok(small.pixels().map(xyz).collect())
}

fn scores(points: &[[f64; 3]]) -> Scores {
    std::array::from_fn(|index| {
        let (x, y) = (index % SIDE, index / SIDE);
        let luminance = |x: usize, y: usize| points[y * SIDE + x][1];
        let neighbours = luminance(x.saturating_sub(1), y)
            + luminance((x + 1).min(SIDE - 1), y)
            + luminance(x, y.saturating_sub(1))
            + luminance(x, (y + 1).min(SIDE - 1));
        let own = points[index];
        let edge = 5.0 * (4.0 * own[1] - neighbours).abs();
        if own[1] > DARK { edge + skin(own) + redness(own) } else { edge }
    })
}

fn skin(xyz: [f64; 3]) -> f64 {
    let length = |vector: [f64; 3]| vector.iter().map(|value| value * value).sum::<f64>().sqrt();
    let own = length(xyz);
    100.0 - 100.0 * length([0, 1, 2].map(|axis| xyz[axis] / own - SKIN[axis]))
}

fn redness(xyz: [f64; 3]) -> f64 {
    lab_of_xyz(xyz.map(|value| value / 100.0))[1]
}

/// Beyond its edges the field goes on as at them.
fn smooth(scores: &Scores, sigma: f64) -> Scores {
    let mask = Mask::new(sigma, LEAST);
    let along = |from: &Scores, at: &dyn Fn(usize, usize) -> usize| -> Scores {
        let mut to = [0.0; POINTS];
        for (line, place) in (0..SIDE).flat_map(|line| (0..SIDE).map(move |place| (line, place))) {
            let (mut sum, mut weights) = (0.0, 0.0);
            for (distance, &weight) in mask.heights().iter().enumerate() {
                // The middle counts for both sides, as does its share of the weights.
                let weight = f64::from(weight) / if distance == 0 { 2.0 } else { 1.0 };
                for place in [place.saturating_sub(distance), (place + distance).min(SIDE - 1)] {
                    sum += from[at(line, place)] * weight;
                    weights += weight;
                }
            }
            to[at(line, place)] = sum / weights;
        }
        to
    };
    let rows = along(scores, &|y, x| y * SIDE + x);
    along(&rows, &|x, y| y * SIDE + x)
}

/// The first, in reading order, of the highest points.
fn highest(scores: &Scores) -> (usize, usize) {
    let (mut best, mut at) = (f64::NEG_INFINITY, 0);
    for (index, &score) in scores.iter().enumerate() {
        if score > best {
            (best, at) = (score, index);
        }
    }
    (at % SIDE, at / SIDE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{blurred_levels, to_lab};
    use crate::pixels::Channels;

    /// Grey with one patch of a colour.
    fn patch(at: [u32; 4], colour: [u8; 3]) -> Raster<u8> {
        let mut raster = Raster::allocate(320, 240, Channels::Rgb).unwrap();
        for (index, pixel) in raster.pixels_mut().enumerate() {
            let (x, y) = (index as u32 % 320, index as u32 / 320);
            let inside = x >= at[0] && y >= at[1] && x < at[0] + at[2] && y < at[1] + at[3];
            pixel.copy_from_slice(if inside { &colour } else { &[120; 3] });
        }
        raster
    }

    /// By the formulas, from levels.
    #[test]
    fn a_point_scores_by_its_edges_its_likeness_to_skin_and_its_redness() {
        let picture = crate::operations::reference::noise_in_every_layout::<u8>(32, 32)[2].try_clone().unwrap();
        let levels: Vec<[f64; 3]> = picture
            .pixels()
            .map(|pixel| [pixel[0], pixel[1], pixel[2]].map(|level| f64::from(level) / 255.0))
            .collect();
        let luminance = |x: usize, y: usize| {
            let lightness = to_lab(levels[y.min(31) * 32 + x.min(31)])[0];
            let root = (lightness + 16.0) / 116.0;
            100.0 * if root > 6.0 / 29.0 { root.powi(3) } else { lightness * 27.0 / 24389.0 }
        };
        let found = scores(&points_of(&picture).unwrap());
        for (x, y) in (0..32).flat_map(|y| (0..32usize).map(move |x| (x, y))) {
            let own = luminance(x, y);
            let around = luminance(x.saturating_sub(1), y)
                + luminance(x + 1, y)
                + luminance(x, y.saturating_sub(1))
                + luminance(x, y + 1);
            let mut wanted = 5.0 * (4.0 * own - around).abs();
            if own > 5.0 {
                let [l, a, b] = to_lab(levels[y * 32 + x]);
                let share =
                    |root: f64| if root > 6.0 / 29.0 { root.powi(3) } else { (116.0 * root - 16.0) * 27.0 / 24389.0 };
                let root = (l + 16.0) / 116.0;
                let xyz = [0.95047 * share(root + a / 500.0), share(root), 1.08883 * share(root - b / 200.0)];
                let length = (xyz[0] * xyz[0] + xyz[1] * xyz[1] + xyz[2] * xyz[2]).sqrt();
                let off =
                    [0.78, 0.57, 0.44].iter().zip(xyz).map(|(skin, own)| (own / length - skin).powi(2)).sum::<f64>();
                wanted += 100.0 - 100.0 * off.sqrt() + a;
            }
            assert!((found[y * 32 + x] - wanted).abs() < 0.2, "{x},{y}: {} for {wanted}", found[y * 32 + x]);
        }
    }

    #[test]
    fn scores_are_blurred_as_pictures_are() {
        let mut field = [0.0; POINTS];
        let mut picture = Raster::<u16>::allocate(32, 32, Channels::Gray).unwrap();
        for (index, (score, sample)) in field.iter_mut().zip(&mut picture.samples).enumerate() {
            *sample = (index * 7919 % 60_000) as u16;
            *score = f64::from(*sample);
        }
        let sigma = 2.5;
        let reach = Mask::new(sigma, LEAST).reach();
        for (found, wanted) in smooth(&field, sigma).iter().zip(blurred_levels(&picture, sigma, reach)) {
            assert!((found - wanted[0]).abs() < 600.0, "{found} for {}", wanted[0]);
        }
    }

    #[test]
    fn skin_is_found_and_so_is_red() {
        for colour in [[224, 172, 140], [230, 20, 20]] {
            for (left, top) in [(20, 20), (260, 20), (20, 180), (260, 180)] {
                let (x, y) = place(&patch([left, top, 40, 40], colour), 120, 100).unwrap();
                let inside = x <= left && y <= top && left + 40 <= x + 120 && top + 40 <= y + 100;
                assert!(inside, "{colour:?} at {left},{top}: {x},{y}");
            }
        }
    }

    #[test]
    fn the_part_lies_inside_the_picture_however_thin_that_is() {
        for (width, height, part) in [(1, 1, (1, 1)), (500, 2, (100, 2)), (2, 500, (1, 1)), (33, 31, (33, 31))] {
            let mut raster = Raster::<u8>::allocate(width, height, Channels::GrayAlpha).unwrap();
            raster.samples.fill(200);
            let (x, y) = place(&raster, part.0, part.1).unwrap();
            assert!(x + part.0 <= width && y + part.1 <= height, "{width}×{height}: {x},{y}");
        }
    }
}
