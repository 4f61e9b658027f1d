//! AVIF through libavif and libaom: 8 or 10 bits, 4:4:4 or 4:2:0 (monochrome for grey pictures), still or a sequence.

mod convert;
mod options;
mod planes;
mod tiles;
mod times;

use std::ffi::{CStr, CString};

use libavif_sys as avif;

use crate::asked::chroma::Chroma;
use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::avif::ladder::rung::{Coding, Matrices, Rung};
use crate::formats::avif::ladder::{rung, rung_for};
use crate::formats::avif::settings::Avif;
use crate::kinds::encode::Loss;
use crate::machine::LentThreads;
use crate::metadata::Blocks;
use crate::picture::Picture;
use options::lossy;
use planes::Image;
use tiles::Tiles;

/// Milliseconds are the unit of a sequence's time.
const TIMESCALE: u64 = 1000;

/// One frame as a still picture, several as a sequence. The level of a loss is libaom's cq-level, 1–63, or half
/// of one.
pub fn encode(
    picture: &Picture,
    loss: Loss,
    &Avif { effort, depth, chroma, .. }: &Avif,
    blocks: &Blocks,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    let single = picture.frames.len() == 1;
    // A sequence is left whole: its frames are small.
    let tiles = if single { Tiles::of(picture.width(), picture.height()) } else { Tiles::default() };
    let help = LentThreads::of(tiles.count() as usize - 1);
    let encoder = Encoder::new(tiles, 1 + help.count())?;
    match loss {
        Loss::Level(level) => {
            let (rung, coding) = rung_for(effort, picture)?;
            encoder.configure_lossy(coding, rung.matrices, level)?;
        }
        Loss::Lossless | Loss::NearLossless(_) => encoder.configure_lossless(rung(effort))?,
    }
    let lossless = !matches!(loss, Loss::Level(_));
    let halved = chroma == Chroma::Yuv420 && !lossless;
    // A plane that is opaque in every frame costs a second AV1 image and says nothing; the frames of a sequence must
    // agree on having one.
    let alpha = picture.frames.iter().any(|frame| !frame.pixels.is_opaque());
    for frame in &picture.frames {
        cancel.check()?;
        let image =
            Image::new(&frame.pixels, planes::Kind { depth, lossless, halved, alpha }, &picture.profile, blocks)?;
        encoder.add(&image, frame.delay_ms, single)?;
    }
    let mut bytes = encoder.finish(picture.loops)?;
    if !single {
        times::clear(&mut bytes);
    }
    Ok(bytes)
}

struct Encoder(*mut avif::avifEncoder);

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the pointer came from avifEncoderCreate and is destroyed once.
        unsafe { avif::avifEncoderDestroy(self.0) };
    }
}

impl Encoder {
    fn new(tiles: Tiles, threads: usize) -> Result<Self> {
        // SAFETY: no arguments; null is checked.
        let encoder = unsafe { avif::avifEncoderCreate() };
        if encoder.is_null() {
            return Err(EngineError::new(ErrorCode::OutOfMemory, "libavif found no memory for an encoder"));
        }
        // SAFETY: plain fields of a live encoder.
        unsafe {
            (*encoder).codecChoice = avif::AVIF_CODEC_CHOICE_AOM;
            // As a rule one: the pool already runs one encode a core. Tiles are encoded alike by any number of threads.
            (*encoder).maxThreads = i32::try_from(threads).unwrap_or(1);
            (*encoder).tileColsLog2 = tiles.columns_log2 as i32;
            (*encoder).tileRowsLog2 = tiles.rows_log2 as i32;
            (*encoder).timescale = TIMESCALE;
        }
        Ok(Self(encoder))
    }

    fn configure_lossy(&self, coding: &Coding, matrices: Matrices, level: f64) -> Result<()> {
        // SAFETY: plain fields of a live encoder.
        unsafe {
            (*self.0).speed = coding.speed;
            // Overridden by cq-level below; set so that libavif neither guesses nor turns lossless on.
            (*self.0).quality = 50;
            (*self.0).qualityAlpha = 50;
        }
        for (key, value) in lossy(coding, matrices, level) {
            self.set_option(key, &value)?;
        }
        Ok(())
    }

    /// Quality 100 is libavif's word for AV1's lossless mode, in which none of the lossy options has a meaning.
    fn configure_lossless(&self, rung: &Rung) -> Result<()> {
        // SAFETY: plain fields of a live encoder.
        unsafe {
            (*self.0).speed = rung.photographs.speed;
            (*self.0).quality = avif::AVIF_QUALITY_LOSSLESS as i32;
            (*self.0).qualityAlpha = avif::AVIF_QUALITY_LOSSLESS as i32;
        }
        // With more than one thread libavif turns it on, and the number of threads would show in the bytes.
        self.set_option("row-mt", "0")
    }

    fn set_option(&self, key: &str, value: &str) -> Result<()> {
        let c_string = |text: &str| CString::new(text).map_err(|error| EngineError::engine("libavif", error));
        let (key, value) = (c_string(key)?, c_string(value)?);
        // SAFETY: live encoder, NUL-terminated strings that libavif copies.
        self.check(unsafe { avif::avifEncoderSetCodecSpecificOption(self.0, key.as_ptr(), value.as_ptr()) })
    }

    fn add(&self, image: &Image, delay_ms: u32, single: bool) -> Result<()> {
        let flags = if single { avif::AVIF_ADD_IMAGE_FLAG_SINGLE } else { avif::AVIF_ADD_IMAGE_FLAG_NONE };
        // A frame that is never shown is not allowed in a track.
        let duration = u64::from(delay_ms.max(1));
        // SAFETY: encoder and image are live.
        self.check(unsafe {
            avif::avifEncoderAddImage(self.0, image.pointer(), duration, flags as avif::avifAddImageFlags)
        })
    }

    /// `plays` of a sequence; 0 is for ever.
    fn finish(&self, plays: u32) -> Result<Vec<u8>> {
        let mut output = Output(avif::avifRWData::default());
        // SAFETY: encoder and image are live; the output is freed by its guard.
        self.check(unsafe {
            (*self.0).repetitionCount = match plays {
                0 => avif::AVIF_REPETITION_COUNT_INFINITE,
                _ => i32::try_from(plays - 1).unwrap_or(i32::MAX),
            };
            avif::avifEncoderFinish(self.0, &mut output.0)
        })?;
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
