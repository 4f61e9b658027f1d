//! Rows of a picture on their way into several smaller ones: what is held of the picture is as many rows as the longest
//! kernel is high.

use crate::alpha;
use crate::fours::{lay_out, vectors};
use crate::kernel::Kernel;
use crate::picked::{Picked, places};
use crate::request::{Layout, Region, ResampleError, Target, zeros};
use crate::taps::is_cut;
use crate::vector::{Fours, VECTOR};
use crate::weighted::Weighted;

/// One of the pictures that rows are resampled into.
#[derive(Debug)]
pub struct RowTarget<'a> {
    /// What of the source it shows.
    pub region: Region,
    pub kernel: Kernel,
    pub target: Target<'a, u8>,
}

/// Takes the rows of a picture of 8 bits a channel, top row first, and resamples them as they come: columns first, in whole
/// numbers, to the bytes that fast_image_resize makes of the whole picture, on every processor. Colours are weighted by their
/// alpha, so that what lies under transparent pixels does not bleed into the edge.
pub struct RowResampler<'a> {
    width: usize,
    height: usize,
    channels: usize,
    /// Rows that wait for others to make four.
    waiting: Vec<u8>,
    /// Rows that came, those that wait included.
    taken: usize,
    /// The last fours of rows, each in its place modulo their number.
    ring: Vec<u8>,
    stride: usize,
    /// A copy of four rows whose colours are weighted by alpha.
    multiplied: Vec<u8>,
    weighted: Vec<Weighted<'a>>,
    picked: Vec<Picked<'a>>,
}

impl<'a> RowResampler<'a> {
    /// # Errors
    /// A region that is not inside the picture, a target that is too small for its size, no memory.
    pub fn new(
        (width, height): (u32, u32),
        layout: Layout,
        targets: impl IntoIterator<Item = RowTarget<'a>>,
    ) -> Result<Self, ResampleError> {
        let channels = layout.channels();
        let (mut weighted, mut picked) = (Vec::new(), Vec::new());
        for RowTarget { region, kernel, target } in targets {
            region.check(width, height)?;
            if target.samples.len() != target.width as usize * target.height as usize * channels {
                return Err(ResampleError::new("the target is not as large as its size"));
            }
            let Region { left, top, width: across, height: down } = region;
            let whole = is_cut(left, across, target.width) && is_cut(top, down, target.height);
            match kernel.curve() {
                Some(curve) if !whole => {
                    weighted.push(Weighted::new((width, height), layout, region, curve, target)?);
                }
                _ => {
                    let columns = places(width, left, across, target.width);
                    let rows = places(height, top, down, target.height);
                    picked.push(Picked::new(target, channels, columns, rows));
                }
            }
        }
        let (width, height) = (width as usize, height as usize);
        let stride = vectors(width) * VECTOR * channels;
        let held = weighted.iter().map(Weighted::fours).max().unwrap_or(0);
        let multiplies = layout.has_alpha() && held > 0;
        Ok(Self {
            width,
            height,
            channels,
            waiting: Vec::new(),
            taken: 0,
            ring: zeros(stride * held)?,
            stride,
            multiplied: if multiplies { zeros(4 * width * channels)? } else { Vec::new() },
            weighted,
            picked,
        })
    }

    /// Takes whole rows, as many as there are.
    ///
    /// # Panics
    /// When there are more than the picture has.
    pub fn push(&mut self, mut rows: &[u8]) {
        let row = self.width * self.channels;
        self.taken += rows.len() / row;
        assert!(rows.len().is_multiple_of(row) && self.taken <= self.height, "whole rows of the picture");
        if !self.waiting.is_empty() {
            let missing = (4 * row - self.waiting.len()).min(rows.len());
            self.waiting.extend_from_slice(&rows[..missing]);
            rows = &rows[missing..];
            if self.waiting.len() == 4 * row {
                let four = std::mem::take(&mut self.waiting);
                self.take_four((self.taken - rows.len() / row) / 4 - 1, &four);
            }
        }
        let first = (self.taken - rows.len() / row) / 4;
        let mut fours = rows.chunks_exact(4 * row);
        for (index, four) in fours.by_ref().enumerate() {
            self.take_four(first + index, four);
        }
        self.waiting.extend_from_slice(fours.remainder());
    }

    /// Ends the picture. Rows that never came are black, or transparent.
    pub fn finish(mut self) {
        let row = self.width * self.channels;
        let mut black = vec![0; 4 * row];
        let waiting = std::mem::take(&mut self.waiting);
        black[..waiting.len()].copy_from_slice(&waiting);
        for four in self.taken / 4..self.height.div_ceil(4) {
            self.take_four(four, &black);
            black.fill(0);
        }
    }

    fn take_four(&mut self, four: usize, rows: &[u8]) {
        let row = self.width * self.channels;
        for picked in &mut self.picked {
            picked.advance(four * 4, rows, row);
        }
        if self.ring.is_empty() {
            return;
        }
        let rows = if self.multiplied.is_empty() {
            rows
        } else {
            self.multiplied.copy_from_slice(rows);
            alpha::weight(&mut self.multiplied, self.channels);
            &self.multiplied
        };
        let rows: [&[u8]; 4] = std::array::from_fn(|index| &rows[index * row..(index + 1) * row]);
        let place = four % (self.ring.len() / self.stride) * self.stride;
        lay_out(rows, self.channels, &mut self.ring[place..place + self.stride]);
        for weighted in &mut self.weighted {
            weighted.advance(four + 1, Fours { bytes: &self.ring, stride: self.stride });
        }
    }
}
