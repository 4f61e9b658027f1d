//! GIF: frames laid over each other by their disposal methods.

use std::collections::HashSet;

use gif::{ColorOutput, Decoder, MemoryLimit};

use super::blocks::{DisposalMethods, is_restored};
use super::mend::mend;
use crate::cancel::Cancel;
use crate::composer::{Blend, Composer, Disposal, Patch};
use crate::error::{EngineError, Result};
use crate::formats::gif::probe::{decoding_error, options};
use crate::indexed::MOST;
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::picture::{Frame, Picture};
use crate::pixels::{Channels, Raster};

/// Browsers show frames that ask for less than 20 ms for 100 ms: the oldest files say 0 and mean "as fast as you
/// can", on the machines of their time.
const LEAST_DELAY_CS: u16 = 2;
const REPLACED_DELAY_CS: u16 = 10;

pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    let header = source.header;
    let mended = if header.faults.is_empty() { None } else { mend(source.bytes)? };
    let bytes = mended.as_ref().map_or(source.bytes, |mended| &mended.bytes[..]);
    let mut faults = Vec::new();
    let mut options = options();
    options.set_color_output(ColorOutput::RGBA);
    // Frames are decoded into rasters of ours, after our limits.
    options.set_memory_limit(MemoryLimit::Unlimited);
    let mut decoder = options.read_info(bytes).map_err(decoding_error)?;
    let mut methods = DisposalMethods::of(bytes);
    let mut composer = Composer::new(header.width, header.height, false)?;
    let wanted = if needs.all_frames { header.frames as usize } else { 1 };
    let mut frames = Vec::new();
    while frames.len() < wanted
        && faults.is_empty()
        && let Some(patch) = next_patch(&mut decoder, methods.next(), source, &mut faults)?
    {
        cancel.check()?;
        let shown = composer.show(&patch.patch)?;
        let pixels = if header.has_alpha { shown } else { shown.flatten([0; 3])? };
        frames.push(Frame { pixels: pixels.into(), delay_ms: if needs.all_frames { patch.delay_ms } else { 0 } });
    }
    if frames.is_empty() {
        return Err(EngineError::corrupt("a GIF without a frame"));
    }
    let loops = if needs.all_frames { header.loops } else { 0 };
    let listed_colours = if needs.all_frames { listed_colours(&frames)? } else { None };
    let picture = Picture { frames, loops, profile: header.profile.clone(), listed_colours };
    Ok(Decoded { picture, scale: 1.0, faults })
}

/// Of what is seen: lists have colours that nobody uses.
fn listed_colours(frames: &[Frame]) -> Result<Option<u16>> {
    let mut colours = HashSet::new();
    for frame in frames {
        let pixels = frame.pixels.to_eight()?;
        let mut last: &[u8] = &[];
        for pixel in pixels.pixels() {
            if pixel == last || pixel.get(3) == Some(&0) {
                continue;
            }
            last = pixel;
            colours.insert([pixel[0], pixel[1], pixel[2]]);
            if colours.len() > MOST {
                return Ok(None);
            }
        }
    }
    Ok(Some(colours.len() as u16))
}

struct TimedPatch {
    patch: Patch<u8>,
    delay_ms: u32,
}

/// A frame that is damaged keeps what could be read of it, and is the last.
fn next_patch(
    decoder: &mut Decoder<&[u8]>,
    method: Option<u8>,
    source: &Encoded,
    faults: &mut Vec<EngineError>,
) -> Result<Option<TimedPatch>> {
    let Some(frame) = decoder.next_frame_info().map_err(decoding_error)? else { return Ok(None) };
    let (left, top) = (frame.left.into(), frame.top.into());
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    let disposal = match method.unwrap_or(frame.dispose as u8) {
        2 => Disposal::Clear,
        method if is_restored(method) => Disposal::Restore,
        _ => Disposal::Keep,
    };
    let delay_cs = if frame.delay < LEAST_DELAY_CS { REPLACED_DELAY_CS } else { frame.delay };
    let pixels = if width == 0 || height == 0 {
        Raster { width: 0, height: 0, channels: Channels::Rgba, samples: Vec::new() }
    } else {
        // A frame may be larger than the canvas that the header's check was about.
        source.limits.check_dimensions(width, height)?;
        let mut pixels = Raster::<u8>::allocate(width, height, Channels::Rgba)?;
        if let Err(error) = decoder.read_into_buffer(&mut pixels.samples).map_err(decoding_error) {
            if pixels.samples.iter().all(|sample| *sample == 0) {
                return Err(error);
            }
            faults.push(error);
        }
        pixels
    };
    let patch = Patch { pixels, left, top, blend: Blend::Over, disposal };
    Ok(Some(TimedPatch { patch, delay_ms: u32::from(delay_cs) * 10 }))
}
