//! PNG of every colour type and depth, and APNG; 16 bits stay when they are wanted.

use std::io::Cursor;

use png::{BitDepth, BlendOp, ColorType, Decoder, DisposeOp, FrameControl, Reader, Transformations};

use super::mend::mend;
use crate::cancel::Cancel;
use crate::composer::{Blend, Composer, Disposal, Patch};
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::png::probe::{decoding_error, metadata_limit};
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::picture::{Frame, Picture};
use crate::pixels::{Channels, Pixels, Raster, Sample};

pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    let strict = read(source, needs, cancel);
    let may_be_mended = match &strict {
        Ok(decoded) => !decoded.faults.is_empty(),
        Err(error) => matches!(error.code, ErrorCode::SourceCorrupt | ErrorCode::SourceTruncated),
    };
    if !may_be_mended {
        return strict;
    }
    let Some(mended) = mend(source.bytes)? else { return strict };
    let Ok(decoded) = read(&Encoded { bytes: &mended.bytes, ..*source }, needs, cancel) else { return strict };
    let faults = match (decoded.faults.is_empty(), strict) {
        (true, _) => mended.faults,
        // What is missing still was missing.
        (false, Ok(strict)) => strict.faults,
        (false, Err(error)) => vec![error],
    };
    Ok(Decoded { faults, ..decoded })
}

/// Reads as far as the rules of the format are kept, and tells where they were broken.
fn read(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    let header = source.header;
    let mut faults = Vec::new();
    let mut decoder = Decoder::new_with_limits(Cursor::new(source.bytes), metadata_limit(source.limits));
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    // Palettes to colours, tRNS to alpha, 1–4 bits to 8; 16 bits stay, because the decoder truncates and we round.
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(decoding_error)?;
    let (colour, depth) = reader.output_color_type();
    let channels = match colour {
        ColorType::Grayscale => Channels::Gray,
        ColorType::GrayscaleAlpha => Channels::GrayAlpha,
        ColorType::Rgb => Channels::Rgb,
        ColorType::Rgba => Channels::Rgba,
        ColorType::Indexed => return Err(EngineError::engine("png", "a palette was not expanded")),
    };
    let wide = depth == BitDepth::Sixteen;
    let picture = if needs.all_frames && header.frames > 1 {
        let frames = if wide {
            animation::<u16>(&mut reader, source, channels, needs.wide, cancel, &mut faults)?
        } else {
            animation::<u8>(&mut reader, source, channels, false, cancel, &mut faults)?
        };
        Picture { frames, loops: header.loops, profile: header.profile.clone(), listed_colours: None }
    } else {
        let (width, height) = (header.width, header.height);
        let pixels = if wide {
            let raster = u16::read_frame(&mut reader, width, height, channels, &mut faults)?;
            if needs.wide { Pixels::Sixteen(raster) } else { Pixels::Eight(raster.narrow()?) }
        } else {
            Pixels::Eight(u8::read_frame(&mut reader, width, height, channels, &mut faults)?)
        };
        Picture::still(pixels, header.profile.clone())
    };
    // Reads to the end marker, so that a file cut behind its pixels is told as one cut inside them is.
    if faults.is_empty() {
        faults.extend(reader.finish().map_err(decoding_error).err());
    }
    Ok(Decoded { picture, scale: 1.0, faults })
}

type PngReader<'a> = Reader<Cursor<&'a [u8]>>;

/// A depth that PNG stores.
trait Stored: Sample
where
    Raster<Self>: Into<Pixels>,
{
    /// The frame that comes next, whose size is given. A fault leaves the rows before it.
    fn read_frame(
        reader: &mut PngReader,
        width: u32,
        height: u32,
        channels: Channels,
        faults: &mut Vec<EngineError>,
    ) -> Result<Raster<Self>>;

    /// A raster that the decoder takes for the frame: it wants room for the whole picture, however small the frame.
    fn room(reader: &PngReader, channels: Channels) -> Result<Raster<Self>> {
        Raster::allocate(reader.info().width, reader.info().height, channels)
    }
}

/// Whether a frame came to nothing at all; else a fault is kept beside what there is of it.
fn keep_rows(read: std::result::Result<(), EngineError>, bytes: &[u8], faults: &mut Vec<EngineError>) -> Result<()> {
    let Err(fault) = read else { return Ok(()) };
    let is_damage = matches!(fault.code, ErrorCode::SourceCorrupt | ErrorCode::SourceTruncated);
    if !is_damage || bytes.iter().all(|byte| *byte == 0) {
        return Err(fault);
    }
    faults.push(fault);
    Ok(())
}

