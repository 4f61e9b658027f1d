//! AVIF through libavif and libaom, 8 bits, 4:4:4 (monochrome for grey pictures).

use std::ffi::{CStr, CString};

use libavif_sys as avif;

use super::AvifEffort;
use super::quality::avif_cq_level;
use crate::error::{EngineError, ErrorCode, Result};
use crate::pixels::{Channels, Raster};

pub fn encode(pixels: &Raster<u8>, quality: u8, effort: AvifEffort) -> Result<Vec<u8>> {
    let image = to_planes(pixels)?;
    let encoder = Encoder::new()?;
    encoder.configure(effort, avif_cq_level(quality, effort))?;
    encoder.write(&image)
}

/// libaom options of a rung, beside those that all share. Speed 8 is broken in libaom 3.11 and has no rung.
fn rung(effort: AvifEffort) -> (i32, &'static [(&'static str, &'static str)]) {
    const FEWER_PARTITIONS: &[(&str, &str)] = &[("enable-ab-partitions", "0"), ("enable-1to4-partitions", "0")];
    const FEWEST_PARTITIONS: &[(&str, &str)] =
        &[("enable-ab-partitions", "0"), ("enable-1to4-partitions", "0"), ("enable-rect-partitions", "0")];
    match effort {
        AvifEffort::Best => (5, FEWER_PARTITIONS),
        AvifEffort::Default => (5, FEWEST_PARTITIONS),
        AvifEffort::Fast => (6, &[]),
        AvifEffort::Faster => (7, &[]),
        AvifEffort::Draft => (9, &[]),
    }
}

/// The flatter the quantisation matrix, the more detail survives; finer levels can afford it.
fn quantisation_matrix(cq_level: u8) -> u8 {
    match cq_level {
        0..=10 => 10,
        11..=25 => 9,
        26..=40 => 8,
        41..=50 => 7,
        51..=55 => 6,
        56..=60 => 5,
        _ => 4,
    }
}

struct Encoder(*mut avif::avifEncoder);

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the pointer came from avifEncoderCreate and is destroyed once.
        unsafe { avif::avifEncoderDestroy(self.0) };
    }
}

impl Encoder {
    fn new() -> Result<Self> {
        // SAFETY: no arguments; null is checked.
        let encoder = unsafe { avif::avifEncoderCreate() };
        if encoder.is_null() {
            return Err(EngineError::new(ErrorCode::OutOfMemory, "libavif found no memory for an encoder"));
        }
        Ok(Self(encoder))
    }

    fn configure(&self, effort: AvifEffort, cq_level: u8) -> Result<()> {
        let (speed, options) = rung(effort);
        // SAFETY: plain fields of a live encoder.
        unsafe {
            (*self.0).codecChoice = avif::AVIF_CODEC_CHOICE_AOM;
            // One thread an encode: the pool already runs one encode a core, and the bytes depend on nothing else.
            (*self.0).maxThreads = 1;
            (*self.0).speed = speed;
            // Overridden by cq-level below; set so that libavif neither guesses nor turns lossless on.
            (*self.0).quality = 50;
            (*self.0).qualityAlpha = 50;
        }
        let level = cq_level.to_string();
        let matrix = quantisation_matrix(cq_level).to_string();
        let shared = [
            ("end-usage", "q"),
            ("cq-level", level.as_str()),
            ("tune", "ssim"),
            ("sb-size", "64"),
            ("dist-metric", "qm-psnr"),
            ("enable-qm", "1"),
            ("qm-min", matrix.as_str()),
            ("qm-max", matrix.as_str()),
            ("row-mt", "0"),
        ];
        for (key, value) in shared.iter().chain(options) {
            self.set_option(key, value)?;
        }
        Ok(())
    }

    fn set_option(&self, key: &str, value: &str) -> Result<()> {
        let c_string = |text: &str| CString::new(text).map_err(|error| EngineError::engine("libavif", error));
        let (key, value) = (c_string(key)?, c_string(value)?);
        // SAFETY: live encoder, NUL-terminated strings that libavif copies.
        self.check(unsafe { avif::avifEncoderSetCodecSpecificOption(self.0, key.as_ptr(), value.as_ptr()) })
    }

