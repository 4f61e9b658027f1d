//! What is drawn of frames that change in one way each.

use super::*;
use crate::picture::{ColourProfile, Frame};
use crate::pixels::{Channels, Pixels, Raster};

const SIDE: u32 = 32;

/// Frames of one grey level and alpha each, but for what a function says of some pixels; 40 ms each.
fn animation(frames: usize, pixel: impl Fn(usize, u32, u32) -> [u8; 4]) -> Picture {
    let frames = (0..frames).map(|frame| {
        let samples = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y))).flat_map(|(x, y)| pixel(frame, x, y));
        let samples = samples.collect();
        let raster = Raster { width: SIDE, height: SIDE, channels: Channels::Rgba, samples };
        Frame { pixels: raster.into(), delay_ms: 40 }
    });
    Picture { frames: frames.collect(), loops: 0, profile: ColourProfile::Unspecified, listed_colours: None }
}

fn sequenced(picture: &Picture, tolerance: Option<u32>) -> Vec<Shown> {
    sequence(picture, tolerance, &Cancel::new()).unwrap()
}

const fn gray(level: u8) -> [u8; 4] {
    [level, level, level, 255]
}

#[test]
fn frames_that_show_the_same_are_one_for_as_long_as_a_delay_can_say() {
    let mut picture = animation(4, |frame, _, _| gray(if frame == 3 { 90 } else { 9 }));
    let times = |picture: &Picture| -> Vec<(usize, u32)> {
        sequenced(picture, None).iter().map(|shown| (shown.frame, shown.duration_ms)).collect()
    };
    assert_eq!(times(&picture), [(0, 120), (3, 40)]);
    picture.frames[1].delay_ms = LONGEST_MS;
    assert_eq!(times(&picture), [(0, 40), (1, LONGEST_MS), (2, 40), (3, 40)]);
    for (index, shown) in sequenced(&picture, Some(3)).iter().enumerate().skip(1).take(2) {
        assert_eq!(
            (shown.place, &shown.seen),
            (Rectangle::LEAST, &Seen::Blocks(vec![true])),
            "{index}: only time passes"
        );
    }
}

#[test]
fn a_frame_begins_at_an_even_place_and_ends_where_the_change_does() {
    let picture = animation(2, |frame, x, y| gray(if frame == 1 && (5..=8).contains(&x) && y == 7 { 200 } else { 9 }));
    let place = Rectangle { left: 4, top: 6, width: 5, height: 2 };
    assert_eq!(sequenced(&picture, None)[1].place, place);
    assert_eq!(sequenced(&picture, Some(3))[1].place, place);
}

#[test]
fn blocks_that_are_seen_already_are_left_out_where_that_are_not_too_few() {
    let changed = |columns: u32| animation(2, move |frame, x, _| gray(if frame == 1 && x < columns { 200 } else { 9 }));
    // The right end changes too, so that the place is the whole picture.
    let with_edge = |columns: u32| {
        let mut picture = changed(columns);
        let Pixels::Eight(raster) = &mut picture.frames[1].pixels else { unreachable!() };
        raster.samples[(SIDE as usize - 1) * 4] = 200;
        picture
    };
    let Seen::Blocks(blocks) = &sequenced(&with_edge(8), Some(3))[1].seen else { panic!("most is seen") };
    assert_eq!(blocks[..8], [false, true, true, false, false, true, true, true]);
    assert_eq!(sequenced(&with_edge(31), Some(3))[1].seen, Seen::Nothing);
}

#[test]
fn what_changes_slowly_is_drawn_as_soon_as_it_is_seen_to_differ() {
    let picture = animation(9, |frame, _, _| gray(100 + frame as u8));
    let drawn: Vec<usize> = sequenced(&picture, Some(3)).iter().map(|shown| shown.frame).collect();
    assert_eq!(drawn, [0, 4, 8]);
}

#[test]
fn what_becomes_translucent_takes_the_place_of_what_was_there() {
    for tolerance in [None, Some(3)] {
        let picture = animation(3, |frame, x, _| match (frame, x) {
            (1, 0..=7) => [9, 9, 9, 100],
            (2, 0..=7) => [200, 9, 9, 255],
            _ => gray(9),
        });
        let shown = sequenced(&picture, tolerance);
        assert_eq!(shown[1].seen, Seen::Nothing, "{tolerance:?}");
    }
}

#[test]
fn opaque_pixels_are_drawn_over_whatever_is_there() {
    let picture = animation(2, |frame, x, _| if frame == 0 && x < 8 { [0; 4] } else { gray(9) });
    assert_eq!(sequenced(&picture, None)[1].seen, Seen::Pixels { under: 0 });
}
