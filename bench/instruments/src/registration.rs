//! Where in its source an output lies.
//!
//! Sizes are whole pixels and ratios are not: of 2048 × 1358 at 400 px wide, one contestant stretches all of it to 265
//! rows, another keeps the ratio and cuts off a fifth of a row. Nobody sees that, but a metric that compares pixel by
//! pixel takes it for lost quality, by up to 30 points. So the reference is laid under the output before they are
//! compared, and how far it had to be moved is told apart from the score.

use image::RgbImage;

use crate::picture::opaque;
use crate::reference::{Original, Region};

/// Pixels of motion after which another round would change no score.
const STILL: f64 = 0.02;
/// Estimates converge faster than this; more rounds would only follow coding noise.
const ROUNDS: usize = 3;
/// Removes what coding adds and keeps what shifts: a gradient of noise says nothing about place.
const BLUR_SIGMA: f32 = 1.2;
/// Pixels at the edge where blur and gradient see beyond the picture.
const MARGIN: usize = 4;
/// Shift and stretch of two axes, and brightness.
const UNKNOWNS: usize = 5;
/// Least sides that leave anything between the margins.
const LEAST_SIDE: u32 = 24;

/// The region of the source that an output shows, by least squares over its luma; the whole source for outputs that are
/// too small or too flat to tell.
///
/// `in_place` is the reference of the whole source at the output's size.
pub fn register(original: &Original, in_place: &RgbImage, output: &RgbImage) -> Region {
    let (width, height) = output.dimensions();
    let mut region = original.whole();
    if width < LEAST_SIDE || height < LEAST_SIDE {
        return region;
    }
    let shown = blurred_luma(output);
    let mut reference = blurred_luma(in_place);
    for _ in 0..ROUNDS {
        let Some(motion) = motion(&shown, &reference, width as usize) else { return original.whole() };
        region = moved(region, &motion, width, height);
        if motion.is_still() {
            break;
        }
        reference = blurred_luma(&opaque(&original.reference(region, width, height)));
    }
    region
}

/// The largest distance in output pixels that any corner lies from where the whole source would put it.
pub fn displacement(original: &Original, region: Region, width: u32, height: u32) -> f64 {
    let whole = original.whole();
    let horizontal = f64::from(width) / whole.width;
    let vertical = f64::from(height) / whole.height;
    let ends = |start: f64, length: f64, full: f64| (start.abs(), (start + length - full).abs());
    let (left, right) = ends(region.left, region.width, whole.width);
    let (top, bottom) = ends(region.top, region.height, whole.height);
    (left.max(right) * horizontal).hypot(top.max(bottom) * vertical)
}

/// Shift and stretch of each axis in output pixels; stretch is the difference between the two edges.
struct Motion {
    shift_x: f64,
    stretch_x: f64,
    shift_y: f64,
    stretch_y: f64,
}

impl Motion {
    fn is_still(&self) -> bool {
        [self.shift_x, self.stretch_x, self.shift_y, self.stretch_y].iter().all(|pixels| pixels.abs() < STILL)
    }
}

fn moved(region: Region, motion: &Motion, width: u32, height: u32) -> Region {
    let (horizontal, vertical) = (region.width / f64::from(width), region.height / f64::from(height));
    Region {
        left: region.left + horizontal * (motion.shift_x - motion.stretch_x / 2.0),
        top: region.top + vertical * (motion.shift_y - motion.stretch_y / 2.0),
        width: region.width + horizontal * motion.stretch_x,
        height: region.height + vertical * motion.stretch_y,
    }
}

/// Solves `shown − reference = gradient · motion + brightness` over all pixels. Brightness is solved for to be dropped:
/// on a slope, darker looks the same as further along. None when the picture has too little structure.
fn motion(shown: &[f32], reference: &[f32], width: usize) -> Option<Motion> {
    let height = shown.len() / width;
    let mut equations = [[0.0f64; UNKNOWNS + 1]; UNKNOWNS];
    for y in MARGIN..height - MARGIN {
        for x in MARGIN..width - MARGIN {
            let at = y * width + x;
            let across = f64::from(reference[at + 1] - reference[at - 1]) / 2.0;
            let down = f64::from(reference[at + width] - reference[at - width]) / 2.0;
            let (u, v) = ((x as f64 + 0.5) / width as f64 - 0.5, (y as f64 + 0.5) / height as f64 - 0.5);
            let row = [across, across * u, down, down * v, 1.0, f64::from(shown[at] - reference[at])];
            for (equation, factor) in equations.iter_mut().zip(row) {
                equation.iter_mut().zip(row).for_each(|(sum, term)| *sum += factor * term);
            }
        }
    }
    let [shift_x, stretch_x, shift_y, stretch_y, _brightness] = solve(equations)?;
    Some(Motion { shift_x, stretch_x, shift_y, stretch_y })
}

/// Gauss without pivoting: the matrix is symmetric and positive, or else useless.
fn solve(mut equations: [[f64; UNKNOWNS + 1]; UNKNOWNS]) -> Option<[f64; UNKNOWNS]> {
    for pivot in 0..UNKNOWNS {
        if equations[pivot][pivot] <= f64::EPSILON {
            return None;
        }
        let (done, rest) = equations.split_at_mut(pivot + 1);
        for row in rest {
            let factor = row[pivot] / done[pivot][pivot];
            row.iter_mut().zip(done[pivot]).for_each(|(value, above)| *value -= factor * above);
        }
    }
    let mut solution = [0.0; UNKNOWNS];
    for row in (0..UNKNOWNS).rev() {
        let known: f64 = (row + 1..UNKNOWNS).map(|column| equations[row][column] * solution[column]).sum();
        solution[row] = (equations[row][UNKNOWNS] - known) / equations[row][row];
    }
    Some(solution)
}

fn blurred_luma(picture: &RgbImage) -> Vec<f32> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let luma: Vec<f32> = picture
        .pixels()
        .map(|pixel| 0.299 * f32::from(pixel.0[0]) + 0.587 * f32::from(pixel.0[1]) + 0.114 * f32::from(pixel.0[2]))
        .collect();
    let weights = gaussian();
    let reach = weights.len() / 2;
    let across: Vec<f32> = (0..luma.len())
        .map(|at| {
            let (x, row) = (at % width, at - at % width);
            sum(&weights, |tap| luma[row + (x + tap).saturating_sub(reach).min(width - 1)])
        })
        .collect();
    (0..luma.len())
        .map(|at| {
            let (x, y) = (at % width, at / width);
            sum(&weights, |tap| across[(y + tap).saturating_sub(reach).min(height - 1) * width + x])
        })
        .collect()
}

fn sum(weights: &[f32], sample: impl Fn(usize) -> f32) -> f32 {
    weights.iter().enumerate().map(|(tap, weight)| weight * sample(tap)).sum()
}

fn gaussian() -> Vec<f32> {
    let reach = (BLUR_SIGMA * 3.0).ceil() as i32;
    let weights: Vec<f32> =
        (-reach..=reach).map(|x| (-(x * x) as f32 / (2.0 * BLUR_SIGMA * BLUR_SIGMA)).exp()).collect();
    let total: f32 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / total).collect()
}
