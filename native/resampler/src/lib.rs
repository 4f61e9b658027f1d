//! Resampling of pictures of 8 and 16 bits a channel, behind functions that are not generic.
//!
//! Samples of 8 bits are summed up here, row by row as they come; those of 16 bits by fast_image_resize, from whole pictures. A
//! crate of its own because that compiles its SIMD code into whoever calls it, which takes most of a minute, and here happens once
//! instead of at every change of the engine.

mod alpha;
mod bytes;
mod fours;
mod kernel;
mod memory;
mod picked;
mod request;
mod rows;
mod sums;
mod taps;
mod turned;
mod vector;
mod weighted;

use std::cell::RefCell;
use std::fmt::Display;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U16, U16x2, U16x3, U16x4};
use fast_image_resize::{PixelTrait, ResizeOptions, Resizer};

pub use kernel::Kernel;
pub use memory::{RowShape, held_bytes};
pub use request::{Layout, Region, ResampleError, Source, Target};
pub use rows::{RowResampler, RowTarget};

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
        fn failed(error: impl Display) -> ResampleError {
            ResampleError::new(&error.to_string())
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
