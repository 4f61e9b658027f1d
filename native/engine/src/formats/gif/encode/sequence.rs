//! Which frames are written: how long each is shown, where it is drawn, and on what.

use super::canvas::Canvas;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::picture::Picture;
use crate::pixels::Rectangle;

/// The unit of delays.
const UNIT_MS: u64 = 10;

/// Readers take less for a tenth of a second, ours too.
const LEAST_DELAY: u64 = 2;
const LONGEST_DELAY: u64 = u16::MAX as u64;

/// A frame of the file.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// The picture's frame that is seen.
    pub frame: usize,
    /// Hundredths of a second.
    pub delay: u16,
    pub place: Rectangle,
    /// Whether its rectangle is empty when the next frame comes.
    pub clears: bool,
    pub drawn_on: Under,
}

/// The canvas that a frame is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    Nothing,
    /// What this frame of the picture left, with an empty rectangle where it was cleared.
    Frame {
        index: usize,
        cleared: Option<Rectangle>,
    },
    /// What is seen already: the frame only takes time.
    Itself,
}

/// Frames that show the same are one; one that is shown for longer than the format can say is several.
pub fn sequence(picture: &Picture, cancel: &Cancel) -> Result<Vec<Shown>> {
    let whole = Rectangle { left: 0, top: 0, width: picture.width() as usize, height: picture.height() as usize };
    let mut clock = Clock::default();
    let mut shown = Vec::new();
    let mut before: Option<Canvas> = None;
    let mut under = Under::Nothing;
    let mut index = 0;
    let mut current = Canvas::of(&picture.frames[0].pixels)?;
    while index < picture.frames.len() {
        let first = index;
        let mut next = None;
        loop {
            cancel.check()?;
            clock.add(picture.frames[index].delay_ms);
            index += 1;
            let Some(frame) = picture.frames.get(index) else { break };
            let canvas = Canvas::of(&frame.pixels)?;
            if canvas != current {
                next = Some(canvas);
                break;
            }
        }
        let change = match &before {
            Some(before) => current.difference(before),
            None => Some(whole),
        };
        let cleared = next.as_ref().and_then(|next| current.vanished(next));
        let delays = if picture.frames.len() > 1 { clock.delays() } else { vec![0] };
        under = write_one(&mut shown, first, &delays, change, cleared, under);
        if let Under::Frame { cleared: Some(cleared), .. } = under {
            current.clear(cleared);
        }
        before = Some(current);
        let Some(next) = next else { break };
        current = next;
    }
    Ok(shown)
}

/// Adds a frame in as many pieces as it has delays, and tells what it leaves. What vanishes does so with the last.
fn write_one(
    shown: &mut Vec<Shown>,
    frame: usize,
    delays: &[u16],
    change: Option<Rectangle>,
    cleared: Option<Rectangle>,
    drawn_on: Under,
) -> Under {
    let (last, earlier) = delays.split_last().unwrap_or((&0, &[]));
    for (piece, &delay) in earlier.iter().enumerate() {
        let (place, drawn_on) =
            if piece == 0 { (change.unwrap_or(Rectangle::LEAST), drawn_on) } else { (Rectangle::LEAST, Under::Itself) };
        shown.push(Shown { frame, delay, place, clears: false, drawn_on });
    }
    let (change, drawn_on) = if earlier.is_empty() { (change, drawn_on) } else { (None, Under::Itself) };
    let place = match (change, cleared) {
        (Some(change), Some(cleared)) => change.around(cleared),
        (one, other) => one.or(other).unwrap_or(Rectangle::LEAST),
    };
    shown.push(Shown { frame, delay: *last, place, clears: cleared.is_some(), drawn_on });
    Under::Frame { index: frame, cleared: cleared.map(|_| place) }
}

/// Rounds moments, not durations, so that no error adds up.
#[derive(Default)]
struct Clock {
    milliseconds: u64,
    written: u64,
}

impl Clock {
    fn add(&mut self, delay_ms: u32) {
        self.milliseconds += u64::from(delay_ms);
    }

    /// Of the frame that ends now: several where one cannot be as long.
    fn delays(&mut self) -> Vec<u16> {
        let now = (self.milliseconds + UNIT_MS / 2) / UNIT_MS;
        let mut left = now.saturating_sub(self.written).max(LEAST_DELAY);
        self.written += left;
        let mut delays = Vec::new();
        while left > LONGEST_DELAY {
            // What is left must not be less than the least.
            let piece = LONGEST_DELAY.min(left - LEAST_DELAY);
            delays.push(piece as u16);
            left -= piece;
        }
        delays.push(left as u16);
        delays
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{ColourProfile, Frame};
    use crate::pixels::{Channels, Raster};

    /// A row of pixels, each `.` for nothing or a letter for a colour.
    fn animation(frames: &[(&str, u32)]) -> Picture {
        let frames = frames.iter().map(|(row, delay_ms)| {
            let samples = row.bytes().flat_map(|letter| if letter == b'.' { [0; 4] } else { [letter, 0, 0, 255] });
            let (width, samples) = (row.len() as u32, samples.collect());
            Frame { pixels: Raster { width, height: 1, channels: Channels::Rgba, samples }.into(), delay_ms: *delay_ms }
        });
        Picture { frames: frames.collect(), loops: 0, profile: ColourProfile::Unspecified, listed_colours: None }
    }

    /// Frame, delay, left, width and whether it clears, of each.
    fn sequenced(frames: &[(&str, u32)]) -> Vec<(usize, u16, usize, usize, bool)> {
        let shown = sequence(&animation(frames), &Cancel::new()).unwrap();
        shown.iter().map(|s| (s.frame, s.delay, s.place.left, s.place.width, s.clears)).collect()
    }

    #[test]
    fn frames_that_show_the_same_are_one_and_the_time_adds_up() {
        let shown = sequenced(&[("aab", 100), ("aab", 50), ("aac", 30), ("aac", 30), ("aab", 40)]);
        assert_eq!(shown, [(0, 15, 0, 3, false), (2, 6, 2, 1, false), (4, 4, 2, 1, false)]);
    }

    #[test]
    fn a_frame_clears_only_what_the_next_does_not_show() {
        let shown = sequenced(&[("abc.", 50), ("a.c.", 50), ("a.cd", 50)]);
        assert_eq!(shown, [(0, 5, 0, 4, true), (1, 5, 0, 3, false), (2, 5, 3, 1, false)]);
    }

    #[test]
    fn moments_are_rounded_and_not_durations() {
        let delays: Vec<u16> =
            sequenced(&[("a", 33), ("b", 33), ("c", 34), ("d", 27), ("e", 3)]).iter().map(|s| s.1).collect();
        assert_eq!(delays, [3, 4, 3, 3, 2]);
    }

    #[test]
    fn what_takes_longer_than_a_delay_can_say_is_several_frames_of_which_the_last_clears() {
        let shown = sequenced(&[("ab", 655_360), ("a.", 50)]);
        assert_eq!(shown, [(0, 65_534, 0, 2, false), (0, 2, 1, 1, true), (1, 5, 0, 1, false)]);
        assert_eq!(sequenced(&[("ab", 655_350), ("b.", 50)])[0].1, 65_535);
    }
}
