//! The colours of frames, and their pixels as indices of them.

use std::collections::HashMap;

use super::change::{Change, Kind};
use super::sample::Sample;
use crate::allocate::room_for;
use crate::error::Result;
use crate::indexed::{CountedColours, PaletteLimit, Quantised, Quantiser};

/// What a colour of a frame's own list has to save: of squared distances, in units of what that list leaves of them.
/// Its three bytes would else be spent on the indices of finer colours, which halve the error for six bits a pixel.
const ERROR_OF_A_COLOUR: f64 = 22.0;

/// The list that the file begins with.
pub enum SharedColours {
    /// Every colour of every frame.
    All(ListedColours),
    /// As near as the limit allows, for frames that have none better of their own.
    Near {
        quantised: Box<Quantised>,
        colours: Vec<[u8; 3]>,
    },
    None,
}

/// What a frame is written with.
pub struct FrameColours {
    /// `None` when the frame uses the file's own list.
    pub own: Option<Vec<[u8; 3]>>,
    pub indices: Vec<u8>,
    /// The index of what is not drawn.
    pub transparent: Option<u8>,
    /// What need not be drawn and may be; empty where there is none of it.
    pub free: Vec<bool>,
}

/// A list of a frame's own.
enum OwnColours {
    All(ListedColours),
    Near(Box<Quantised>),
}

impl SharedColours {
    pub fn near(sample: &Sample, limit: PaletteLimit) -> Result<Self> {
        let rgba = sample.rgba();
        let mut quantiser = Quantiser::new(limit);
        quantiser.add(rgba, (rgba.len() / 4) as u32, 1)?;
        let quantised = quantiser.quantise_for(&CountedColours::of(rgba)?)?;
        let colours = list_of(&quantised);
        Ok(Self::Near { quantised: Box::new(quantised), colours })
    }

    /// As the file holds them.
    pub fn list(&self) -> Vec<[u8; 3]> {
        match self {
            Self::All(listed) => listed.list(),
            Self::Near { colours, .. } => colours.clone(),
            Self::None => Vec::new(),
        }
    }

    pub fn frame(&self, change: &Change, limit: PaletteLimit) -> Result<FrameColours> {
        match self {
            // What the canvas shows has its very colour: it may be drawn again.
            Self::All(listed) => Ok(listed.frame(change, None).or_drawn_again(listed, change)),
            Self::Near { quantised, colours } => {
                if change.error_in(colours) > f64::from(limit.error) {
                    let own = OwnColours::of(change, limit)?;
                    if own.is_worth_more_than(colours, change) {
                        return own.frame(change);
                    }
                }
                near_frame(quantised, None, change)
            }
            Self::None => OwnColours::of(change, limit)?.frame(change),
        }
    }
}

impl OwnColours {
    fn of(change: &Change, limit: PaletteLimit) -> Result<Self> {
        if let Some(all) = ListedColours::default().with(change.drawn_pixels(), limit.colours.into()) {
            return Ok(Self::All(all));
        }
        let mut drawn = room_for(change.rgba.len(), "bytes of a frame's pixels")?;
        drawn.extend(change.drawn_pixels().flatten());
        let mut quantiser = Quantiser::new(limit);
        quantiser.add(&drawn, (drawn.len() / 4) as u32, 1)?;
        Ok(Self::Near(Box::new(quantiser.quantise()?)))
    }

    fn list(&self) -> Vec<[u8; 3]> {
        match self {
            Self::All(listed) => listed.list(),
            Self::Near(quantised) => list_of(quantised),
        }
    }

    fn is_worth_more_than(&self, shared: &[[u8; 3]], change: &Change) -> bool {
        let list = self.list();
        let own_error = match self {
            Self::All(_) => 0.0,
            Self::Near(_) => change.error_in(&list),
        };
        let pixels = change.drawn_pixels().count();
        let cost = list.len().next_power_of_two() as f64 * ERROR_OF_A_COLOUR;
        (change.error_in(shared) - own_error) * pixels as f64 > cost * (own_error + 1.0)
    }

    fn frame(&self, change: &Change) -> Result<FrameColours> {
        match self {
            Self::All(listed) => Ok(listed.frame(change, Some(listed.list()))),
            Self::Near(quantised) => near_frame(quantised, Some(list_of(quantised)), change),
        }
    }
}

fn list_of(quantised: &Quantised) -> Vec<[u8; 3]> {
    quantised.colours().iter().map(|[red, green, blue, _]| [*red, *green, *blue]).collect()
}

fn near_frame(quantised: &Quantised, own: Option<Vec<[u8; 3]>>, change: &Change) -> Result<FrameColours> {
    let indices = quantised.indices(&change.rgba, change.place.width as u32, change.place.height as u32)?;
    Ok(masked(own, indices, quantised.colours().len(), change))
}

/// Few enough colours to be listed once, each at the index of its first appearance.
#[derive(Default)]
pub struct ListedColours(HashMap<[u8; 4], usize>);

impl ListedColours {
    /// Takes opaque colours in; `None` when that makes more than `most`.
    pub fn with<'a>(mut self, pixels: impl Iterator<Item = &'a [u8; 4]>, most: usize) -> Option<Self> {
        let mut last = None;
        for pixel in pixels.filter(|pixel| pixel[3] != 0) {
            if last == Some(pixel) {
                continue;
            }
            last = Some(pixel);
            let next = self.0.len();
            self.0.entry(*pixel).or_insert(next);
            if self.0.len() > most {
                return None;
            }
        }
        Some(self)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn list(&self) -> Vec<[u8; 3]> {
        // Readers ask for a list, even where nothing is drawn.
        let mut list = vec![[0; 3]; self.len().max(1)];
        for ([red, green, blue, _], index) in &self.0 {
            list[*index] = [*red, *green, *blue];
        }
        list
    }

    /// A frame that has these colours alone.
    fn frame(&self, change: &Change, own: Option<Vec<[u8; 3]>>) -> FrameColours {
        let mut last = ([0; 4], 0);
        let indices = change.pixels().iter().map(|pixel| {
            if last.0 != *pixel {
                last = (*pixel, self.index_of(pixel));
            }
            last.1
        });
        masked(own, indices.collect(), self.len(), change)
    }

    fn index_of(&self, pixel: &[u8; 4]) -> u8 {
        self.0.get(pixel).map_or(0, |at| *at as u8)
    }
}

impl FrameColours {
    /// Only where all frames are written in their very colours.
    fn or_drawn_again(mut self, listed: &ListedColours, change: &Change) -> Self {
        if !change.kinds.contains(&Kind::Kept) {
            return self;
        }
        self.free = change.kinds.iter().map(|kind| *kind == Kind::Kept).collect();
        for ((index, pixel), _) in
            self.indices.iter_mut().zip(change.pixels()).zip(&self.free).filter(|(_, free)| **free)
        {
            *index = listed.index_of(pixel);
        }
        self
    }
}

/// What is not drawn gets the first index behind the colours.
fn masked(own: Option<Vec<[u8; 3]>>, mut indices: Vec<u8>, colours: usize, change: &Change) -> FrameColours {
    let is_masked = |kind: &Kind| *kind != Kind::Drawn;
    let transparent = change.kinds.iter().any(is_masked).then_some(colours.min(255) as u8);
    if let Some(transparent) = transparent {
        for (index, _) in indices.iter_mut().zip(&change.kinds).filter(|(_, kind)| is_masked(kind)) {
            *index = transparent;
        }
    }
    FrameColours { own, indices, transparent, free: Vec::new() }
}
