//! The planes and labels of one picture, as libavif takes them.

use std::marker::PhantomData;

use libavif_sys as avif;

use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::avif::encode::convert::{Matrix, rescale};
use crate::metadata::Blocks;
use crate::picture::ColourProfile;
use crate::pixels::{Channels, Pixels, Raster, Sample};

/// What the planes hold.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// 8 or 10.
    pub depth: u8,
    /// Channels as they are (the identity matrix: green, blue, red) in place of luma and chroma.
    pub lossless: bool,
    /// A chroma sample for every 2×2 pixels, in their middle.
    pub halved: bool,
    pub alpha: bool,
}

impl Kind {
    /// The largest sample.
    const fn most(self) -> u32 {
        (1 << self.depth) - 1
    }
}

pub struct Image(*mut avif::avifImage);

impl Drop for Image {
    fn drop(&mut self) {
        // SAFETY: the pointer came from avifImageCreate and is destroyed once.
        unsafe { avif::avifImageDestroy(self.0) };
    }
}

impl Image {
    pub fn new(pixels: &Pixels, kind: Kind, profile: &ColourProfile, blocks: &Blocks) -> Result<Self> {
        let gray = pixels.channels().is_gray();
        let format = match (gray, kind.halved) {
            (true, _) => avif::AVIF_PIXEL_FORMAT_YUV400,
            (false, true) => avif::AVIF_PIXEL_FORMAT_YUV420,
            (false, false) => avif::AVIF_PIXEL_FORMAT_YUV444,
        };
        // SAFETY: null is checked.
        let image = Self(unsafe { avif::avifImageCreate(pixels.width(), pixels.height(), kind.depth.into(), format) });
        let no_memory = || {
            let (width, height) = (pixels.width(), pixels.height());
            EngineError::new(ErrorCode::OutOfMemory, format!("no memory for the planes of {width}×{height}"))
        };
        if image.0.is_null() {
            return Err(no_memory());
        }
        let planes = if kind.alpha { avif::AVIF_PLANES_ALL } else { avif::AVIF_PLANES_YUV };
        let (primaries, transfer) = code_points(profile);
        // The identity matrix is defined for three planes only; one plane is what it is in any matrix.
        let identity = kind.lossless && !gray;
        let matrix =
            if identity { avif::AVIF_MATRIX_COEFFICIENTS_IDENTITY } else { avif::AVIF_MATRIX_COEFFICIENTS_BT601 };
        // SAFETY: a live image of ours.
        unsafe {
            (*image.0).yuvRange = avif::AVIF_RANGE_FULL;
            (*image.0).colorPrimaries = primaries;
            (*image.0).transferCharacteristics = transfer;
            (*image.0).matrixCoefficients = matrix as u16;
            if avif::avifImageAllocatePlanes(image.0, planes) != avif::AVIF_RESULT_OK {
                return Err(no_memory());
            }
        }
        match (pixels, kind.depth) {
            (Pixels::Eight(raster), 8) => fill::<u8, u8>(raster, &image, kind, identity),
            (Pixels::Sixteen(raster), 8) => fill::<u16, u8>(raster, &image, kind, identity),
            (Pixels::Eight(raster), _) => fill::<u8, u16>(raster, &image, kind, identity),
            (Pixels::Sixteen(raster), _) => fill::<u16, u16>(raster, &image, kind, identity),
        }
        image.set_metadata(blocks, no_memory)?;
        Ok(image)
    }

    pub fn pointer(&self) -> *const avif::avifImage {
        self.0
    }

    fn set_metadata(&self, blocks: &Blocks, no_memory: impl Fn() -> EngineError) -> Result<()> {
        type Setter = unsafe extern "C" fn(*mut avif::avifImage, *const u8, usize) -> avif::avifResult;
        let all: [(&Option<Vec<u8>>, Setter); 3] = [
            (&blocks.icc, avif::avifImageSetProfileICC),
            (&blocks.exif, avif::avifImageSetMetadataExif),
            (&blocks.xmp, avif::avifImageSetMetadataXMP),
        ];
        for (block, set) in all {
            if let Some(bytes) = block {
                // SAFETY: a live image; libavif copies the bytes.
                if unsafe { set(self.0, bytes.as_ptr(), bytes.len()) } != avif::AVIF_RESULT_OK {
                    return Err(no_memory());
                }
            }
        }
        Ok(())
    }

    /// The samples of one plane. Two views of one plane must not be used at once.
    fn plane<P>(&self, channel: avif::avifChannelIndex) -> Plane<'_, P> {
        // SAFETY: a live image; the queries read its fields.
        unsafe {
            Plane {
                start: avif::avifImagePlane(self.0, channel as i32),
                stride: avif::avifImagePlaneRowBytes(self.0, channel as i32) as usize,
                width: avif::avifImagePlaneWidth(self.0, channel as i32) as usize,
                samples: PhantomData,
            }
        }
    }
}

struct Plane<'image, P> {
    start: *mut u8,
    /// Bytes from row to row.
    stride: usize,
    width: usize,
    samples: PhantomData<&'image mut P>,
}

