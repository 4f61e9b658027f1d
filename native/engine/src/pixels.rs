//! Decoded pixels: 8 bits a channel, interleaved, rows without padding.

use std::alloc::{Layout, alloc_zeroed};

use crate::error::{EngineError, ErrorCode, Result};

/// Which channels a pixel has, in memory order. Alpha is straight (not premultiplied).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channels {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
}

impl Channels {
    /// Bytes a pixel.
    pub const fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    pub const fn has_alpha(self) -> bool {
        matches!(self, Self::GrayAlpha | Self::Rgba)
    }

    pub const fn is_gray(self) -> bool {
        matches!(self, Self::Gray | Self::GrayAlpha)
    }

    pub const fn new(gray: bool, alpha: bool) -> Self {
        match (gray, alpha) {
            (true, false) => Self::Gray,
            (true, true) => Self::GrayAlpha,
            (false, false) => Self::Rgb,
            (false, true) => Self::Rgba,
        }
    }
}

/// An image in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub channels: Channels,
    /// `width × height × channels.count()` bytes, top row first.
    pub data: Vec<u8>,
}

impl Pixels {
    /// Zeroed pixels; an error, not an abort, when the memory cannot be had.
    pub fn allocate(width: u32, height: u32, channels: Channels) -> Result<Self> {
        let bytes = Self::byte_length(width, height, channels).ok_or_else(|| out_of_memory(width, height, channels))?;
        let data = zeroed(bytes).ok_or_else(|| out_of_memory(width, height, channels))?;
        Ok(Self { width, height, channels, data })
    }

    pub fn byte_length(width: u32, height: u32, channels: Channels) -> Option<usize> {
        (width as usize).checked_mul(height as usize)?.checked_mul(channels.count())
    }

    /// Bytes a row.
    pub fn stride(&self) -> usize {
        self.width as usize * self.channels.count()
    }

    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.data.chunks_exact(self.stride())
    }

    /// The same picture with colour channels repeated from grey, for codecs that know only RGB(A).
    pub fn expand_gray(&self) -> Result<Self> {
        let mut rgb = Self::allocate(self.width, self.height, Channels::new(false, self.channels.has_alpha()))?;
        match self.channels {
            Channels::Gray => {
                for (to, &gray) in rgb.data.chunks_exact_mut(3).zip(&self.data) {
                    to.fill(gray);
                }
            }
            Channels::GrayAlpha => {
                for (to, from) in rgb.data.chunks_exact_mut(4).zip(self.data.chunks_exact(2)) {
                    to[..3].fill(from[0]);
                    to[3] = from[1];
                }
            }
            Channels::Rgb | Channels::Rgba => rgb.data.copy_from_slice(&self.data),
        }
        Ok(rgb)
    }

    /// The same picture laid over an opaque colour, for formats without alpha.
    pub fn flatten(&self, background: [u8; 3]) -> Result<Self> {
        let gray_background = background[0] == background[1] && background[1] == background[2];
        let over = |value: u8, alpha: u8, under: u8| {
            let alpha = u32::from(alpha);
            ((u32::from(value) * alpha + u32::from(under) * (255 - alpha) + 127) / 255) as u8
        };
        match self.channels {
            Channels::Gray | Channels::Rgb => Ok(self.clone()),
            Channels::GrayAlpha if !gray_background => self.expand_gray()?.flatten(background),
            Channels::GrayAlpha => {
                let mut flat = Self::allocate(self.width, self.height, Channels::Gray)?;
                for (to, from) in flat.data.iter_mut().zip(self.data.chunks_exact(2)) {
                    *to = over(from[0], from[1], background[0]);
                }
                Ok(flat)
            }
            Channels::Rgba => {
                let mut flat = Self::allocate(self.width, self.height, Channels::Rgb)?;
                for (to, from) in flat.data.chunks_exact_mut(3).zip(self.data.chunks_exact(4)) {
                    for channel in 0..3 {
                        to[channel] = over(from[channel], from[3], background[channel]);
                    }
                }
                Ok(flat)
            }
        }
    }

    /// The pixels of a rectangle that lies inside the picture.
    pub fn crop(&self, left: u32, top: u32, width: u32, height: u32) -> Result<Self> {
        assert!(left + width <= self.width && top + height <= self.height, "the rectangle must lie inside the picture");
        let mut part = Self::allocate(width, height, self.channels)?;
        let channels = self.channels.count();
        let from = left as usize * channels;
        let length = width as usize * channels;
        for (to, row) in part.data.chunks_exact_mut(length).zip(self.rows().skip(top as usize)) {
            to.copy_from_slice(&row[from..from + length]);
        }
        Ok(part)
    }

    pub fn is_opaque(&self) -> bool {
        match self.channels {
            Channels::Gray | Channels::Rgb => true,
            Channels::GrayAlpha => self.data.chunks_exact(2).all(|pixel| pixel[1] == 255),
            Channels::Rgba => self.data.chunks_exact(4).all(|pixel| pixel[3] == 255),
        }
    }
}

fn out_of_memory(width: u32, height: u32, channels: Channels) -> EngineError {
    EngineError::new(
        ErrorCode::OutOfMemory,
        format!("no memory for {width}×{height} pixels of {} bytes", channels.count()),
    )
}

/// Zeroed bytes straight from the allocator: the kernel hands out zero pages lazily, and a refusal is a value.
fn zeroed(bytes: usize) -> Option<Vec<u8>> {
    if bytes == 0 {
        return Some(Vec::new());
    }
    let layout = Layout::array::<u8>(bytes).ok()?;
    // SAFETY: the layout has a non-zero size.
    let pointer = unsafe { alloc_zeroed(layout) };
    if pointer.is_null() {
        return None;
    }
    // SAFETY: the pointer comes from the global allocator with this very layout, and all bytes are initialised.
    Some(unsafe { Vec::from_raw_parts(pointer, bytes, bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_allocation_is_an_error_and_not_an_abort() {
        let error = Pixels::allocate(u32::MAX, u32::MAX, Channels::Rgba).unwrap_err();
        assert_eq!(error.code, ErrorCode::OutOfMemory);
    }

    #[test]
    fn flatten_mixes_by_alpha_with_rounding() {
        let pixels = Pixels {
            width: 3,
            height: 1,
            channels: Channels::Rgba,
            data: vec![255, 0, 0, 255, 255, 0, 0, 128, 255, 0, 0, 0],
        };
        let flat = pixels.flatten([0, 0, 255]).unwrap();
        assert_eq!(flat.channels, Channels::Rgb);
        assert_eq!(flat.data, [255, 0, 0, 128, 0, 127, 0, 0, 255]);
    }

    #[test]
    fn flattening_grey_onto_a_colour_gives_colour() {
        let pixels = Pixels { width: 1, height: 1, channels: Channels::GrayAlpha, data: vec![100, 0] };
        assert_eq!(pixels.flatten([9, 8, 7]).unwrap().data, [9, 8, 7]);
        assert_eq!(pixels.flatten([9, 9, 9]).unwrap().data, [9]);
    }

    #[test]
    fn crop_takes_the_named_rectangle() {
        let pixels = Pixels { width: 3, height: 3, channels: Channels::Gray, data: (0..9).collect() };
        assert_eq!(pixels.crop(1, 1, 2, 2).unwrap().data, [4, 5, 7, 8]);
    }
}
