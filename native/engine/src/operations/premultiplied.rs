//! Colours weighted by their alpha, for whatever mixes neighbours: what nobody sees must not bleed into what is seen.

use crate::error::Result;
use crate::pixels::{Channels, Raster, Sample};

const MOST: u32 = u16::MAX as u32;

/// In 16 bits, because weak alpha leaves few of 8.
pub fn premultiply<S: Sample>(raster: &Raster<S>) -> Result<Raster<u16>> {
    let mut weighted = Raster::<u16>::allocate(raster.width, raster.height, raster.channels)?;
    let alpha = raster.channels.colours();
    for (to, from) in weighted.pixels_mut().zip(raster.pixels()) {
        let share = u32::from(from[alpha].to_sixteen());
        for (to, from) in to[..alpha].iter_mut().zip(from) {
            *to = ((u32::from(from.to_sixteen()) * share + MOST / 2) / MOST) as u16;
        }
        to[alpha] = share as u16;
    }
    Ok(weighted)
}

/// Back to straight alpha; no colour is left where there is none of it.
pub fn unpremultiply_row(row: &[u16], straight: &mut [u16], channels: Channels) {
    let (alpha, count) = (channels.colours(), channels.count());
    for (to, from) in straight.chunks_exact_mut(count).zip(row.chunks_exact(count)) {
        let share = u32::from(from[alpha]);
        for (to, &from) in to[..alpha].iter_mut().zip(from) {
            *to = match share {
                0 => 0,
                MOST => from,
                _ => ((u32::from(from) * MOST + share / 2) / share).min(MOST) as u16,
            };
        }
        to[alpha] = from[alpha];
    }
}
