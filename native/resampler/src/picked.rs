//! Targets whose pixels are the source's own: cut out at whole pixels, or the nearest ones.

use crate::request::Target;

/// A target on its way.
pub(crate) struct Picked<'a> {
    target: Target<'a, u8>,
    channels: usize,
    columns: Vec<usize>,
    /// Of the source, for each row of the target, in order.
    rows: Vec<usize>,
    done: usize,
}

impl<'a> Picked<'a> {
    pub fn new(target: Target<'a, u8>, channels: usize, columns: Vec<usize>, rows: Vec<usize>) -> Self {
        Self { target, channels, columns, rows, done: 0 }
    }

    /// Takes what it needs of rows that begin with the source's `first`.
    pub fn advance(&mut self, first: usize, rows: &[u8], stride: usize) {
        let channels = self.channels;
        let from = self.columns[0] * channels;
        let is_cut = self.columns.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        let length = self.columns.len() * channels;
        while let Some(row) = self.rows.get(self.done).and_then(|row| rows.chunks_exact(stride).nth(row - first)) {
            let to = &mut self.target.samples[self.done * length..][..length];
            if is_cut {
                to.copy_from_slice(&row[from..from + length]);
            } else {
                for (to, column) in to.chunks_exact_mut(channels).zip(&self.columns) {
                    to.copy_from_slice(&row[column * channels..][..channels]);
                }
            }
            self.done += 1;
        }
    }
}

/// The places of the pixels under the centres of `target` pixels, made of `length` source pixels from `start` on.
pub(crate) fn places(source: u32, start: f64, length: f64, target: u32) -> Vec<usize> {
    let scale = length / f64::from(target);
    let centre = |index: u32| start + scale * 0.5 + scale * f64::from(index);
    (0..target).map(|index| (centre(index) as u32).min(source - 1) as usize).collect()
}
