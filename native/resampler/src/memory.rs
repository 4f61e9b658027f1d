//! What rows on their way take, told beforehand.

use crate::fours::vectors;
use crate::kernel::Kernel;
use crate::request::{Layout, Region};
use crate::taps::{Period, is_cut, rows_at_once};
use crate::turned::BAND;
use crate::vector::{SUMS, VECTOR};

/// One of the pictures that rows will be resampled into.
#[derive(Debug, Clone, Copy)]
pub struct RowShape {
    pub region: Region,
    pub kernel: Kernel,
    pub width: u32,
    pub height: u32,
}

/// Bytes that [`crate::RowResampler`] holds beside its targets, at most.
pub fn held_bytes((width, height): (u32, u32), layout: Layout, shapes: &[RowShape]) -> u64 {
    let channels = layout.channels();
    let row = vectors(width as usize) * VECTOR * channels;
    let (mut fours, mut own) = (0, 0);
    for RowShape { region, kernel, width: across, height: down } in shapes {
        let Some(curve) = kernel.curve() else { continue };
        if is_cut(region.left, region.width, *across) && is_cut(region.top, region.height, *down) {
            own += 8 * (*across as usize + *down as usize);
            continue;
        }
        let columns = Reach::of(curve.support, region.width, *across);
        let rows = Reach::of(curve.support, region.height, *down);
        let at_once = rows_at_once(rows.fours);
        let more = (at_once - 1) as f64 * region.height / f64::from(*down);
        fours = fours.max((rows.fours + (more / 4.0).ceil() as usize).min(height as usize / 4 + 1));
        let line =
            (region.width.ceil() as usize + columns.window).min(width as usize).next_multiple_of(SUMS) * channels;
        // Four lines and a band of sixteen, and the weights of both sides.
        own += line * (4 + BAND) + columns.bytes + rows.bytes;
    }
    let waiting = 4 * width as usize * channels * if layout.has_alpha() { 3 } else { 2 };
    (row * fours + own + waiting) as u64
}

/// What one side of a target is made of.
struct Reach {
    window: usize,
    fours: usize,
    bytes: usize,
}

impl Reach {
    fn of(support: f64, length: f64, target: u32) -> Self {
        let stretch = (length / f64::from(target)).max(1.0);
        let window = (2.0 * support * stretch).ceil() as usize + 1;
        let fours = window.div_ceil(4) + 1;
        // Those that come again, and those at the edges, which are of their own.
        let kinds = Period::of(length, target).pixels + 2 * (2.0 * support).ceil() as u32;
        let (kinds, in_fours) = (kinds.min(target) as usize, kinds.saturating_mul(4).min(target) as usize);
        // Weights, and while they are made their exact values.
        let bytes = in_fours * fours * 16 + target as usize * (24 + 24) + kinds * (window * 10 + 128);
        Self { window, fours, bytes }
    }
}
