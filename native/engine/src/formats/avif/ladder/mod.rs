//! What each effort comes to: a ladder for every libaom that was measured, of which the linked one takes its own.

pub mod rung;
mod since_3_11;
mod since_3_14;

use crate::error::Result;
use crate::formats::avif::flatness::is_drawing;
use crate::formats::avif::libaom;
use crate::formats::avif::settings::AvifEffort;
use crate::picture::Picture;
use rung::{Coding, Ladder, Rung};

/// From the oldest libaom on.
static LADDERS: [&Ladder; 2] = [&since_3_11::LADDER, &since_3_14::LADDER];

/// That of the linked libaom.
fn ladder() -> &'static Ladder {
    let (major, minor, _) = libaom::version();
    let own = LADDERS.iter().rfind(|ladder| ladder.since <= (major, minor));
    own.unwrap_or(&LADDERS[0])
}

/// Slowest first.
pub fn rungs() -> &'static [Rung] {
    &ladder().rungs
}

pub fn rung(effort: AvifEffort) -> &'static Rung {
    &rungs()[effort as usize]
}

/// That of an effort for one picture, where it may lose something, and how it codes it.
pub fn rung_for(effort: AvifEffort, picture: &Picture) -> Result<(&'static Rung, &'static Coding)> {
    let own = rung(effort);
    if picture.frames.len() > 1 {
        return Ok((own, &own.animations));
    }
    if !is_drawing(&*picture.first().to_eight()?) {
        return Ok((own, &own.photographs));
    }
    let taken = own.for_drawings.map_or(own, rung);
    Ok((taken, &taken.drawings))
}

/// The oldest libaom that the ladder is for.
pub fn avif_ladder() -> (u8, u8) {
    ladder().since
}

/// What the ladder has tables of: efforts, and bits a sample.
pub fn measured_avifs() -> impl Iterator<Item = (AvifEffort, u8)> {
    let depths = |rung: &Rung| [(8, rung.eight.is_some()), (10, rung.ten.is_some())];
    let all = rungs().iter().flat_map(move |rung| depths(rung).map(|(depth, is_used)| (rung.effort, depth, is_used)));
    all.filter(|(_, _, is_used)| *is_used).map(|(effort, depth, _)| (effort, depth))
}

#[cfg(test)]
mod tests {
    use std::ptr;

    use super::*;
    use crate::picture::{ColourProfile, Frame};
    use crate::pixels::{Channels, Raster};

    #[test]
    fn every_ladder_has_each_effort_in_its_place_measured_in_the_depths_that_it_is_used_in() {
        for ladder in LADDERS {
            for (effort, rung) in AvifEffort::ALL.into_iter().zip(&ladder.rungs) {
                assert_eq!(rung.effort, effort);
                assert_eq!(rung.ten.is_some(), rung.ten_pays.is_some(), "{effort:?} since {:?}", ladder.since);
                let always = rung.ten_pays.is_some_and(|ten| ten.from_number == 1);
                assert_eq!(rung.eight.is_some(), !always, "{effort:?} since {:?}", ladder.since);
            }
        }
    }

    #[test]
    fn photographs_drawings_and_animations_are_coded_in_their_own_ways() {
        let raster = |value: fn(usize) -> u8| {
            let mut raster = Raster::allocate(64, 64, Channels::Rgb).unwrap();
            raster.samples.iter_mut().enumerate().for_each(|(at, sample)| *sample = value(at));
            raster
        };
        let still = |value| Picture::still(raster(value), ColourProfile::Unspecified);
        let (photograph, drawing) = (still(|at| ((at * 7919) >> 4) as u8), still(|_| 90));
        let mut animation = still(|_| 90);
        let frames = [0, 1].map(|_| Frame { pixels: raster(|_| 90).into(), delay_ms: 40 });
        animation.frames = frames.into();
        for effort in AvifEffort::ALL {
            let taken = |picture| rung_for(effort, picture).unwrap();
            let own = rung(effort);
            assert!(ptr::eq(taken(&photograph).1, &own.photographs), "{effort:?}");
            assert!(ptr::eq(taken(&animation).1, &own.animations), "{effort:?}");
            let (other, coding) = taken(&drawing);
            assert_eq!(other.effort, own.for_drawings.unwrap_or(effort));
            assert!(ptr::eq(coding, &other.drawings), "{effort:?}");
        }
    }

    #[test]
    fn a_lesser_effort_is_a_quicker_one() {
        for ladder in LADDERS {
            for pair in ladder.rungs.windows(2) {
                assert!(pair[0].photographs.speed <= pair[1].photographs.speed);
                assert!(pair[0].drawings.speed <= pair[1].drawings.speed);
                assert!(pair[0].nanoseconds_per_pixel > pair[1].nanoseconds_per_pixel);
            }
        }
    }

    #[test]
    fn better_numbers_are_never_coarser() {
        for rung in LADDERS.iter().flat_map(|ladder| &ladder.rungs) {
            for numbers in [8, 10].map(|depth| rung.numbers(depth).unwrap()) {
                assert!(numbers.levels.is_sorted_by(|one, next| one >= next), "{:?}", rung.effort);
            }
        }
    }
}
