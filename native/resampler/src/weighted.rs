//! Targets whose pixels are sums of weighted source pixels: columns first, then rows.

use std::ops::Range;

use crate::alpha;
use crate::fours::vectors;
use crate::kernel::Curve;
use crate::request::{Layout, Region, ResampleError, Target, zeros};
use crate::sums::Instructions;
use crate::taps::{Span, Taps, rows_at_once};
use crate::turned::{BAND, lay_down, stand_up};
use crate::vector::{Fours, SUMS, VECTOR};

/// A target on its way.
pub(crate) struct Weighted<'a> {
    target: Target<'a, u8>,
    channels: usize,
    has_alpha: bool,
    across: Taps,
    down: Taps,
    /// Vectors of one channel of a source row: those that are looked at.
    from: usize,
    to: usize,
    /// Vectors of a whole channel.
    plane: usize,
    summing_across: Instructions,
    summing_down: Instructions,
    /// Rows that are made together, because they are made of the same ones: 1, 2 or 4.
    at_once: usize,
    /// Rows that were written.
    done: usize,
    /// Up to four rows of the target's height and the source's width, channel by channel.
    lines: [Vec<u8>; 4],
    /// Sixteen of them, turned on their side.
    band: Vec<u8>,
}

impl<'a> Weighted<'a> {
    pub fn new(
        (width, height): (u32, u32),
        layout: Layout,
        region: Region,
        curve: Curve,
        target: Target<'a, u8>,
    ) -> Result<Self, ResampleError> {
        let channels = layout.channels();
        let across = Taps::new(width, region.left, region.width, target.width, curve);
        let down = Taps::new(height, region.top, region.height, target.height, curve);
        let (first, end) = across.reach();
        // Fours along a row, and sixteen samples in a vector.
        let (from, to) = (first / 4, end.div_ceil(4));
        let line = || zeros(channels * (to - from) * SUMS);
        let lines = [line()?, line()?, line()?, line()?];
        let band = zeros(channels * (to - from) * 4 * VECTOR)?;
        let plane = vectors(width as usize);
        let (summing_across, summing_down) = (Instructions::best(across.in_bytes), Instructions::best(down.in_bytes));
        let at_once = rows_at_once(down.longest());
        Ok(Self {
            target,
            channels,
            has_alpha: layout.has_alpha(),
            across,
            down,
            from,
            to,
            plane,
            summing_across,
            summing_down,
            at_once,
            done: 0,
            lines,
            band,
        })
    }

    /// Fours of rows that must be held for it.
    pub fn fours(&self) -> usize {
        self.down.spans().chunks(self.at_once).map(|spans| end_of(spans) - spans[0].first).max().unwrap_or(0)
    }

    /// Makes the rows whose last four has come.
    pub fn advance(&mut self, fours: usize, ring: Fours) {
        while self.done < self.down.spans().len() {
            let rows = self.done..self.down.spans().len().min(self.done + self.at_once);
            if end_of(&self.down.spans()[rows.clone()]) > fours {
                return;
            }
            self.done = rows.end;
            self.sum_columns(rows, ring);
            let is_last = self.done == self.down.spans().len();
            if self.done.is_multiple_of(4) || is_last {
                lay_down(&self.lines, self.channels, (self.done - 1) % BAND / 4 * 4, &mut self.band);
            }
            if self.done.is_multiple_of(BAND) || is_last {
                self.write_band();
            }
        }
    }

    /// Makes lines of some rows, so many columns after another that all that they are made of stays in the nearest cache.
    fn sum_columns(&mut self, rows: Range<usize>, ring: Fours) {
        const TILE: usize = 12;
        let places = ring.bytes.len() / ring.stride;
        let length = self.to - self.from;
        for (channel, first) in (0..self.channels).flat_map(|c| (0..length).step_by(TILE).map(move |first| (c, first)))
        {
            let columns = first..length.min(first + TILE);
            let from = channel * self.plane + self.from;
            for row in rows.clone() {
                let span = self.down.spans()[row];
                let line =
                    &mut self.lines[row % 4][channel * length * SUMS..][columns.start * SUMS..columns.end * SUMS];
                self.summing_down.sum(
                    ring,
                    span.first % places,
                    from + columns.start..from + columns.end,
                    self.down.fours(span),
                    self.down.precision,
                    line,
                );
            }
        }
    }

    /// Resamples the rows of the band along their length.
    fn write_band(&mut self) {
        const PIXELS: usize = SUMS;
        let channels = self.channels;
        let first = (self.done - 1) / BAND * BAND;
        let stride = self.target.width as usize * channels;
        let rows = &mut self.target.samples[first * stride..self.done * stride];
        let band = Fours { bytes: &self.band, stride: channels * VECTOR };
        let mut sums = [0; PIXELS * 4 * BAND];
        for (index, spans) in self.across.spans().chunks(PIXELS).enumerate() {
            for (span, sums) in spans.iter().zip(sums.chunks_exact_mut(channels * BAND)) {
                let first = span.first - self.from * 4;
                self.summing_across.sum(
                    band,
                    first,
                    0..channels,
                    self.across.fours(*span),
                    self.across.precision,
                    sums,
                );
            }
            let samples = spans.len() * channels;
            for (square, sums) in sums.as_chunks::<{ SUMS * BAND }>().0.iter().enumerate().take(samples.div_ceil(SUMS))
            {
                let count = (samples - square * SUMS).min(SUMS);
                stand_up(sums, count, rows, stride, (index * PIXELS * channels) + square * SUMS);
            }
        }
        if self.has_alpha {
            alpha::unweight(rows, channels);
        }
    }
}

/// Of the source's fours, the one behind the last that some rows are made of.
fn end_of(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.end()).max().unwrap_or(0)
}
