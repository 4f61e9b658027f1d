//! Rows from the decoder into every picture that is made of them, so that there is no picture of the source's size. To the last
//! bit, an upright picture comes to what it would come to whole. One that is stored on its side is resampled as it is stored, and
//! turned when it is small.

use std::time::{Duration, Instant};

use lazy_image_resampler::{RowResampler, RowShape, RowTarget, Target, held_bytes};

use crate::allocate::zeros;
use crate::asked::base::TargetColours;
use crate::asked::frame::{Canvas, FixedFrame, Kernel, Region};
use crate::asked::framing::Framing;
use crate::cancel::Cancel;
use crate::colour::RowConversion;
use crate::error::{EngineError, Result};
use crate::kinds::format::Rows;
use crate::kinds::header::ImageHeader;
use crate::orientation::Orientation;
use crate::picture::Picture;
use crate::pixels::{Channels, Pixels, Raster};
use crate::resize::layout;
use crate::steps::frame::{Framed, canvas, place_in};
use crate::steps::needs::Preparation;

/// Rows that are decoded together: no more than the processor's caches hold, and those that a JPEG has in one row of blocks.
const ROWS: usize = 16;

/// What outputs want that begin with the same pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Want {
    pub preparation: Preparation,
    /// A frame that rows can be made into; `None` for the whole picture, which other framings are looked for in.
    pub frame: Option<FixedFrame>,
}

impl Want {
    pub fn of(preparation: Preparation, framing: &Framing) -> Self {
        let frame = match framing {
            Framing::Fixed(fixed) if fixed.slide.is_none() => Some(*fixed),
            Framing::Fixed(_) | Framing::Trimmed { .. } => None,
        };
        Self { preparation, frame }
    }
}

/// What a stream takes, in bytes.
pub struct StreamMemory {
    /// While rows are read: what is made of them, beside the decoder.
    pub reading: u64,
    /// Afterwards, until it is encoded.
    pub made: u64,
}

/// What a stream of a picture of this size and scale will take. Wants that cannot be met count as nothing.
pub fn memory_of(
    header: &ImageHeader,
    wants: &[Want],
    size: (u32, u32),
    channels: Channels,
    scale: f64,
) -> StreamMemory {
    let bytes = |width: u32, height: u32| u64::from(width) * u64::from(height) * channels.count() as u64;
    let parts: Vec<Part> =
        wants.iter().filter_map(|want| Part::of(want, orientation_of(want, header), size, scale).ok()).collect();
    let shapes: Vec<RowShape> = parts
        .iter()
        .map(|&Part { region, width, height, kernel, .. }| RowShape { region, kernel, width, height })
        .collect();
    let made = parts.iter().map(|part| bytes(part.width, part.height)).sum::<u64>();
    // A canvas and a turned picture are copies, one at a time; what is on a canvas has alpha or colour.
    let placed = |part: &Part| part.canvas.map_or(0, |canvas| 4 * u64::from(canvas.width) * u64::from(canvas.height));
    let turned = |part: &Part| bytes(part.width, part.height);
    let copied = parts.iter().map(|part| placed(part).max(turned(part))).max().unwrap_or(0);
    let copied = if header.orientation == Orientation::Upright && parts.iter().all(|part| part.canvas.is_none()) {
        0
    } else {
        copied
    };
    let canvases = parts.iter().map(|part| placed(part).saturating_sub(turned(part))).sum::<u64>();
    let blocks = 2 * bytes(size.0, (ROWS as u32).min(size.1));
    let held = held_bytes(size, layout(channels), &shapes);
    StreamMemory { reading: made + held.max(copied) + blocks, made: made + canvases }
}

/// What a stream of rows has come to.
pub struct Streamed {
    /// For each want. The whole picture counts as one that was not resized.
    pub made: Vec<Result<Framed>>,
    pub faults: Vec<EngineError>,
    /// Every side of the decoded picture is the source's times this, rounded up.
    pub scale: f64,
    pub resampling: Duration,
}