    fn write(&self, image: &Image) -> Result<Vec<u8>> {
        let mut output = Output(avif::avifRWData::default());
        // SAFETY: encoder and image are live; the output is freed by its guard.
        self.check(unsafe { avif::avifEncoderWrite(self.0, image.0, &mut output.0) })?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(output.0.size).map_err(|_| {
            EngineError::new(ErrorCode::OutOfMemory, format!("no memory for an AVIF of {} bytes", output.0.size))
        })?;
        // SAFETY: libavif filled `size` bytes at `data`.
        bytes.extend_from_slice(unsafe { std::slice::from_raw_parts(output.0.data, output.0.size) });
        Ok(bytes)
    }

    fn check(&self, result: avif::avifResult) -> Result<()> {
        if result == avif::AVIF_RESULT_OK {
            return Ok(());
        }
        // SAFETY: a static string, and a NUL-terminated field of a live encoder.
        let (reason, detail) = unsafe {
            (
                CStr::from_ptr(avif::avifResultToString(result)).to_string_lossy().into_owned(),
                CStr::from_ptr((*self.0).diag.error.as_ptr()).to_string_lossy().into_owned(),
            )
        };
        Err(match result {
            avif::AVIF_RESULT_OUT_OF_MEMORY => EngineError::new(ErrorCode::OutOfMemory, format!("libavif: {reason}")),
            _ => EngineError::engine("libavif", format!("{reason} {detail}")),
        })
    }
}

struct Output(avif::avifRWData);

impl Drop for Output {
    fn drop(&mut self) {
        // SAFETY: allocated by libavif or empty.
        unsafe { avif::avifRWDataFree(&mut self.0) };
    }
}

struct Image(*mut avif::avifImage);

impl Drop for Image {
    fn drop(&mut self) {
        // SAFETY: the pointer came from avifImageCreate and is destroyed once.
        unsafe { avif::avifImageDestroy(self.0) };
    }
}

/// The planes libaom wants: full-range BT.601 of sRGB primaries, which is what browsers assume at their fastest.
fn to_planes(pixels: &Raster<u8>) -> Result<Image> {
    let format =
        if pixels.channels.is_gray() { avif::AVIF_PIXEL_FORMAT_YUV400 } else { avif::AVIF_PIXEL_FORMAT_YUV444 };
    // An opaque alpha costs a second AV1 image and says nothing.
    let alpha = pixels.channels.has_alpha() && !pixels.is_opaque();
    // SAFETY: null is checked.
    let image = Image(unsafe { avif::avifImageCreate(pixels.width, pixels.height, 8, format) });
    let no_memory = || {
        EngineError::new(
            ErrorCode::OutOfMemory,
            format!("no memory for the planes of {}×{}", pixels.width, pixels.height),
        )
    };
    if image.0.is_null() {
        return Err(no_memory());
    }
    let planes = if alpha { avif::AVIF_PLANES_ALL } else { avif::AVIF_PLANES_YUV };
    // SAFETY: a live image of ours.
    unsafe {
        (*image.0).yuvRange = avif::AVIF_RANGE_FULL;
        (*image.0).colorPrimaries = avif::AVIF_COLOR_PRIMARIES_BT709 as u16;
        (*image.0).transferCharacteristics = avif::AVIF_TRANSFER_CHARACTERISTICS_SRGB as u16;
        (*image.0).matrixCoefficients = avif::AVIF_MATRIX_COEFFICIENTS_BT601 as u16;
        if avif::avifImageAllocatePlanes(image.0, planes) != avif::AVIF_RESULT_OK {
            return Err(no_memory());
        }
    }
    fill_planes(pixels, &image, alpha);
    Ok(image)
}

