//! What of a frame differs from the canvas that it is drawn on.

use crate::allocate::room_for;
use crate::error::Result;

/// The smallest rectangle that holds every difference, at least one pixel.
pub struct Change {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
    /// The rectangle's pixels: red, green, blue, 255. What is not shown has a colour too, for the sake of its
    /// neighbours' dither.
    pub rgba: Vec<u8>,
    /// Which of them are drawn: neither transparent nor on the canvas already.
    pub shown: Vec<bool>,
}

impl Change {
    /// `before` is the canvas as earlier frames left it; `None` where there is none to keep.
    pub fn between(before: Option<&[u8]>, after: &[u8], canvas_width: usize) -> Result<Self> {
        let (pixels, _) = after.as_chunks::<4>();
        let differs = |at: usize| match before {
            Some(before) => before[at * 4..at * 4 + 4] != pixels[at],
            None => true,
        };
        let height = pixels.len() / canvas_width;
        let changed_rows = |y: &usize| (0..canvas_width).any(|x| differs(y * canvas_width + x));
        let changed_columns = |x: &usize| (0..height).any(|y| differs(y * canvas_width + x));
        let top = (0..height).find(changed_rows).unwrap_or(0);
        let bottom = (top..height).rfind(changed_rows).unwrap_or(0);
        let left = (0..canvas_width).find(changed_columns).unwrap_or(0);
        let right = (left..canvas_width).rfind(changed_columns).unwrap_or(0);
        let (width, height) = (right - left + 1, bottom - top + 1);
        let mut rgba = room_for(width * height * 4, "bytes of a frame's pixels")?;
        let mut shown = room_for(width * height, "pixels of a frame")?;
        for y in top..=bottom {
            let start = y * canvas_width + left;
            for (at, [red, green, blue, alpha]) in (start..).zip(&pixels[start..start + width]) {
                rgba.extend_from_slice(&[*red, *green, *blue, 255]);
                shown.push(*alpha != 0 && differs(at));
            }
        }
        Ok(Self { left, top, width, height, rgba, shown })
    }

    /// The colours of the pixels that are drawn.
    pub fn drawn(&self) -> impl Iterator<Item = &[u8; 4]> {
        self.rgba.as_chunks::<4>().0.iter().zip(&self.shown).filter(|(_, shown)| **shown).map(|(pixel, _)| pixel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: [u8; 4] = [255, 0, 0, 255];
    const BLUE: [u8; 4] = [0, 0, 255, 255];
    const CLEAR: [u8; 4] = [0; 4];

    fn place(change: &Change) -> [usize; 4] {
        [change.left, change.top, change.width, change.height]
    }

    #[test]
    fn the_rectangle_holds_every_difference_and_shows_nothing_else() {
        let before = [RED; 12].concat();
        let mut after = [RED; 12];
        after[5] = BLUE;
        after[10] = BLUE;
        let change = Change::between(Some(&before), &after.concat(), 4).unwrap();
        assert_eq!(place(&change), [1, 1, 2, 2]);
        assert_eq!(change.shown, [true, false, false, true]);
        assert_eq!(change.drawn().collect::<Vec<_>>(), [&BLUE, &BLUE]);
    }

    #[test]
    fn without_a_canvas_everything_opaque_is_drawn() {
        let change = Change::between(None, &[RED, CLEAR, BLUE, RED].concat(), 2).unwrap();
        assert_eq!(place(&change), [0, 0, 2, 2]);
        assert_eq!(change.shown, [true, false, true, true]);
    }

    #[test]
    fn an_unchanged_frame_is_one_pixel_that_is_not_drawn() {
        let canvas = [RED, BLUE, CLEAR, RED].concat();
        let change = Change::between(Some(&canvas), &canvas, 2).unwrap();
        assert_eq!((place(&change), change.shown), ([0, 0, 1, 1], vec![false]));
    }
}
