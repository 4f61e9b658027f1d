//! What operations on colour share: a change of every colour, alpha left alone.

use crate::error::Result;
use crate::lab::Roots;
use crate::pixels::{Raster, Sample};
use crate::srgb_curve::{LEVELS, linear_table};

/// Every colour changed by way of its Lab roots. Where the change keeps grey grey, a grey picture stays one.
pub fn through_lab<S: Sample>(raster: &Raster<S>, change: impl Fn(Roots) -> Roots) -> Result<Raster<S>> {
    let linear = linear_table::<S>();
    let levels = &*LEVELS;
    let most = S::MOST.to_u32() as f32;
    let changed = |colour: [S; 3]| {
        let light = colour.map(|sample| linear[sample.to_u32() as usize]);
        change(Roots::of(light)).light().map(|light| S::from_level((levels.at(light) * most).into()))
    };
    if raster.channels.is_gray() {
        return by_level(raster, |level| changed([level; 3])[1]);
    }
    let mut result = raster.try_clone()?;
    let mut last = ([S::default(); 3], changed([S::default(); 3]));
    for pixel in result.pixels_mut() {
        let colour = [pixel[0], pixel[1], pixel[2]];
        // Runs of one colour are the rule in graphics.
        if colour != last.0 {
            last = (colour, changed(colour));
        }
        pixel[..3].copy_from_slice(&last.1);
    }
    Ok(result)
}

/// Every channel but alpha changed by itself.
pub fn by_level<S: Sample>(raster: &Raster<S>, change: impl Fn(S) -> S) -> Result<Raster<S>> {
    let table: Vec<S> = (0..=S::MOST.to_u32()).map(|level| change(S::from_u32(level))).collect();
    let mut result = raster.try_clone()?;
    if raster.channels.has_alpha() {
        let colours = raster.channels.colours();
        for pixel in result.pixels_mut() {
            for sample in &mut pixel[..colours] {
                *sample = table[sample.to_u32() as usize];
            }
        }
    } else {
        for sample in &mut result.samples {
            *sample = table[sample.to_u32() as usize];
        }
    }
    Ok(result)
}
