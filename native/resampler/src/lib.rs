//! Resampling of 8-bit pictures, behind functions that are not generic.
//!
//! A crate of its own for one reason: fast_image_resize compiles its SIMD code into whoever calls it, which takes
//! most of a minute, and here that happens once instead of at every change of the engine.

use std::cell::RefCell;
use std::fmt;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x2, U8x3, U8x4};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};

/// A rectangle in pixels of some picture; fractions are allowed, so that a crop never shifts by half a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// The resampling filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kernel {
    Lanczos3,
}

/// How the bytes of a pixel are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
}

/// Rows without padding, top row first.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub data: &'a [u8],
    pub width: u32,
    pub height: u32,
    pub layout: Layout,
}

/// Where the result goes; its layout is the source's.
#[derive(Debug)]
pub struct Target<'a> {
    pub data: &'a mut [u8],
    pub width: u32,
    pub height: u32,
}

/// A request that cannot be met: a buffer that is too small, a region outside the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResampleError(String);

impl fmt::Display for ResampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ResampleError {}

thread_local! {
    // Keeps its scratch buffers between pictures.
    static RESIZER: RefCell<Resizer> = RefCell::new(Resizer::new());
}

/// Resamples `region` of the source to the size of the target. Colours are weighted by their alpha, so that what
/// lies under transparent pixels does not bleed into the edge.
pub fn resample(source: Source, region: Region, target: Target, kernel: Kernel) -> Result<(), ResampleError> {
    match source.layout {
        Layout::Gray => resample_typed::<U8>(source, region, target, kernel, false),
        Layout::GrayAlpha => resample_typed::<U8x2>(source, region, target, kernel, true),
        Layout::Rgb => resample_typed::<U8x3>(source, region, target, kernel, false),
        Layout::Rgba => resample_typed::<U8x4>(source, region, target, kernel, true),
    }
}

fn resample_typed<P: PixelTrait>(
    source: Source,
    region: Region,
    target: Target,
    kernel: Kernel,
    has_alpha: bool,
) -> Result<(), ResampleError> {
    fn failed(error: impl fmt::Display) -> ResampleError {
        ResampleError(error.to_string())
    }
    let filter = match kernel {
        Kernel::Lanczos3 => FilterType::Lanczos3,
    };
    let view = TypedImageRef::<P>::from_buffer(source.width, source.height, source.data).map_err(failed)?;
    let mut target_view = TypedImage::<P>::from_buffer(target.width, target.height, target.data).map_err(failed)?;
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(filter))
        .crop(region.left, region.top, region.width, region.height)
        .use_alpha(has_alpha);
    RESIZER.with_borrow_mut(|resizer| resizer.resize_typed(&view, &mut target_view, &options)).map_err(failed)
}
