//! What each effort comes to: a ladder for every libaom that was measured, of which the linked one takes its own.

pub mod rung;
mod since_3_11;
mod since_3_14;

use crate::error::Result;
use crate::formats::avif::flatness::is_drawing;
use crate::formats::avif::libaom;
use crate::formats::avif::settings::AvifEffort;
use crate::picture::Picture;
use rung::{Ladder, Rung};

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

/// That of an effort for one picture, where it may lose something.
pub fn rung_for(effort: AvifEffort, picture: &Picture) -> Result<&'static Rung> {
    match rung(effort).for_drawings {
        Some(other) if picture.frames.len() == 1 && is_drawing(&*picture.first().to_eight()?) => Ok(rung(other)),
        _ => Ok(rung(effort)),
    }
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
    use super::*;

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
    fn a_lesser_effort_is_a_quicker_one() {
        for ladder in LADDERS {
            for pair in ladder.rungs.windows(2) {
                assert!(pair[0].speed <= pair[1].speed);
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
