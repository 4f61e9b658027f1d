//! Targets whose pixels are sums of weighted source pixels: columns first, then rows.

use crate::alpha;
use crate::fours::vectors;
use crate::kernel::Curve;
use crate::request::{Layout, Region, ResampleError, Target, zeros};
use crate::sums::Instructions;
use crate::taps::Taps;
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
        Ok(Self {
            target,
            channels,
            has_alpha: layout.has_alpha(),
            across,
            down,
            from,
            to,
            plane,
            done: 0,
            lines,
            band,
        })
    }

    /// Fours of rows that must be held for it.
    pub fn fours(&self) -> usize {
        self.down.longest()
    }

    /// Makes the rows whose last four has come.
    pub fn advance(&mut self, fours: usize, ring: Fours) {
        let places = ring.bytes.len() / ring.stride;
        let instructions = Instructions::best(self.down.in_bytes);
        while let Some(&span) = self.down.spans().get(self.done) {
            if span.end() > fours {
                return;
            }
            let line = &mut self.lines[self.done % 4];
            let length = (self.to - self.from) * SUMS;
            for (channel, line) in line.chunks_exact_mut(length).enumerate() {
                let from = channel * self.plane;
                instructions.sum(
                    ring,
                    span.first % places,
                    from + self.from..from + self.to,
                    self.down.fours(span),
                    self.down.precision,
                    line,
                );
            }
            self.done += 1;
            let is_last = self.done == self.down.spans().len();
            if self.done.is_multiple_of(4) || is_last {
                lay_down(&self.lines, self.channels, (self.done - 1) % BAND / 4 * 4, &mut self.band);
            }
            if self.done.is_multiple_of(BAND) || is_last {
                self.write_band();
            }
        }
    }

    /// Resamples the rows of the band along their length.
    fn write_band(&mut self) {
        const PIXELS: usize = SUMS;
        let channels = self.channels;
        let instructions = Instructions::best(self.across.in_bytes);
        let first = (self.done - 1) / BAND * BAND;
        let stride = self.target.width as usize * channels;
        let rows = &mut self.target.samples[first * stride..self.done * stride];
        let band = Fours { bytes: &self.band, stride: channels * VECTOR };
        let mut sums = [0; PIXELS * 4 * BAND];
        for (index, spans) in self.across.spans().chunks(PIXELS).enumerate() {
            for (span, sums) in spans.iter().zip(sums.chunks_exact_mut(channels * BAND)) {
                let first = span.first - self.from * 4;
                instructions.sum(band, first, 0..channels, self.across.fours(*span), self.across.precision, sums);
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
