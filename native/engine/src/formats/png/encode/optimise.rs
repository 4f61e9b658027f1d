//! oxipng: every useful filter, each compressed by an optimal parse, for those who can wait; and Adam7.

use oxipng::{BitDepth, ColorType, Deflater, FilterStrategy, Options, RawImage, indexset};

use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::formats::png::encode::settings::Settings;
use crate::formats::png::encode::write::MOST_EFFORT;
use crate::pixels::Channels;

/// What the optimiser may change of how a picture is stored.
#[derive(Debug, Clone, Copy)]
pub struct Freedom {
    /// Colours that are all grey may be stored as grey.
    pub gray: bool,
    /// Samples may be stored in fewer bits, where none is lost.
    pub depth: bool,
}

/// Writes samples of 8 bits, or of 16 in big-endian.
pub fn write(
    (width, height): (u32, u32),
    channels: Channels,
    wide: bool,
    data: Vec<u8>,
    settings: Settings,
    freedom: Freedom,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    cancel.check()?;
    let colour = match channels {
        Channels::Gray => ColorType::Grayscale { transparent_shade: None },
        Channels::GrayAlpha => ColorType::GrayscaleAlpha,
        Channels::Rgb => ColorType::RGB { transparent_color: None },
        Channels::Rgba => ColorType::RGBA,
    };
    let depth = if wide { BitDepth::Sixteen } else { BitDepth::Eight };
    let failed = |error: oxipng::PngError| EngineError::engine("oxipng", error);
    let image = RawImage::new(width, height, colour, depth, data).map_err(failed)?;
    // With no time left it stops trying; what it has by then is thrown away below.
    let options = Options { timeout: cancel.time_left(), ..options(settings, freedom) };
    let bytes = image.create_optimized_png(&options).map_err(failed)?;
    cancel.check()?;
    Ok(bytes)
}

fn options(Settings { effort, interlaced }: Settings, freedom: Freedom) -> Options {
    let mut options = match effort {
        0..=MOST_EFFORT => quick(effort),
        8 => Options::from_preset(1),
        9 => Options::from_preset(2),
        _ => Options::from_preset(4),
    };
    options.interlace = Some(interlaced);
    options.grayscale_reduction = freedom.gray;
    options.bit_depth_reduction = freedom.depth;
    // Whoever wants a picture at all cost must get one.
    options.force = true;
    options
}

/// For interlaced pictures of low effort, which our own writer does not write: one filter, a quick parse.
fn quick(effort: u8) -> Options {
    let filters = if effort < 4 {
        indexset! { FilterStrategy::MinSum }
    } else {
        indexset! { FilterStrategy::NONE, FilterStrategy::MinSum }
    };
    Options { filters, deflater: Deflater::Libdeflater { compression: effort.clamp(1, 6) }, ..Options::default() }
}
