//! Alpha that is multiplied into the colours, taken out of them again.

use crate::pixels::{Raster, Sample};

impl<S: Sample> Raster<S> {
    /// Straight colours from ones that were multiplied by their alpha, to the nearest; what is transparent becomes
    /// black. A picture without alpha stays as it is.
    pub fn unmultiply(&mut self) {
        let colours = self.channels.colours();
        if !self.channels.has_alpha() {
            return;
        }
        for pixel in self.pixels_mut() {
            let alpha = pixel[colours];
            if alpha == S::MOST {
                continue;
            }
            let (alpha, most) = (u64::from(alpha.to_u32()), u64::from(S::MOST.to_u32()));
            for colour in &mut pixel[..colours] {
                // A colour above its alpha is an encoder's rounding, or nonsense.
                let straight = (u64::from(colour.to_u32()) * most + alpha / 2).checked_div(alpha).unwrap_or(0);
                *colour = S::from_u32(straight.min(most) as u32);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pixels::{Channels, Raster};

    #[test]
    fn colours_are_divided_by_their_alpha_and_never_exceed_the_most() {
        let mut raster = Raster {
            width: 5,
            height: 1,
            channels: Channels::GrayAlpha,
            samples: vec![50u8, 255, 50, 100, 64, 128, 200, 100, 7, 0],
        };
        raster.unmultiply();
        assert_eq!(raster.samples, [50, 255, 128, 100, 128, 128, 255, 100, 0, 0]);
    }
}
