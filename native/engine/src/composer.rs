//! Frames of an animation laid over each other, as GIF and APNG describe them.

use crate::error::Result;
use crate::pixels::{Channels, Raster, Sample};

/// How a patch meets what lies under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blend {
    /// It replaces the pixels, transparent ones too.
    Replace,
    Over,
}

/// What becomes of a patch after its frame was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposal {
    Keep,
    /// Its rectangle becomes transparent.
    Clear,
    /// The canvas becomes what it was before.
    Restore,
}

/// The part of the canvas that a frame changes.
#[derive(Debug)]
pub struct Patch<S> {
    /// With alpha.
    pub pixels: Raster<S>,
    pub left: u32,
    pub top: u32,
    pub blend: Blend,
    pub disposal: Disposal,
}

/// A canvas that frames are drawn on, one after another.
#[derive(Debug)]
pub struct Composer<S> {
    canvas: Raster<S>,
}

impl<S: Sample> Composer<S> {
    /// A transparent canvas.
    pub fn new(width: u32, height: u32, gray: bool) -> Result<Self> {
        Ok(Self { canvas: Raster::allocate(width, height, Channels::new(gray, true))? })
    }

    /// The whole picture that is seen while a patch is shown. What lies outside the canvas is cut off.
    pub fn show(&mut self, patch: &Patch<S>) -> Result<Raster<S>> {
        let before = match patch.disposal {
            Disposal::Restore => Some(self.canvas.try_clone()?),
            Disposal::Keep | Disposal::Clear => None,
        };
        self.visit_covered(patch, |under, over| match patch.blend {
            Blend::Replace => under.copy_from_slice(over),
            Blend::Over => lay_over(under, over),
        });
        let shown = self.canvas.try_clone()?;
        match (patch.disposal, before) {
            (Disposal::Clear, _) => self.visit_covered(patch, |under, _| under.fill(S::default())),
            (_, Some(before)) => self.canvas = before,
            (_, None) => {}
        }
        Ok(shown)
    }

    fn visit_covered(&mut self, patch: &Patch<S>, change: impl Fn(&mut [S], &[S])) {
        let Patch { pixels, left, top, .. } = patch;
        let (left, top) = (*left as usize, *top as usize);
        let channels = self.canvas.channels.count();
        let width = (self.canvas.width as usize).saturating_sub(left).min(pixels.width as usize);
        if width == 0 {
            return;
        }
        let stride = self.canvas.stride();
        for (under, over) in self.canvas.samples.chunks_exact_mut(stride).skip(top).zip(pixels.rows()) {
            let under = &mut under[left * channels..(left + width) * channels];
            for (under, over) in under.chunks_exact_mut(channels).zip(over.chunks_exact(channels)) {
                change(under, over);
            }
        }
    }
}

/// A pixel of straight alpha over another, to the nearest.
fn lay_over<S: Sample>(under: &mut [S], over: &[S]) {
    let last = under.len() - 1;
    let (alpha, most) = (u64::from(over[last].to_u32()), u64::from(S::MOST.to_u32()));
    if alpha == most || under[last] == S::default() {
        if alpha > 0 {
            under.copy_from_slice(over);
        }
        return;
    }
    // All three in units of most².
    let (over_weight, under_weight) = (alpha * most, u64::from(under[last].to_u32()) * (most - alpha));
    let sum = over_weight + under_weight;
    for (under, over) in under[..last].iter_mut().zip(over) {
        let mixed = u64::from(over.to_u32()) * over_weight + u64::from(under.to_u32()) * under_weight;
        *under = S::from_u32(((mixed + sum / 2) / sum) as u32);
    }
    under[last] = S::from_u32(((sum + most / 2) / most) as u32);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(left: u32, top: u32, size: u32, pixel: [u8; 2], blend: Blend, disposal: Disposal) -> Patch<u8> {
        let samples = pixel.repeat((size * size) as usize);
        let pixels = Raster { width: size, height: size, channels: Channels::GrayAlpha, samples };
        Patch { pixels, left, top, blend, disposal }
    }

    fn show(composer: &mut Composer<u8>, patch: &Patch<u8>) -> Vec<u8> {
        composer.show(patch).unwrap().samples
    }

    #[test]
    fn each_disposal_leaves_what_its_name_says() {
        for (disposal, left_behind) in
            [(Disposal::Keep, [9, 255]), (Disposal::Clear, [0, 0]), (Disposal::Restore, [5, 255])]
        {
            let mut composer = Composer::new(1, 1, true).unwrap();
            show(&mut composer, &patch(0, 0, 1, [5, 255], Blend::Replace, Disposal::Keep));
            assert_eq!(show(&mut composer, &patch(0, 0, 1, [9, 255], Blend::Over, disposal)), [9, 255]);
            let after = show(&mut composer, &patch(0, 0, 1, [0, 0], Blend::Over, Disposal::Keep));
            assert_eq!(after, left_behind, "{disposal:?}");
        }
    }

    #[test]
    fn replacing_writes_transparency_and_laying_over_does_not() {
        for (blend, expected) in [(Blend::Replace, [0, 0]), (Blend::Over, [5, 255])] {
            let mut composer = Composer::new(1, 1, true).unwrap();
            show(&mut composer, &patch(0, 0, 1, [5, 255], Blend::Replace, Disposal::Keep));
            assert_eq!(show(&mut composer, &patch(0, 0, 1, [0, 0], blend, Disposal::Keep)), expected);
        }
    }

    #[test]
    fn translucent_pixels_mix_by_their_shares() {
        let mut composer = Composer::new(1, 1, true).unwrap();
        show(&mut composer, &patch(0, 0, 1, [0, 128], Blend::Replace, Disposal::Keep));
        let mixed = show(&mut composer, &patch(0, 0, 1, [255, 128], Blend::Over, Disposal::Keep));
        // alpha = 128 + 128 × 127/255 = 191.75, grey = 255 × 128 / 191.75 = 170.2
        assert_eq!(mixed, [170, 192]);
    }

    #[test]
    fn a_patch_is_cut_at_the_canvas_s_edges() {
        let mut composer = Composer::new(2, 2, true).unwrap();
        let shown = show(&mut composer, &patch(1, 1, 5, [7, 255], Blend::Over, Disposal::Keep));
        assert_eq!(shown, [0, 0, 0, 0, 0, 0, 7, 255]);
        let outside = show(&mut composer, &patch(3, 9, 1, [9, 255], Blend::Over, Disposal::Clear));
        assert_eq!(outside, shown);
    }
}
