//! The samples of one picture in one depth.

use std::alloc::{Layout, alloc_zeroed};

use super::channels::Channels;
use super::sample::{Sample, narrow};
use crate::error::{EngineError, Result};
use crate::machine::prefer_large_pages;

/// A picture with samples of one depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster<S> {
    pub width: u32,
    pub height: u32,
    pub channels: Channels,
    /// `width × height × channels.count()` samples, top row first.
    pub samples: Vec<S>,
}

impl<S: Sample> Raster<S> {
    /// Zeroed pixels; an error, not an abort, when the memory cannot be had.
    pub fn allocate(width: u32, height: u32, channels: Channels) -> Result<Self> {
        let samples = Self::sample_count(width, height, channels)
            .and_then(zeroed)
            .ok_or_else(|| out_of_memory::<S>(width, height, channels))?;
        Ok(Self { width, height, channels, samples })
    }

    pub fn sample_count(width: u32, height: u32, channels: Channels) -> Option<usize> {
        (width as usize).checked_mul(height as usize)?.checked_mul(channels.count())
    }

    /// A copy; an error, not an abort, when the memory cannot be had.
    pub fn try_clone(&self) -> Result<Self> {
        let mut copy = Self::allocate(self.width, self.height, self.channels)?;
        copy.samples.copy_from_slice(&self.samples);
        Ok(copy)
    }

    /// Samples a row.
    pub fn stride(&self) -> usize {
        self.width as usize * self.channels.count()
    }

    pub fn rows(&self) -> impl Iterator<Item = &[S]> {
        self.samples.chunks_exact(self.stride())
    }

    pub fn pixels(&self) -> impl Iterator<Item = &[S]> {
        self.samples.chunks_exact(self.channels.count())
    }

    pub fn pixels_mut(&mut self) -> impl Iterator<Item = &mut [S]> {
        self.samples.chunks_exact_mut(self.channels.count())
    }

    /// The same picture with colour channels repeated from grey, for codecs that know only RGB(A).
    pub fn expand_gray(&self) -> Result<Self> {
        let mut rgb = Self::allocate(self.width, self.height, Channels::new(false, self.channels.has_alpha()))?;
        match self.channels {
            Channels::Gray => {
                for (to, &gray) in rgb.samples.chunks_exact_mut(3).zip(&self.samples) {
                    to.fill(gray);
                }
            }
            Channels::GrayAlpha => {
                for (to, from) in rgb.samples.chunks_exact_mut(4).zip(self.samples.chunks_exact(2)) {
                    to[..3].fill(from[0]);
                    to[3] = from[1];
                }
            }
            Channels::Rgb | Channels::Rgba => rgb.samples.copy_from_slice(&self.samples),
        }
        Ok(rgb)
    }

    /// The same picture with an alpha of all, where it has none.
    pub fn with_opaque_alpha(&self) -> Result<Self> {
        if self.channels.has_alpha() {
            return self.try_clone();
        }
        let mut opaque = Self::allocate(self.width, self.height, Channels::new(self.channels.is_gray(), true))?;
        let colours = self.channels.colours();
        for (to, from) in opaque.pixels_mut().zip(self.pixels()) {
            to[..colours].copy_from_slice(from);
            to[colours] = S::MOST;
        }
        Ok(opaque)
    }

    /// The same picture laid over an opaque colour of 8 bits a channel, for formats without alpha.
    pub fn flatten(&self, background: [u8; 3]) -> Result<Self> {
        if !self.channels.has_alpha() {
            return self.try_clone();
        }
        let gray_background = background[0] == background[1] && background[1] == background[2];
        if self.channels.is_gray() && !gray_background {
            return self.expand_gray()?.flatten(background);
        }
        let background = background.map(S::from_eight);
        let colours = self.channels.colours();
        let mut flat = Self::allocate(self.width, self.height, Channels::new(self.channels.is_gray(), false))?;
        for (to, from) in flat.pixels_mut().zip(self.pixels()) {
            for ((to, &value), &under) in to.iter_mut().zip(from).zip(&background) {
                *to = over(value, from[colours], under);
            }
        }
        Ok(flat)
    }

    /// The pixels of a rectangle that lies inside the picture.
    pub fn crop(&self, left: u32, top: u32, width: u32, height: u32) -> Result<Self> {
        assert!(left + width <= self.width && top + height <= self.height, "the rectangle must lie inside the picture");
        let mut part = Self::allocate(width, height, self.channels)?;
        let channels = self.channels.count();
        let from = left as usize * channels;
        let length = width as usize * channels;
        for (to, row) in part.samples.chunks_exact_mut(length).zip(self.rows().skip(top as usize)) {
            to.copy_from_slice(&row[from..from + length]);
        }
        Ok(part)
    }

