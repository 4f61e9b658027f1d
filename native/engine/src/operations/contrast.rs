//! Contrast around mid grey: what lies on it stays, what differs from it differs more or less.

use super::recolour::by_level;
use crate::asked::parameters::Parameters;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::operations::factor::is_factor;
use crate::pixels::{Pixels, Raster, Sample, map_depth};

/// Levels differ more or less from mid grey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// Of the distance from mid grey; 0 and more.
    pub factor: f64,
}

impl Operate for Contrast {
    const KIND: &'static str = "contrast";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { factor: parameters.number("factor")? })
    }

    fn check(&self) -> Result<()> {
        check(self.factor)
    }

    fn apply_to_frame(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| apply(raster, self.factor)?))
    }
}

pub fn check(factor: f64) -> Result<()> {
    if is_factor(factor) {
        Ok(())
    } else {
        Err(EngineError::invalid(format!("a contrast of {factor}; 0 and more can be done")))
    }
}

/// The distance of each colour from the middle of its range times `factor`. Alpha stays what it is.
pub fn apply<S: Sample>(raster: &Raster<S>, factor: f64) -> Result<Raster<S>> {
    let middle = S::MOST.to_f64() / 2.0;
    by_level(raster, |sample| S::from_level((sample.to_f64() - middle) * factor + middle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::{levels, noise_in_every_layout};

    fn agrees_with_the_definition<S: Sample>() {
        let most = S::MOST.to_f64();
        for (picture, factor) in
            noise_in_every_layout::<S>(9, 7).into_iter().flat_map(|p| [0.0, 0.4, 1.0, 2.5].map(|f| (p.clone(), f)))
        {
            let changed = apply(&picture, factor).unwrap();
            for (from, to) in picture.pixels().zip(changed.pixels()) {
                let (from, to) = (levels(from, picture.channels), levels(to, picture.channels));
                for colour in 0..3 {
                    let wanted = ((from[colour] / most - 0.5) * factor + 0.5).clamp(0.0, 1.0) * most;
                    assert!((to[colour] - wanted).abs() <= 0.51, "{:?} {factor}", picture.channels);
                }
                assert_eq!(from[3], to[3]);
            }
        }
    }

    #[test]
    fn the_distance_from_mid_grey_is_multiplied_and_alpha_stays() {
        agrees_with_the_definition::<u8>();
        agrees_with_the_definition::<u16>();
    }

    #[test]
    fn a_factor_below_zero_or_without_a_number_is_refused() {
        for factor in [-0.1, f64::NAN, f64::INFINITY] {
            assert!(check(factor).is_err(), "{factor}");
        }
    }
}
