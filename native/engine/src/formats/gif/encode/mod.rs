//! GIF: at most 256 colours a frame, one of them transparent; a frame of an animation holds what changed.

mod change;
mod colours;

use std::borrow::Cow;

use gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};

use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::indexed::PaletteLimit;
use crate::indexed::to_rgba;
use crate::picture::Picture;
use crate::pixels::Pixels;
use change::Change;
use colours::{FrameColours, SharedColours};

/// From here on a pixel is opaque; the format knows nothing between.
const OPAQUE: u8 = 128;

/// Of a frame's list; what is transparent takes the place of one.
const MOST_COLOURS: u16 = 256;

/// The unit of delays.
const DELAY_MS: u32 = 10;

/// Writes a still picture, or an animation whose frames keep their delays to the hundredth of a second.
pub fn encode(picture: &Picture, limit: PaletteLimit, cancel: &Cancel) -> Result<Vec<u8>> {
    let survey = Survey::of(picture, limit, cancel)?;
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    let mut out = Vec::new();
    let global = survey.shared.as_ref().map(SharedColours::table).unwrap_or_default();
    let mut encoder = Encoder::new(&mut out, width, height, &global).map_err(codec_error)?;
    if picture.frames.len() > 1 {
        encoder.set_repeat(repeat(picture.loops)).map_err(codec_error)?;
    }
    let mut before: Option<Vec<u8>> = None;
    for frame in &picture.frames {
        cancel.check()?;
        let canvas = canvas(&frame.pixels)?;
        // A canvas that is cleared between frames has nothing to keep.
        let kept = before.as_deref().filter(|_| !survey.clears);
        let change = Change::between(kept, &canvas, picture.width() as usize)?;
        let colours = match &survey.shared {
            Some(shared) => shared.frame(&change),
            None => FrameColours::of(&change, survey.limit)?,
        };
        encoder
            .write_frame(&Frame {
                delay: u16::try_from((frame.delay_ms + DELAY_MS / 2) / DELAY_MS).unwrap_or(u16::MAX),
                dispose: if survey.clears { DisposalMethod::Background } else { DisposalMethod::Keep },
                transparent: colours.transparent,
                left: change.left as u16,
                top: change.top as u16,
                width: change.width as u16,
                height: change.height as u16,
                palette: colours.table,
                buffer: Cow::Owned(colours.indices),
                ..Frame::default()
            })
            .map_err(codec_error)?;
        before = Some(canvas);
    }
    drop(encoder);
    Ok(out)
}

/// What has to be known of all frames before the first is written.
struct Survey {
    /// Whether something opaque becomes transparent: the one thing that cannot be drawn over.
    clears: bool,
    /// Colours of one frame, beside the transparent one.
    limit: PaletteLimit,
    /// When all frames together have no more colours than that.
    shared: Option<SharedColours>,
}

impl Survey {
    fn of(picture: &Picture, limit: PaletteLimit, cancel: &Cancel) -> Result<Self> {
        let mut clears = false;
        let mut sees_through = picture.frames.len() > 1;
        let mut shared = Some(SharedColours::default());
        let mut before: Option<Vec<u8>> = None;
        for frame in &picture.frames {
            cancel.check()?;
            let canvas = canvas(&frame.pixels)?;
            let pixels = || canvas.as_chunks::<4>().0.iter();
            sees_through |= pixels().any(|pixel| pixel[3] == 0);
            if let Some(before) = &before {
                let was = before.as_chunks::<4>().0.iter();
                clears |= was.zip(pixels()).any(|(was, is)| was[3] != 0 && is[3] == 0);
            }
            shared = shared.and_then(|colours| colours.with(pixels(), usize::from(limit.colours)));
            before = Some(canvas);
        }
        let most = MOST_COLOURS - u16::from(sees_through);
        let limit = PaletteLimit { colours: limit.colours.min(most), ..limit };
        let shared = shared.filter(|colours| colours.len() <= usize::from(limit.colours));
        Ok(Self { clears, limit, shared })
    }
}

/// A frame as red, green, blue and an alpha of 0 or 255; what is transparent has no colour.
fn canvas(pixels: &Pixels) -> Result<Vec<u8>> {
    let mut canvas = to_rgba(&*pixels.to_eight()?)?;
    for pixel in canvas.as_chunks_mut::<4>().0 {
        if pixel[3] < OPAQUE {
            *pixel = [0; 4];
        } else {
            pixel[3] = 255;
        }
    }
    Ok(canvas)
}

/// The file counts repetitions, a picture counts plays; played once, an animation has no count.
fn repeat(plays: u32) -> Repeat {
    match plays {
        0 => Repeat::Infinite,
        _ => Repeat::Finite(u16::try_from(plays - 1).unwrap_or(u16::MAX)),
    }
}

fn codec_error(error: EncodingError) -> EngineError {
    match error {
        EncodingError::OutOfMemory => EngineError::new(ErrorCode::OutOfMemory, "no memory for a GIF's frame"),
        other => EngineError::engine("gif", other),
    }
}