/// The frame alone, whose rows lie without gaps at the start of the room.
fn cut<S: Sample>(mut room: Raster<S>, width: u32, height: u32) -> Raster<S> {
    room.samples.truncate(width as usize * height as usize * room.channels.count());
    Raster { width, height, ..room }
}

impl Stored for u8 {
    fn read_frame(
        reader: &mut PngReader,
        width: u32,
        height: u32,
        channels: Channels,
        faults: &mut Vec<EngineError>,
    ) -> Result<Raster<Self>> {
        let mut room = Self::room(reader, channels)?;
        let read = reader.next_frame(&mut room.samples).map(|_| ()).map_err(decoding_error);
        keep_rows(read, &room.samples, faults)?;
        Ok(cut(room, width, height))
    }
}

impl Stored for u16 {
    fn read_frame(
        reader: &mut PngReader,
        width: u32,
        height: u32,
        channels: Channels,
        faults: &mut Vec<EngineError>,
    ) -> Result<Raster<Self>> {
        let mut room = Self::room(reader, channels)?;
        let read = reader.next_frame(room.bytes_mut()).map(|_| ()).map_err(decoding_error);
        keep_rows(read, room.bytes_mut(), faults)?;
        let mut raster = cut(room, width, height);
        for sample in &mut raster.samples {
            *sample = Self::from_be(*sample);
        }
        Ok(raster)
    }
}

/// Every frame of an APNG as a whole picture.
fn animation<S: Stored>(
    reader: &mut PngReader,
    source: &Encoded,
    channels: Channels,
    keep_wide: bool,
    cancel: &Cancel,
    faults: &mut Vec<EngineError>,
) -> Result<Vec<Frame>>
where
    Raster<S>: Into<Pixels>,
{
    let header = source.header;
    if reader.info().frame_control.is_none() {
        // The picture for viewers that know no animations is not one of its frames.
        S::read_frame(reader, header.width, header.height, channels, faults)?;
    }
    let mut composer = Composer::<S>::new(header.width, header.height, channels.is_gray())?;
    let mut frames = Vec::new();
    for index in 0..header.frames {
        cancel.check()?;
        if !faults.is_empty() {
            break;
        }
        let control = match reader.info().frame_control {
            Some(first) if index == 0 => first,
            _ => match reader.next_frame_info() {
                Ok(control) => *control,
                Err(error) if index > 0 => {
                    faults.push(decoding_error(error));
                    break;
                }
                Err(error) => return Err(decoding_error(error)),
            },
        };
        let mut pixels = match S::read_frame(reader, control.width, control.height, channels, faults) {
            Ok(pixels) => pixels,
            Err(fault) if index > 0 && fault.code != ErrorCode::OutOfMemory => {
                faults.push(fault);
                break;
            }
            Err(fault) => return Err(fault),
        };
        if !channels.has_alpha() {
            pixels = pixels.with_opaque_alpha()?;
        }
        let shown = composer.show(&patch(pixels, &control))?;
        // Only clearing can make an animation of opaque frames translucent.
        let shown = if !channels.has_alpha() && shown.is_opaque() { shown.flatten([0; 3])? } else { shown };
        let pixels: Pixels = shown.into();
        let pixels = if keep_wide { pixels } else { pixels.into_eight()? };
        frames.push(Frame { pixels, delay_ms: delay_ms(&control) });
    }
    // Frames have one layout: when one of them is translucent, all keep their alpha.
    if frames.iter().any(|frame| frame.pixels.channels().has_alpha()) {
        for frame in &mut frames {
            if !frame.pixels.channels().has_alpha() {
                frame.pixels = match &frame.pixels {
                    Pixels::Eight(raster) => raster.with_opaque_alpha()?.into(),
                    Pixels::Sixteen(raster) => raster.with_opaque_alpha()?.into(),
                };
            }
        }
    }
    Ok(frames)
}

fn patch<S>(pixels: Raster<S>, control: &FrameControl) -> Patch<S> {
    Patch {
        pixels,
        left: control.x_offset,
        top: control.y_offset,
        blend: match control.blend_op {
            BlendOp::Source => Blend::Replace,
            BlendOp::Over => Blend::Over,
        },
        disposal: match control.dispose_op {
            DisposeOp::None => Disposal::Keep,
            DisposeOp::Background => Disposal::Clear,
            DisposeOp::Previous => Disposal::Restore,
        },
    }
}

/// A fraction of a second whose denominator 0 means 100; less than 11 ms is shown for 100 ms, as in GIF.
fn delay_ms(control: &FrameControl) -> u32 {
    let denominator = if control.delay_den == 0 { 100 } else { u32::from(control.delay_den) };
    let delay = (u32::from(control.delay_num) * 1000 + denominator / 2) / denominator;
    if delay <= 10 { 100 } else { delay }
}
