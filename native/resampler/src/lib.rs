//! Resampling of pictures of 8 and 16 bits a channel, behind functions that are not generic.
//!
//! A crate of its own for one reason: fast_image_resize compiles its SIMD code into whoever calls it, which takes
//! most of a minute, and here that happens once instead of at every change of the engine.

mod alpha;
mod bytes;
mod fours;
mod kernel;
mod picked;
mod rows;
mod sums;
mod taps;
mod turned;
mod weighted;

use std::cell::RefCell;
use std::fmt;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U16, U16x2, U16x3, U16x4};
use fast_image_resize::{PixelTrait, ResizeOptions, Resizer};

pub use kernel::Kernel;
pub use rows::{RowResampler, RowTarget};

/// A rectangle in pixels of some picture; fractions are allowed, so that a crop never shifts by half a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Which samples a pixel has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
}

impl Layout {
    pub(crate) fn channels(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    pub(crate) fn has_alpha(self) -> bool {
        matches!(self, Self::GrayAlpha | Self::Rgba)
    }
}

impl Region {
    fn check(self, width: u32, height: u32) -> Result<(), ResampleError> {
        let Self { left, top, width: across, height: down } = self;
        let within = |from: f64, length: f64, all: u32| from >= 0.0 && length > 0.0 && from + length <= f64::from(all);
        if within(left, across, width) && within(top, down, height) {
            return Ok(());
        }
        Err(ResampleError(format!("the region {self:?} is not inside {width}×{height} pixels")))
    }
}

/// Rows without padding, top row first.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a, S> {
    pub samples: &'a [S],
    pub width: u32,
    pub height: u32,
    pub layout: Layout,
}

/// Where the result goes; its layout is the source's.
#[derive(Debug)]
pub struct Target<'a, S> {
    pub samples: &'a mut [S],
    pub width: u32,
    pub height: u32,
}

/// A request that cannot be met: a buffer that is too small, a region outside the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResampleError(String);

impl ResampleError {
    pub(crate) fn new(words: &str) -> Self {
        Self(words.to_owned())
    }
}

impl fmt::Display for ResampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ResampleError {}

/// Scratch that a thread keeps for its next picture; more than this is given back, since a thread may never have one.
const KEPT_SCRATCH: usize = 1 << 20;

thread_local! {
    static RESIZER: RefCell<Resizer> = RefCell::new(Resizer::new());
}

/// Resamples `region` of a source of 8 bits a channel to the size of the target. Colours are weighted by their
/// alpha, so that what lies under transparent pixels does not bleed into the edge.
pub fn resample_eight(
    source: Source<u8>,
    region: Region,
    target: Target<u8>,
    kernel: Kernel,
) -> Result<(), ResampleError> {
    let Source { samples, width, height, layout } = source;
    if samples.len() != width as usize * height as usize * layout.channels() {
        return Err(ResampleError::new("the source is not as large as its size"));
    }
    let mut rows = RowResampler::new((width, height), layout, [RowTarget { region, kernel, target }])?;
    rows.push(samples);
    rows.finish();
    Ok(())
}

/// The same as [`resample_eight`] for 16 bits a channel.
pub fn resample_sixteen(
    source: Source<u16>,
    region: Region,
    target: Target<u16>,
    kernel: Kernel,
) -> Result<(), ResampleError> {
    let call = Call {
        source: bytes::of(source.samples),
        source_size: (source.width, source.height),
        target: bytes::of_mut(target.samples),
        target_size: (target.width, target.height),
        region,
        kernel,
    };
    match source.layout {
        Layout::Gray => call.run::<U16>(false),
        Layout::GrayAlpha => call.run::<U16x2>(true),
        Layout::Rgb => call.run::<U16x3>(false),
        Layout::Rgba => call.run::<U16x4>(true),
    }
}

/// Samples as bytes in the machine's order, which is what the library takes them by.
struct Call<'a> {
    source: &'a [u8],
    source_size: (u32, u32),
    target: &'a mut [u8],
    target_size: (u32, u32),
    region: Region,
    kernel: Kernel,
}

impl Call<'_> {
    fn run<P: PixelTrait>(self, has_alpha: bool) -> Result<(), ResampleError> {
        fn failed(error: impl fmt::Display) -> ResampleError {
            ResampleError(error.to_string())
        }
        let Region { left, top, width, height } = self.region;
        let source =
            TypedImageRef::<P>::from_buffer(self.source_size.0, self.source_size.1, self.source).map_err(failed)?;
        let mut target =
            TypedImage::<P>::from_buffer(self.target_size.0, self.target_size.1, self.target).map_err(failed)?;
        let options = ResizeOptions::new()
            .resize_alg(self.kernel.algorithm())
            .crop(left, top, width, height)
            .use_alpha(has_alpha);
        RESIZER.with_borrow_mut(|resizer| {
            let result = resizer.resize_typed(&source, &mut target, &options).map_err(failed);
            if resizer.size_of_internal_buffers() > KEPT_SCRATCH {
                resizer.reset_internal_buffers();
            }
            result
        })
    }
}

/// Memory whose size a picture decides: an error when it cannot be had.
fn zeros(length: usize) -> Result<Vec<u8>, ResampleError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| ResampleError::new("no memory for rows"))?;
    bytes.resize(length, 0);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_keeps_no_large_scratch_behind() {
        let (width, height) = (2000, 1000);
        let samples = vec![7_u8; width * height * 4];
        let source = Source { samples: &samples, width: width as u32, height: height as u32, layout: Layout::Rgba };
        let region = Region { left: 0.0, top: 0.0, width: width as f64, height: height as f64 };
        let mut target = vec![0; 500 * 250 * 4];
        let target = Target { samples: &mut target, width: 500, height: 250 };
        resample_eight(source, region, target, Kernel::Lanczos3).unwrap();
        assert!(RESIZER.with_borrow(|resizer| resizer.size_of_internal_buffers()) <= KEPT_SCRATCH);
    }
}
