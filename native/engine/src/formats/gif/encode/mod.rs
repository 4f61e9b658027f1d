//! GIF: at most 256 colours a frame, one of them transparent; a frame of an animation holds what changed.

mod canvas;
mod change;
mod colours;
mod lzw;
mod sample;
mod sequence;
mod write;

use crate::allocate::room_for;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::indexed::PaletteLimit;
use crate::kinds::encode::Parts;
use crate::picture::Picture;
use canvas::Canvas;
use change::Change;
use colours::{FrameColours, ListedColours, SharedColours};
use lzw::Wanted;
use sample::Sample;
use sequence::{Shown, sequence};

/// Of a list; what is transparent takes the place of one.
const MOST_COLOURS: u16 = 256;

/// Of a smaller picture of a drawing in two, whose edges are grey.
const LEAST_COLOURS: u16 = 16;

/// What has to be known of all frames before the first is written: a still picture is one frame.
pub struct FramesOfGif {
    size: (u32, u32),
    plays: u32,
    shown: Vec<Shown>,
    /// Colours of one list, beside the transparent one.
    limit: PaletteLimit,
    shared: SharedColours,
}

impl FramesOfGif {
    pub fn plan(picture: &Picture, limit: PaletteLimit, cancel: &Cancel) -> Result<Self> {
        let shown = sequence(picture, cancel)?;
        let mut limit = limit;
        let mut sees_through = shown.len() > 1;
        let mut all = Some(ListedColours::default());
        let mut sample = Sample::new();
        for one in &shown {
            cancel.check()?;
            let canvas = Canvas::of(&picture.frames[one.frame].pixels)?;
            sees_through |= canvas.pixels().iter().any(|pixel| pixel[3] == 0);
            all = all.and_then(|all| all.with(canvas.pixels().iter(), limit.colours.into()));
            if all.is_none() && shown.len() == 1 {
                break;
            }
            Change::of(picture, one)?.drawn_pixels().for_each(|pixel| sample.add(*pixel));
        }
        // An animation that had been brought to few colours would not look better for more, but be far larger.
        let listed = picture.listed_colours.map_or(MOST_COLOURS, |listed| listed.max(LEAST_COLOURS));
        limit.colours = limit.colours.min(MOST_COLOURS - u16::from(sees_through)).min(listed);
        let shared = match all.filter(|all| all.len() <= usize::from(limit.colours)) {
            Some(all) => SharedColours::All(all),
            None if shown.len() == 1 => SharedColours::None,
            None => SharedColours::near(&sample, limit)?,
        };
        limit.colours = match &shared {
            SharedColours::Near { colours, .. } => (colours.len() as u16).max(2),
            _ => limit.colours,
        };
        let size = (picture.width(), picture.height());
        // An animation says how often it plays, even where nothing moves.
        let plays = if picture.frames.len() > 1 { picture.loops } else { 1 };
        Ok(Self { size, plays, shown, limit, shared })
    }
}

impl Parts for FramesOfGif {
    fn count(&self) -> usize {
        self.shown.len()
    }

    fn make(&self, picture: &Picture, index: usize, cancel: &Cancel) -> Result<Vec<u8>> {
        cancel.check()?;
        let shown = &self.shown[index];
        let change = Change::of(picture, shown)?;
        let colours = self.shared.frame(&change, self.limit)?;
        let own = colours.own.as_deref().unwrap_or_default();
        let listed = if own.is_empty() { self.shared.list().len() } else { own.len() };
        let bits = write::index_bits(listed, colours.transparent);
        let FrameColours { indices, free, transparent, .. } = &colours;
        let wanted = Wanted { indices, free, transparent: transparent.unwrap_or(0) };
        let mut out = write::frame(shown, colours.transparent, own);
        out.extend(lzw::encode(&wanted, bits)?);
        Ok(out)
    }

    fn join(&self, mut parts: Vec<Vec<u8>>) -> Result<Vec<u8>> {
        let length: usize = parts.iter().map(Vec::len).sum();
        let mut out = room_for(length + 1024, "bytes of a GIF")?;
        let mut shared = self.shared.list();
        if parts.iter().all(|part| write::has_own_colours(part)) {
            // Nobody uses it: the first frame's is as good there.
            shared = write::take_colours(&mut parts[0]);
        }
        out.extend(write::header(self.size.0, self.size.1, &shared));
        write::write_plays(&mut out, self.plays);
        parts.iter().for_each(|part| out.extend_from_slice(part));
        write::write_end(&mut out);
        Ok(out)
    }
}