impl<P> Plane<'_, P> {
    fn row(&mut self, y: usize) -> &mut [P] {
        // SAFETY: the plane was allocated with at least `height` rows of `width` samples of this type, aligned by
        // libavif; callers stay within the height, and the borrow keeps rows from overlapping.
        unsafe { std::slice::from_raw_parts_mut(self.start.add(y * self.stride).cast::<P>(), self.width) }
    }
}

fn fill<S: Sample, P: PlaneSample>(raster: &Raster<S>, image: &Image, kind: Kind, identity: bool) {
    let (from, to) = (S::MOST.to_u32(), kind.most());
    let matrix = Matrix::new(from, to);
    let exact = |sample: S| P::from_u16(rescale(sample.to_u32(), from, to));
    let count = raster.channels.count();
    let mut luma = image.plane::<P>(avif::AVIF_CHAN_Y);
    let mut blue = image.plane::<P>(avif::AVIF_CHAN_U);
    let mut red = image.plane::<P>(avif::AVIF_CHAN_V);
    let mut alpha = image.plane::<P>(avif::AVIF_CHAN_A);
    if kind.halved && !raster.channels.is_gray() {
        fill_halved::<S, P>(raster, image, &matrix);
    }
    for (y, row) in raster.rows().enumerate() {
        let pixels = row.chunks_exact(count);
        match raster.channels {
            Channels::Gray | Channels::GrayAlpha => {
                for (to, pixel) in luma.row(y).iter_mut().zip(pixels) {
                    *to = exact(pixel[0]);
                }
            }
            Channels::Rgb | Channels::Rgba => {
                let targets = luma.row(y).iter_mut().zip(blue.row(y)).zip(red.row(y));
                if identity {
                    for (((green, blue), red), pixel) in targets.zip(pixels) {
                        [*red, *green, *blue] = [exact(pixel[0]), exact(pixel[1]), exact(pixel[2])];
                    }
                } else if kind.halved {
                    for (luma, pixel) in luma.row(y).iter_mut().zip(pixels) {
                        *luma = P::from_u16(matrix.apply(colour_of(pixel))[0]);
                    }
                } else {
                    for (((luma, blue), red), pixel) in targets.zip(pixels) {
                        [*luma, *blue, *red] = matrix.apply(colour_of(pixel)).map(P::from_u16);
                    }
                }
            }
        }
        if kind.alpha {
            for (to, pixel) in alpha.row(y).iter_mut().zip(row.chunks_exact(count)) {
                // A frame without alpha in a sequence that has one is opaque.
                *to = if raster.channels.has_alpha() { exact(pixel[count - 1]) } else { exact(S::MOST) };
            }
        }
    }
}

/// The chroma of the mean colour of each 2×2 pixels, which is the mean of their chroma; at odd edges, of those there are.
fn fill_halved<S: Sample, P: PlaneSample>(raster: &Raster<S>, image: &Image, matrix: &Matrix) {
    let (count, stride) = (raster.channels.count(), raster.stride());
    let mut blue = image.plane::<P>(avif::AVIF_CHAN_U);
    let mut red = image.plane::<P>(avif::AVIF_CHAN_V);
    for (y, rows) in raster.samples.chunks(stride * 2).enumerate() {
        let (upper, lower) = rows.split_at(stride);
        let lower = if lower.is_empty() { upper } else { lower };
        let pairs = upper.chunks(count * 2).zip(lower.chunks(count * 2));
        for ((blue, red), (upper, lower)) in blue.row(y).iter_mut().zip(red.row(y)).zip(pairs) {
            let mut sums = [0.0; 3];
            for pixel in upper.chunks_exact(count).chain(lower.chunks_exact(count)) {
                sums = [0, 1, 2].map(|channel| sums[channel] + pixel[channel].to_u32() as f32);
            }
            let pixels = ((upper.len() + lower.len()) / count) as f32;
            [_, *blue, *red] = matrix.apply(sums.map(|sum| sum / pixels)).map(P::from_u16);
        }
    }
}

fn colour_of<S: Sample>(pixel: &[S]) -> [f32; 3] {
    [pixel[0], pixel[1], pixel[2]].map(|sample| sample.to_u32() as f32)
}

/// `u8` for planes of 8 bits, `u16` for deeper ones.
trait PlaneSample: Copy {
    fn from_u16(value: u16) -> Self;
}

impl PlaneSample for u8 {
    fn from_u16(value: u16) -> Self {
        value as Self
    }
}

impl PlaneSample for u16 {
    fn from_u16(value: u16) -> Self {
        value
    }
}

/// Code points of ITU-T H.273. With an ICC profile beside them they are a fallback only.
fn code_points(profile: &ColourProfile) -> (u16, u16) {
    match *profile {
        ColourProfile::Cicp { primaries, transfer } => (primaries, transfer),
        ColourProfile::Unspecified => {
            (avif::AVIF_COLOR_PRIMARIES_BT709 as u16, avif::AVIF_TRANSFER_CHARACTERISTICS_SRGB as u16)
        }
        ColourProfile::Icc(_) | ColourProfile::Gamma { .. } => {
            (avif::AVIF_COLOR_PRIMARIES_UNSPECIFIED as u16, avif::AVIF_TRANSFER_CHARACTERISTICS_UNSPECIFIED as u16)
        }
    }
}
