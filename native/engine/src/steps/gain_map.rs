//! The gain map of a source, made to fit an output: the same part, turned and framed alike, at its own scale.

use crate::asked::frame::{Canvas, FixedFrame, Region};
use crate::asked::limits::Limits;
use crate::batch::Output;
use crate::cancel::Cancel;
use crate::colour::are_primaries_alike;
use crate::error::Result;
use crate::fail_on::FailOn;
use crate::gain_map::{Dropped, GainMap, GainMapMetadata, StoredGainMap};
use crate::kinds::format::{Encoded, Needs};
use crate::kinds::header::ImageHeader;
use crate::metadata::profile;
use crate::orientation::Orientation;
use crate::panic::contain_decoder;
use crate::picture::{ColourProfile, Picture};
use crate::pixels::Pixels;
use crate::probe::probe_bytes;
use crate::resize::resize;
use crate::steps::frame::{canvas, cut};

/// A source's map with its samples decoded.
#[derive(Debug, Clone)]
pub struct DecodedGainMap {
    /// As it is stored, of 8 bits, opaque.
    pixels: Pixels,
    metadata: GainMapMetadata,
    orientation: Orientation,
    alternate_colours: Option<ColourProfile>,
}

/// Decodes the map of a source whose header tells of one.
pub fn decode(source: &Encoded, cancel: &Cancel) -> std::result::Result<DecodedGainMap, Dropped> {
    let found = source.header.format.format().find_gain_map(source).unwrap_or(Err(Dropped::Missing))?;
    let StoredGainMap { file, metadata, orientation, alternate_colours } = found;
    let pixels = decode_alone(&file, source, cancel).map_err(|error| Dropped::of(&error))?;
    if pixels.channels().has_alpha() {
        return Err(Dropped::Picture("it is transparent".to_owned()));
    }
    Ok(DecodedGainMap { pixels, metadata, orientation, alternate_colours })
}

/// The samples of a file's map, as they are stored.
///
/// # Errors
/// Those of the file, and [`crate::ErrorCode::GainMapDropped`] for one without a map, or with one that cannot be used.
pub fn gain_map_of(bytes: &[u8], limits: &Limits) -> Result<Pixels> {
    let header = probe_bytes(bytes, limits)?;
    let source = Encoded { bytes, header: &header, limits };
    decode(&source, &Cancel::new()).map(|map| map.pixels).map_err(|dropped| dropped.warning())
}

fn decode_alone(file: &[u8], source: &Encoded, cancel: &Cancel) -> Result<Pixels> {
    let limits = source.limits;
    let header = ImageHeader { faults: Vec::new(), ..probe_bytes(file, limits)? };
    let needs = Needs { scale: 1.0, all_frames: false, wide: false, bases: Vec::new() };
    let format = header.format.format();
    let encoded = Encoded { bytes: file, header: &header, limits };
    let mut decoded = contain_decoder(format.title(), || format.decode(&encoded, &needs, cancel))?;
    FailOn::Error.judge(std::mem::take(&mut decoded.faults))?;
    decoded.picture.frames.swap_remove(0).pixels.into_eight()
}

/// The map that goes with `picture`, which `frame` made of the base and the output's operations changed.
pub fn fit(
    map: &DecodedGainMap,
    header: &ImageHeader,
    output: &Output,
    frame: &FixedFrame,
    picture: &Picture,
) -> Result<std::result::Result<GainMap, Dropped>> {
    if picture.frames.len() > 1 {
        return Ok(Err(Dropped::Animation));
    }
    if !output.passes.is_empty() {
        return Ok(Err(Dropped::Passes));
    }
    let neutral = map.metadata.neutral();
    let neutral = if map.pixels.channels().is_gray() { [neutral[0]; 3] } else { neutral };
    let mut pixels = match output.base.auto_orient {
        true => map.orientation.apply(map.pixels.try_clone()?)?,
        false => map.pixels.try_clone()?,
    };
    let base = if output.base.auto_orient { header.upright_size() } else { (header.width, header.height) };
    pixels = frame_alike(&pixels, base, frame, neutral)?;
    for operation in &output.operations {
        pixels = match operation.apply_to_gain_map(&pixels, neutral)? {
            Some(pixels) => pixels,
            None => return Ok(Err(Dropped::Operation(operation.kind()))),
        };
    }
    let fitted = GainMap { pixels, metadata: map.metadata, alternate_colours: ColourProfile::Unspecified };
    Ok(Ok(in_colours_of(fitted, map.alternate_colours.as_ref(), &header.profile, &picture.profile)))
}

/// The part of the map that lies under the frame's region, its sides as many times smaller as the map's are.
fn frame_alike(map: &Pixels, base: (u32, u32), frame: &FixedFrame, neutral: [u8; 3]) -> Result<Pixels> {
    let across = f64::from(map.width()) / f64::from(base.0);
    let down = f64::from(map.height()) / f64::from(base.1);
    let side = |pixels: u32, ratio: f64| (f64::from(pixels) * ratio + 0.5).floor().max(1.0) as u32;
    let (width, height) = (side(frame.width, across), side(frame.height, down));
    let left = (frame.region.left * across).clamp(0.0, f64::from(map.width()));
    let top = (frame.region.top * down).clamp(0.0, f64::from(map.height()));
    let region = Region {
        left,
        top,
        width: (frame.region.width * across).min(f64::from(map.width()) - left),
        height: (frame.region.height * down).min(f64::from(map.height()) - top),
    };
    let part = match cut(map, region, width, height)? {
        Some(part) => part,
        None => resize(map, region, width, height, frame.kernel)?,
    };
    let Some(canvas) = frame.canvas else { return Ok(part) };
    let [red, green, blue] = neutral;
    let (whole_width, whole_height) = (side(canvas.width, across).max(width), side(canvas.height, down).max(height));
    let from = |start: u32, ratio: f64, room: u32| ((f64::from(start) * ratio + 0.5).floor() as u32).min(room);
    let placed = Canvas {
        width: whole_width,
        height: whole_height,
        left: from(canvas.left, across, whole_width - width),
        top: from(canvas.top, down, whole_height - height),
        background: [red, green, blue, 255],
    };
    canvas::place(&part, &placed)
}

/// Says of which primaries the gains are. Those of the base they no longer are where the picture was converted and its
/// colours have gains of their own: then they are said to be of the other rendition's, which keeps the source's.
fn in_colours_of(
    map: GainMap,
    alternate: Option<&ColourProfile>,
    stored: &ColourProfile,
    picture: &ColourProfile,
) -> GainMap {
    let converted = !are_primaries_alike(stored, picture);
    let gains_of_base = map.metadata.in_base_colours;
    let in_base_colours = map.is_colourless() || gains_of_base && !converted;
    let alternate_colours = match alternate {
        Some(alternate) if !gains_of_base || in_base_colours => alternate,
        _ => stored,
    };
    // A grey profile says nothing of primaries.
    let is_usable = profile::fits(alternate_colours, false);
    let alternate_colours = if is_usable { alternate_colours.clone() } else { ColourProfile::Unspecified };
    GainMap { metadata: GainMapMetadata { in_base_colours, ..map.metadata }, alternate_colours, ..map }
}