fn fill_planes(pixels: &Raster<u8>, image: &Image, alpha: bool) {
    let count = pixels.channels.count();
    let width = pixels.width as usize;
    for (y, row) in pixels.rows().enumerate() {
        let plane_row = |channel: avif::avifChannelIndex| {
            // SAFETY: the plane was allocated with at least `height` rows of `width` bytes; rows do not overlap and
            // each is borrowed once at a time.
            unsafe {
                let start = avif::avifImagePlane(image.0, channel as i32);
                let stride = avif::avifImagePlaneRowBytes(image.0, channel as i32) as usize;
                std::slice::from_raw_parts_mut(start.add(y * stride), width)
            }
        };
        let luma = plane_row(avif::AVIF_CHAN_Y);
        match pixels.channels {
            Channels::Gray => luma.copy_from_slice(row),
            Channels::GrayAlpha => {
                for (to, from) in luma.iter_mut().zip(row.chunks_exact(2)) {
                    *to = from[0];
                }
            }
            Channels::Rgb => to_yuv_row::<3>(row, luma, plane_row(avif::AVIF_CHAN_U), plane_row(avif::AVIF_CHAN_V)),
            Channels::Rgba => to_yuv_row::<4>(row, luma, plane_row(avif::AVIF_CHAN_U), plane_row(avif::AVIF_CHAN_V)),
        }
        if alpha {
            for (to, from) in plane_row(avif::AVIF_CHAN_A).iter_mut().zip(row.chunks_exact(count)) {
                *to = from[count - 1];
            }
        }
    }
}

/// Full-range BT.601 in 16-bit fixed point; the chroma rows of each matrix column sum to zero, so grey stays grey.
fn to_yuv_row<const N: usize>(row: &[u8], luma: &mut [u8], blue: &mut [u8], red: &mut [u8]) {
    const HALF: i32 = 1 << 15;
    let (pixels, _) = row.as_chunks::<N>();
    for (((pixel, y), u), v) in pixels.iter().zip(luma).zip(blue).zip(red) {
        let [r, g, b] = [i32::from(pixel[0]), i32::from(pixel[1]), i32::from(pixel[2])];
        *y = ((19_595 * r + 38_470 * g + 7_471 * b + HALF) >> 16) as u8;
        *u = (((-11_058 * r - 21_710 * g + 32_768 * b + HALF) >> 16) + 128).min(255) as u8;
        *v = (((32_768 * r - 27_439 * g - 5_329 * b + HALF) >> 16) + 128).min(255) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_point_yuv_is_the_rounded_matrix() {
        for (r, g, b) in (0..=255u16)
            .step_by(5)
            .flat_map(|r| (0..=255u16).step_by(15).flat_map(move |g| (0..=255u16).step_by(17).map(move |b| (r, g, b))))
        {
            let pixel = [r as u8, g as u8, b as u8];
            let (mut y, mut u, mut v) = ([0], [0], [0]);
            to_yuv_row::<3>(&pixel, &mut y, &mut u, &mut v);
            let [r, g, b] = [f64::from(r), f64::from(g), f64::from(b)];
            let luma = 0.299 * r + 0.587 * g + 0.114 * b;
            let expected = [luma, (b - luma) / 1.772 + 128.0, (r - luma) / 1.402 + 128.0];
            for (got, wanted) in [y[0], u[0], v[0]].iter().zip(expected) {
                assert!((f64::from(*got) - wanted.min(255.0)).abs() <= 0.51, "{pixel:?}: {got} for {wanted}");
            }
        }
    }

    #[test]
    fn grey_pixels_have_no_chroma() {
        for value in 0..=255 {
            let (mut y, mut u, mut v) = ([0], [0], [0]);
            to_yuv_row::<3>(&[value; 3], &mut y, &mut u, &mut v);
            assert_eq!((y[0], u[0], v[0]), (value, 128, 128));
        }
    }

    #[test]
    fn the_quantisation_matrix_flattens_as_quality_rises() {
        for level in 1..=63 {
            assert!(quantisation_matrix(level) <= quantisation_matrix(level - 1));
        }
    }
}
