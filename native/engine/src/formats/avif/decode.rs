//! AVIF through libavif and libaom's decoder: grids, alpha, 8 to 12 bits, `clap`, `irot` and `imir`, sequences.

use std::ffi::CStr;
use std::marker::PhantomData;

use libavif_sys as avif;

use crate::asked::limits::Limits;
use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::avif::items::without_oversized_map;
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};
use crate::picture::{Frame, Picture};
use crate::pixels::{Channels, Pixels, Raster, Sample};

/// A parsed container: its items and properties are known, no AV1 data has been touched.
pub struct Parsed<'bytes> {
    decoder: *mut avif::avifDecoder,
    bytes: PhantomData<&'bytes [u8]>,
}

impl Drop for Parsed<'_> {
    fn drop(&mut self) {
        // SAFETY: the pointer came from avifDecoderCreate and is destroyed once.
        unsafe { avif::avifDecoderDestroy(self.decoder) };
    }
}

impl<'bytes> Parsed<'bytes> {
    pub fn new(bytes: &'bytes [u8], limits: &Limits) -> Result<Self> {
        // SAFETY: no arguments; null is checked.
        let decoder = unsafe { avif::avifDecoderCreate() };
        if decoder.is_null() {
            return Err(EngineError::new(ErrorCode::OutOfMemory, "libavif found no memory for a decoder"));
        }
        let parsed = Self { decoder, bytes: PhantomData };
        // SAFETY: the decoder is live and ours alone; the bytes outlive it by the struct's lifetime.
        unsafe {
            (*decoder).maxThreads = 1;
            // Files without pixi or with an odd clap are common, and every browser shows them.
            (*decoder).strictFlags &= !(avif::AVIF_STRICT_PIXI_REQUIRED | avif::AVIF_STRICT_CLAP_VALID);
            (*decoder).ignoreXMP = 1;
            (*decoder).ignoreExif = 1;
            (*decoder).imageSizeLimit =
                u32::try_from(limits.pixels).unwrap_or(u32::MAX).clamp(1, avif::AVIF_DEFAULT_IMAGE_SIZE_LIMIT);
            (*decoder).imageDimensionLimit = limits.side;
            parsed.check(avif::avifDecoderSetIOMemory(decoder, bytes.as_ptr(), bytes.len()))?;
            parsed.check(avif::avifDecoderParse(decoder))?;
        }
        Ok(parsed)
    }

    fn image(&self) -> &avif::avifImage {
        // SAFETY: after a successful parse the decoder owns an image for as long as it lives.
        unsafe { &*(*self.decoder).image }
    }

    pub fn header(&self, limits: &Limits) -> Result<ImageHeader> {
        let image = self.image();
        limits.check_dimensions(image.width, image.height)?;
        let (width, height) = match self.clean_aperture() {
            Some(rect) => (rect.width, rect.height),
            None => (image.width, image.height),
        };
        // SAFETY: plain fields of a live decoder.
        let (has_alpha, frames) = unsafe { ((*self.decoder).alphaPresent != 0, (*self.decoder).imageCount) };
        Ok(ImageHeader {
            format: SourceFormat::Avif,
            width,
            height,
            orientation: self.orientation(),
            colour_space: if image.yuvFormat == avif::AVIF_PIXEL_FORMAT_YUV400 {
                ColourSpace::Gray
            } else {
                ColourSpace::Rgb
            },
            has_alpha,
            bit_depth: image.depth as u8,
            is_progressive: false,
            frames: u32::try_from(frames).unwrap_or(1).max(1),
            loops: if frames > 1 { self.loops() } else { 0 },
            profile: self.profile(limits)?,
            quality: None,
            gain_map: None,
            faults: Vec::new(),
        })
    }

    /// `irot` and `imir` are the whole truth: the HEIF standard gives them precedence over an EXIF value.
    fn orientation(&self) -> Orientation {
        let image = self.image();
        let turns = if image.transformFlags & avif::AVIF_TRANSFORM_IROT != 0 { image.irot.angle } else { 0 };
        let mirror = (image.transformFlags & avif::AVIF_TRANSFORM_IMIR != 0).then_some(image.imir.axis);
        Orientation::from_heif(turns, mirror)
    }

    fn clean_aperture(&self) -> Option<avif::avifCropRect> {
        let image = self.image();
        if image.transformFlags & avif::AVIF_TRANSFORM_CLAP == 0 {
            return None;
        }
        let mut rect = avif::avifCropRect::default();
        let mut diagnostics = avif::avifDiagnostics::default();
        // SAFETY: all pointers are to live local values.
        let valid = unsafe {
            avif::avifCropRectConvertCleanApertureBox(
                &mut rect,
                &image.clap,
                image.width,
                image.height,
                image.yuvFormat,
                &mut diagnostics,
            )
        };
        (valid != 0).then_some(rect)
    }

    fn profile(&self, limits: &Limits) -> Result<ColourProfile> {
        let image = self.image();
        if image.icc.size > 0 {
            limits.check_metadata_bytes("ICC", image.icc.size as u64)?;
            // SAFETY: libavif holds `size` bytes at `data` for as long as the decoder lives.
            let icc = unsafe { std::slice::from_raw_parts(image.icc.data, image.icc.size) };
            return Ok(ColourProfile::Icc(icc.to_vec()));
        }
        Ok(ColourProfile::of_code_points(image.colorPrimaries, image.transferCharacteristics))
    }

    /// How often a sequence plays, 0 being for ever.
    fn loops(&self) -> u32 {
        // SAFETY: a plain field of a live decoder.
        match unsafe { (*self.decoder).repetitionCount } {
            // Players repeat a file that says nothing.
            avif::AVIF_REPETITION_COUNT_INFINITE | avif::AVIF_REPETITION_COUNT_UNKNOWN => 0,
            repetitions => u32::try_from(repetitions).unwrap_or(0).saturating_add(1),
        }
    }