    pub fn is_opaque(&self) -> bool {
        !self.channels.has_alpha() || self.pixels().all(|pixel| pixel[self.channels.colours()] == S::MOST)
    }
}

impl Raster<u16> {
    /// The samples as bytes in the machine's order, for codecs that deal in bytes.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: every bit pattern is a valid u8 and a valid u16, and a u8's alignment is less than a u16's.
        let (_, bytes, _) = unsafe { self.samples.align_to_mut::<u8>() };
        bytes
    }

    /// The same picture with 8 bits a channel, rounded to the nearest.
    pub fn narrow(&self) -> Result<Raster<u8>> {
        let mut eight = Raster::allocate(self.width, self.height, self.channels)?;
        for (to, &from) in eight.samples.iter_mut().zip(&self.samples) {
            *to = narrow(from);
        }
        Ok(eight)
    }
}

impl Raster<u8> {
    /// The same picture with 16 bits a channel.
    pub fn widen(&self) -> Result<Raster<u16>> {
        let mut sixteen = Raster::allocate(self.width, self.height, self.channels)?;
        for (to, &from) in sixteen.samples.iter_mut().zip(&self.samples) {
            *to = u16::from_eight(from);
        }
        Ok(sixteen)
    }
}

/// A translucent value over an opaque one, to the nearest. The sum is at most the square of the largest sample.
fn over<S: Sample>(value: S, alpha: S, under: S) -> S {
    let [value, alpha, under, most] = [value, alpha, under, S::MOST].map(S::to_u32);
    S::from_u32((value * alpha + under * (most - alpha) + most / 2) / most)
}

fn out_of_memory<S>(width: u32, height: u32, channels: Channels) -> EngineError {
    let bytes = channels.count() * size_of::<S>();
    EngineError::out_of_memory(format!("{width}×{height} pixels of {bytes} bytes"))
}

/// Zeroed samples straight from the allocator: the kernel hands out zero pages lazily, and a refusal is a value.
pub(crate) fn zeroed<S: Sample>(count: usize) -> Option<Vec<S>> {
    if count == 0 {
        return Some(Vec::new());
    }
    let layout = Layout::array::<S>(count).ok()?;
    // SAFETY: the layout has a non-zero size.
    let pointer = unsafe { alloc_zeroed(layout) };
    if pointer.is_null() {
        return None;
    }
    // SAFETY: the pointer comes from the global allocator with this very layout, and zero bytes are valid samples:
    // the trait is sealed to integers.
    let mut samples = unsafe { Vec::from_raw_parts(pointer.cast::<S>(), count, count) };
    prefer_large_pages(&mut samples);
    Some(samples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn an_impossible_allocation_is_an_error_and_not_an_abort() {
        for error in [
            Raster::<u8>::allocate(u32::MAX, u32::MAX, Channels::Rgba).unwrap_err(),
            Raster::<u16>::allocate(u32::MAX, u32::MAX, Channels::Rgba).unwrap_err(),
        ] {
            assert_eq!(error.code, ErrorCode::OutOfMemory);
        }
    }

    #[test]
    fn flatten_mixes_by_alpha_with_rounding() {
        let pixels = Raster {
            width: 3,
            height: 1,
            channels: Channels::Rgba,
            samples: vec![255u8, 0, 0, 255, 255, 0, 0, 128, 255, 0, 0, 0],
        };
        let flat = pixels.flatten([0, 0, 255]).unwrap();
        assert_eq!(flat.channels, Channels::Rgb);
        assert_eq!(flat.samples, [255, 0, 0, 128, 0, 127, 0, 0, 255]);
    }

    #[test]
    fn flattening_the_widest_samples_does_not_overflow() {
        for alpha in [0, 1, 32_768, 65_534, 65_535] {
            let pixels = Raster { width: 1, height: 1, channels: Channels::GrayAlpha, samples: vec![65_535u16, alpha] };
            assert_eq!(pixels.flatten([255; 3]).unwrap().samples, [65_535], "{alpha}");
        }
    }

    #[test]
    fn flattening_grey_onto_a_colour_gives_colour() {
        let pixels = Raster { width: 1, height: 1, channels: Channels::GrayAlpha, samples: vec![100u8, 0] };
        assert_eq!(pixels.flatten([9, 8, 7]).unwrap().samples, [9, 8, 7]);
        assert_eq!(pixels.flatten([9, 9, 9]).unwrap().samples, [9]);
    }

    #[test]
    fn crop_takes_the_named_rectangle() {
        let pixels = Raster { width: 3, height: 3, channels: Channels::Gray, samples: (0..9u8).collect() };
        assert_eq!(pixels.crop(1, 1, 2, 2).unwrap().samples, [4, 5, 7, 8]);
    }
}