/// Reads all rows and makes of them what is wanted.
///
/// # Errors
/// What the decoder met, or no memory; what is wrong with one want alone is its own.
pub fn stream(mut rows: Box<dyn Rows + '_>, header: &ImageHeader, wants: &[Want], cancel: &Cancel) -> Result<Streamed> {
    let (size, channels, scale) = (rows.size(), rows.channels(), rows.scale());
    let parts: Vec<Result<Part>> =
        wants.iter().map(|want| Part::of(want, orientation_of(want, header), size, scale)).collect();
    let mut rasters = parts
        .iter()
        .map(|part| part.as_ref().ok().map(|part| Raster::allocate(part.width, part.height, channels)).transpose())
        .collect::<Result<Vec<_>>>()?;

    let mut colours: Vec<(TargetColours, RowConversion, Vec<RowTarget>)> = Vec::new();
    for ((want, part), raster) in wants.iter().zip(&parts).zip(&mut rasters) {
        let (Ok(part), Some(raster)) = (part, raster) else { continue };
        let space = want.preparation.base.colour_space;
        let target = part.target(raster);
        match colours.iter_mut().find(|(known, ..)| *known == space) {
            Some((.., targets)) => targets.push(target),
            None => colours.push((space, RowConversion::new(&header.profile, channels, space), vec![target])),
        }
    }
    let profiles: Vec<_> = colours.iter().map(|(space, conversion, _)| (*space, conversion.profile.clone())).collect();
    let mut sinks = colours
        .into_iter()
        .map(|(_, conversion, targets)| Sink::new(conversion, size, channels, targets))
        .collect::<Result<Vec<_>>>()?;

    let stride = size.0 as usize * channels.count();
    let mut block = zeros(stride * ROWS.min(size.1 as usize), "bytes of rows")?;
    let mut resampling = Duration::ZERO;
    for first in (0..size.1 as usize).step_by(ROWS) {
        cancel.check()?;
        let block = &mut block[..stride * ROWS.min(size.1 as usize - first)];
        rows.read(block)?;
        let started = Instant::now();
        sinks.iter_mut().try_for_each(|sink| sink.push(block))?;
        resampling += started.elapsed();
    }
    sinks.into_iter().for_each(|sink| sink.rows.finish());
    let faults = rows.finish()?;

    let started = Instant::now();
    let made = wants.iter().zip(parts).zip(rasters).map(|((want, part), raster)| {
        let (part, raster) = (part?, raster.expect("every part has one"));
        let space = want.preparation.base.colour_space;
        let profile =
            profiles.iter().find(|(known, _)| *known == space).expect("every part's colours have one").1.clone();
        let mut pixels = orientation_of(want, header).apply(Pixels::Eight(raster))?;
        if let Some(canvas) = &part.canvas {
            pixels = canvas::place(&pixels, canvas)?;
        }
        Ok(Framed { picture: Some(Picture::still(pixels, profile)), frame: want.frame, resized: part.resized })
    });
    let made = made.collect();
    Ok(Streamed { made, faults, scale, resampling: resampling + started.elapsed() })
}

fn orientation_of(want: &Want, header: &ImageHeader) -> Orientation {
    if want.preparation.base.auto_orient { header.orientation } else { Orientation::Upright }
}

/// A want in the picture as it is stored.
struct Part {
    region: Region,
    width: u32,
    height: u32,
    kernel: Kernel,
    canvas: Option<Canvas>,
    resized: bool,
}

impl Part {
    fn of(want: &Want, orientation: Orientation, (width, height): (u32, u32), scale: f64) -> Result<Self> {
        let Some(fixed) = &want.frame else {
            let region = Region { left: 0.0, top: 0.0, width: width.into(), height: height.into() };
            return Ok(Self { region, width, height, kernel: Kernel::Nearest, canvas: None, resized: false });
        };
        let (region, cut) = place_in(fixed, orientation.upright_size(width, height), scale)?;
        let (across, down) = match orientation.swaps_axes() {
            true => (fixed.height, fixed.width),
            false => (fixed.width, fixed.height),
        };
        Ok(Self {
            region: orientation.stored_region(region, (width, height)),
            width: across,
            height: down,
            kernel: fixed.kernel,
            canvas: fixed.canvas,
            resized: cut.is_none(),
        })
    }

    fn target<'a>(&self, raster: &'a mut Raster<u8>) -> RowTarget<'a> {
        let target = Target { samples: &mut raster.samples[..], width: self.width, height: self.height };
        RowTarget { region: self.region, kernel: self.kernel, target }
    }
}

/// Where rows go that are wanted in the same colours.
struct Sink<'a> {
    conversion: RowConversion,
    converted: Vec<u8>,
    rows: RowResampler<'a>,
}

impl<'a> Sink<'a> {
    fn new(
        conversion: RowConversion,
        size: (u32, u32),
        channels: Channels,
        targets: Vec<RowTarget<'a>>,
    ) -> Result<Self> {
        let rows = RowResampler::new(size, layout(channels), targets)
            .map_err(|error| EngineError::engine("resampler", error))?;
        Ok(Self { conversion, converted: Vec::new(), rows })
    }

    fn push(&mut self, rows: &[u8]) -> Result<()> {
        if self.conversion.is_none() {
            self.rows.push(rows);
            return Ok(());
        }
        if self.converted.is_empty() {
            self.converted = zeros(rows.len(), "bytes of rows")?;
        }
        let converted = &mut self.converted[..rows.len()];
        converted.copy_from_slice(rows);
        self.conversion.apply(converted);
        self.rows.push(converted);
        Ok(())
    }
}
