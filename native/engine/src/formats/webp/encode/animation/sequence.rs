//! Which frames are written: how long each is shown, where it is drawn, and what of it is seen already.

use super::canvas::{Canvas, looks_like};
use crate::cancel::Cancel;
use crate::error::Result;
use crate::picture::Picture;
use crate::pixels::Rectangle;

/// A frame's delay has 24 bits.
const LONGEST_MS: u32 = (1 << 24) - 1;

/// Fewer blocks than one of so many are drawn again: their alpha, and edges that no filter smooths, would take more.
const LEAST_SEEN: usize = 8;

/// A frame of the file.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// The picture's frame that it is made of.
    pub frame: usize,
    pub duration_ms: u32,
    /// Its left and its top are even.
    pub place: Rectangle,
    pub seen: Seen,
}

/// What of a frame is not drawn.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    /// The frame takes the place of what was there, transparent pixels too.
    Nothing,
    /// For each block of its place.
    Blocks(Vec<bool>),
    /// What is the same in this frame of the picture.
    Pixels { under: usize },
}

/// Frames that show the same are one, unless that would be shown for longer than the format can say. `tolerance` is what pixels
/// may differ by; with none, nothing is lost.
pub fn sequence(picture: &Picture, tolerance: Option<u32>, cancel: &Cancel) -> Result<Vec<Shown>> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut canvas: Option<Canvas> = None;
    for (frame, pixels) in picture.frames.iter().enumerate() {
        cancel.check()?;
        let duration_ms = pixels.delay_ms.min(LONGEST_MS);
        let current = Canvas::of(&pixels.pixels)?;
        let (Some(seen), Some(last)) = (&mut canvas, shown.last_mut()) else {
            let place = Rectangle { left: 0, top: 0, width: current.width, height: current.height };
            shown.push(Shown { frame, duration_ms, place, seen: Seen::Nothing });
            canvas = Some(current);
            continue;
        };
        let place = match difference(seen, &current, tolerance.unwrap_or(0)) {
            None if last.duration_ms + duration_ms <= LONGEST_MS => {
                last.duration_ms += duration_ms;
                continue;
            }
            None => Rectangle::LEAST,
            Some(place) => place,
        };
        let under = last.frame;
        let there = match tolerance {
            Some(tolerance) => seen_blocks(seen, &current, place, tolerance)?,
            None if is_drawn_over(seen, &current, place) => Seen::Pixels { under },
            None => Seen::Nothing,
        };
        draw(seen, &current, place, &there);
        shown.push(Shown { frame, duration_ms, place, seen: there });
    }
    Ok(shown)
}

/// The smallest rectangle around all that is not seen yet, from an even place on.
fn difference(seen: &Canvas, current: &Canvas, tolerance: u32) -> Option<Rectangle> {
    let mut found: Option<Rectangle> = None;
    let rows = seen.pixels().chunks_exact(seen.width).zip(current.pixels().chunks_exact(seen.width));
    for (top, (seen, current)) in rows.enumerate() {
        let differs = |x: &usize| !looks_like(seen[*x], current[*x], tolerance);
        let Some(left) = (0..seen.len()).find(differs) else { continue };
        let right = (left..seen.len()).rfind(differs).unwrap_or(left);
        let row = Rectangle { left, top, width: right - left + 1, height: 1 };
        found = Some(found.map_or(row, |found| found.around(row)));
    }
    let Rectangle { left, top, width, height } = found?;
    Some(Rectangle { left: left & !1, top: top & !1, width: width + left % 2, height: height + top % 2 })
}

/// Whether a pixel that is drawn over another looks as it would alone. A translucent one does not on nothing either: what mixes
/// them divides by their alpha, and rounds.
fn hides(current: [u8; 4], seen: [u8; 4]) -> bool {
    current[3] == 255 || current[3] == 0 && seen[3] == 0
}

/// Whether what is drawn of a place shows all of it, where equal pixels are left out.
fn is_drawn_over(seen: &Canvas, current: &Canvas, place: Rectangle) -> bool {
    place.rows(seen.width).flatten().all(|at| {
        let (seen, current) = (seen.pixels()[at], current.pixels()[at]);
        hides(current, seen) || looks_like(seen, current, 0)
    })
}

fn seen_blocks(seen: &Canvas, current: &Canvas, place: Rectangle, tolerance: u32) -> Result<Seen> {
    let (seen, current) = (seen.part(place)?, current.part(place)?);
    let is_seen = |block: Rectangle| {
        let mut places = block.rows(seen.width).flatten();
        places.all(|at| looks_like(seen.pixels()[at], current.pixels()[at], tolerance))
    };
    let blocks: Vec<bool> = seen.blocks().map(is_seen).collect();
    let count = blocks.iter().filter(|is_seen| **is_seen).count();
    let mut drawn = seen.blocks().zip(&blocks).filter(|(_, is_seen)| !**is_seen).map(|(block, _)| block);
    let hides = |at: usize| hides(current.pixels()[at], seen.pixels()[at]);
    let blends = count * LEAST_SEEN >= blocks.len() && drawn.all(|block| block.rows(seen.width).flatten().all(hides));
    Ok(if blends { Seen::Blocks(blocks) } else { Seen::Nothing })
}

/// Puts on the canvas what a frame draws.
fn draw(canvas: &mut Canvas, current: &Canvas, place: Rectangle, there: &Seen) {
    let width = canvas.width;
    let mut copy = |part: Rectangle| {
        for row in part.rows(width) {
            canvas.rgba[row.start * 4..row.end * 4].copy_from_slice(&current.rgba[row.start * 4..row.end * 4]);
        }
    };
    let Seen::Blocks(blocks) = there else { return copy(place) };
    let shape = Canvas { width: place.width, height: place.height, rgba: Vec::new() };
    for (block, _) in shape.blocks().zip(blocks).filter(|(_, is_seen)| !**is_seen) {
        copy(Rectangle { left: place.left + block.left, top: place.top + block.top, ..block });
    }
}

#[cfg(test)]
mod tests;