    /// How long the frame that was read last is shown.
    fn delay_ms(&self) -> u32 {
        // SAFETY: a plain field of a live decoder.
        let seconds = unsafe { (*self.decoder).imageTiming.duration };
        // The cast clips, and makes nothing of what is no number.
        (seconds * 1000.0).round() as u32
    }

    /// Reads the next frame. More than 8 bits are rounded from the wide samples, so that both depths agree.
    fn next_frame(&mut self, source: &Encoded, keep_wide: bool) -> Result<Pixels> {
        // SAFETY: the decoder is live and parsed.
        self.check(unsafe { avif::avifDecoderNextImage(self.decoder) })?;
        let header = source.header;
        // What the container promised and what the AV1 data holds may differ in a hostile file.
        source.limits.check_dimensions(self.image().width, self.image().height)?;
        if header.bit_depth > 8 {
            let wide = self.convert::<u16>(header)?;
            return Ok(if keep_wide { Pixels::Sixteen(wide) } else { Pixels::Eight(wide.narrow()?) });
        }
        Ok(Pixels::Eight(self.convert::<u8>(header)?))
    }

    /// Through libavif's own converter: its published overflows lie in the other direction, from RGB, and here its
    /// 32-bit products of rows and bytes stay below 2³¹, because it never gets a picture above its own size limit.
    fn convert<S: Sample>(&self, header: &ImageHeader) -> Result<Raster<S>> {
        let image = self.image();
        let mut pixels = Raster::<S>::allocate(image.width, image.height, Channels::new(false, header.has_alpha))?;
        let row_bytes = u32::try_from(pixels.stride() * size_of::<S>())
            .map_err(|_| EngineError::engine("libavif", "a row of over 4 GB"))?;
        let mut rgb = avif::avifRGBImage::default();
        // SAFETY: both structs are live; the pixel buffer has height rows of rowBytes bytes, in samples of that depth.
        self.check(unsafe {
            avif::avifRGBImageSetDefaults(&mut rgb, image);
            rgb.depth = size_of::<S>() as u32 * u8::BITS;
            rgb.format = if header.has_alpha { avif::AVIF_RGB_FORMAT_RGBA } else { avif::AVIF_RGB_FORMAT_RGB };
            rgb.ignoreAlpha = (!header.has_alpha).into();
            rgb.maxThreads = 1;
            rgb.rowBytes = row_bytes;
            rgb.pixels = pixels.samples.as_mut_ptr().cast();
            avif::avifImageYUVToRGB(image, &mut rgb)
        })?;
        if let Some(rect) = self.clean_aperture() {
            pixels = pixels.crop(rect.x, rect.y, rect.width, rect.height)?;
        }
        if header.colour_space == ColourSpace::Gray {
            pixels = keep_one_colour_channel(&pixels)?;
        }
        if (pixels.width, pixels.height) != (header.width, header.height) {
            return Err(EngineError::corrupt(format!(
                "AVIF: a frame of {}×{} in a picture of {}×{}",
                pixels.width, pixels.height, header.width, header.height
            )));
        }
        Ok(pixels)
    }

    fn check(&self, result: avif::avifResult) -> Result<()> {
        if result == avif::AVIF_RESULT_OK {
            return Ok(());
        }
        // SAFETY: the message is a static string; the diagnostics are a NUL-terminated field of a live decoder.
        let (reason, detail) = unsafe {
            (
                CStr::from_ptr(avif::avifResultToString(result)).to_string_lossy().into_owned(),
                CStr::from_ptr((*self.decoder).diag.error.as_ptr()).to_string_lossy().into_owned(),
            )
        };
        let message = if detail.is_empty() { format!("AVIF: {reason}") } else { format!("AVIF: {reason} ({detail})") };
        Err(match result {
            avif::AVIF_RESULT_TRUNCATED_DATA => EngineError::truncated(message),
            avif::AVIF_RESULT_OUT_OF_MEMORY => EngineError::new(ErrorCode::OutOfMemory, message),
            avif::AVIF_RESULT_NOT_IMPLEMENTED
            | avif::AVIF_RESULT_UNSUPPORTED_DEPTH
            | avif::AVIF_RESULT_NO_CODEC_AVAILABLE => EngineError::new(ErrorCode::FeatureUnsupported, message),
            _ => EngineError::corrupt(message),
        })
    }
}

pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    let Encoded { bytes, header, limits } = *source;
    let bytes = &*without_oversized_map(bytes, limits);
    let mut parsed = Parsed::new(bytes, limits)?;
    let wanted = if needs.all_frames { header.frames } else { 1 };
    let mut frames = Vec::new();
    for _ in 0..wanted {
        cancel.check()?;
        let pixels = parsed.next_frame(source, needs.wide)?;
        frames.push(Frame { pixels, delay_ms: if needs.all_frames { parsed.delay_ms() } else { 0 } });
    }
    let loops = if needs.all_frames { header.loops } else { 0 };
    Ok(Decoded {
        picture: Picture { frames, loops, profile: header.profile.clone(), listed_colours: None },
        scale: 1.0,
        faults: Vec::new(),
    })
}

/// Monochrome comes out of the converter as three equal channels.
fn keep_one_colour_channel<S: Sample>(pixels: &Raster<S>) -> Result<Raster<S>> {
    let mut gray = Raster::allocate(pixels.width, pixels.height, Channels::new(true, pixels.channels.has_alpha()))?;
    for (to, from) in gray.pixels_mut().zip(pixels.pixels()) {
        to[0] = from[0];
        if let [_, alpha] = to {
            *alpha = from[3];
        }
    }
    Ok(gray)
}
