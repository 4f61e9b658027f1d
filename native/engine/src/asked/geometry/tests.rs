//! Frames that can be told by hand. That the twin in TypeScript agrees to the last bit is held from there.

use super::*;

const SOURCE: (u32, u32) = (400, 300);
const NOTHING: FrameRequest = FrameRequest {
    crop: None,
    width: None,
    height: None,
    aspect: None,
    fit: Fit::Cover,
    position: Position::Point { x: 0.5, y: 0.5 },
    enlarge: false,
    reduce: true,
    kernel: Kernel::Lanczos3,
    background: [1, 2, 3, 4],
};
const ENLARGED: FrameRequest = FrameRequest { enlarge: true, ..NOTHING };
const WHOLE: [f64; 4] = [0.0, 0.0, 400.0, 300.0];

fn boxed(fit: Fit, width: f64, height: f64) -> FrameRequest {
    FrameRequest { width: Some(width), height: Some(height), fit, ..ENLARGED }
}

fn at(x: f64, y: f64, request: FrameRequest) -> FrameRequest {
    FrameRequest { position: Position::Point { x, y }, ..request }
}

fn region_of(frame: &FixedFrame) -> [f64; 4] {
    [frame.region.left, frame.region.top, frame.region.width, frame.region.height]
}

/// Asserts the part of the source that is shown, and its size in pixels; without a canvas.
fn shows(request: FrameRequest, region: [f64; 4], size: (u32, u32)) {
    let frame = geometry(SOURCE.0, SOURCE.1, &request);
    assert_eq!((region_of(&frame), (frame.width, frame.height)), (region, size), "{request:?}");
    assert_eq!((frame.canvas, frame.kernel), (None, request.kernel), "{request:?}");
}

/// Asserts the size of the whole picture, its canvas, and its place on that.
fn lies(request: FrameRequest, size: (u32, u32), canvas: (u32, u32), place: (u32, u32)) {
    let frame = geometry(SOURCE.0, SOURCE.1, &request);
    let (left, top) = place;
    let canvas = Canvas { width: canvas.0, height: canvas.1, left, top, background: request.background };
    assert_eq!((frame.width, frame.height, frame.canvas), (size.0, size.1, Some(canvas)), "{request:?}");
    assert_eq!(region_of(&frame), WHOLE);
}

#[test]
fn nothing_asked_is_the_whole_picture() {
    shows(NOTHING, WHOLE, SOURCE);
    for fit in [Fit::Cover, Fit::Contain, Fit::Fill, Fit::Inside, Fit::Outside] {
        shows(FrameRequest { fit, ..NOTHING }, WHOLE, SOURCE);
        shows(FrameRequest { fit, reduce: false, ..ENLARGED }, WHOLE, SOURCE);
    }
}

#[test]
fn one_side_keeps_the_picture_s_ratio() {
    shows(FrameRequest { width: Some(200.0), ..NOTHING }, WHOLE, (200, 150));
    shows(FrameRequest { height: Some(150.0), ..NOTHING }, WHOLE, (200, 150));
    shows(FrameRequest { width: Some(800.0), ..ENLARGED }, WHOLE, (800, 600));
    shows(FrameRequest { height: Some(600.0), ..ENLARGED }, WHOLE, (800, 600));
}

#[test]
fn halves_are_rounded_up_and_no_side_is_less_than_a_pixel() {
    // 49.5 is the height's half.
    shows(FrameRequest { width: Some(66.0), ..NOTHING }, WHOLE, (66, 50));
    shows(FrameRequest { width: Some(65.9), ..NOTHING }, WHOLE, (66, 49));
    shows(FrameRequest { width: Some(0.2), ..NOTHING }, WHOLE, (1, 1));
    shows(FrameRequest { width: Some(1e15), height: Some(1.0), fit: Fit::Fill, ..ENLARGED }, WHOLE, (u32::MAX, 1));
}

#[test]
fn an_aspect_decides_the_other_side_or_cuts_the_largest_part_that_has_it() {
    let square = Some(1.0);
    shows(FrameRequest { aspect: square, ..NOTHING }, [50.0, 0.0, 300.0, 300.0], (300, 300));
    shows(FrameRequest { aspect: Some(2.0), ..NOTHING }, [0.0, 50.0, 400.0, 200.0], (400, 200));
    shows(FrameRequest { aspect: Some(400.0 / 300.0), ..NOTHING }, WHOLE, SOURCE);
    // Nothing grows to have it, also where it may.
    shows(FrameRequest { aspect: square, ..ENLARGED }, [50.0, 0.0, 300.0, 300.0], (300, 300));
    shows(FrameRequest { aspect: Some(2.0), ..ENLARGED }, [0.0, 50.0, 400.0, 200.0], (400, 200));
    shows(FrameRequest { aspect: Some(0.5), ..ENLARGED }, [125.0, 0.0, 150.0, 300.0], (150, 300));
    shows(FrameRequest { width: Some(100.0), aspect: Some(2.0), ..NOTHING }, [0.0, 50.0, 400.0, 200.0], (100, 50));
    shows(FrameRequest { height: Some(100.0), aspect: Some(2.0), ..NOTHING }, [0.0, 50.0, 400.0, 200.0], (200, 100));
    // Both sides are a ratio already.
    shows(FrameRequest { aspect: Some(2.0), ..boxed(Fit::Cover, 90.0, 90.0) }, [50.0, 0.0, 300.0, 300.0], (90, 90));
}

#[test]
fn cover_shows_the_part_that_is_as_near_to_its_position_as_the_edges_allow() {
    let square = boxed(Fit::Cover, 100.0, 100.0);
    for (x, left) in [(0.0, 0.0), (0.25, 0.0), (0.5, 50.0), (0.6, 90.0), (0.7, 100.0), (1.0, 100.0)] {
        shows(at(x, 0.1, square), [left, 0.0, 300.0, 300.0], (100, 100));
    }
    let wide = boxed(Fit::Cover, 200.0, 50.0);
    for (y, top) in [(0.0, 0.0), (0.4, 70.0), (0.5, 100.0), (1.0, 200.0)] {
        shows(at(0.1, y, wide), [0.0, top, 400.0, 100.0], (200, 50));
    }
    shows(boxed(Fit::Cover, 40.0, 30.0), WHOLE, (40, 30));
}

#[test]
fn contain_lays_the_whole_picture_on_a_canvas_where_its_position_says() {
    let square = boxed(Fit::Contain, 100.0, 100.0);
    // What is left over is 25 rows, of which no pixel is cut in two.
    for (y, top) in [(0.0, 0), (0.5, 12), (0.99, 24), (1.0, 25)] {
        lies(at(0.3, y, square), (100, 75), (100, 100), (0, top));
    }
    for (x, left) in [(0.0, 0), (0.25, 25), (0.5, 50), (1.0, 100)] {
        lies(at(x, 0.3, boxed(Fit::Contain, 200.0, 75.0)), (100, 75), (200, 75), (left, 0));
    }
    shows(boxed(Fit::Contain, 40.0, 30.0), WHOLE, (40, 30));
    // Within a pixel of the box's ratio there is nothing to fill.
    shows(boxed(Fit::Contain, 133.0, 100.0), WHOLE, (133, 100));
    lies(boxed(Fit::Contain, 132.0, 100.0), (132, 99), (132, 100), (0, 0));
    lies(boxed(Fit::Contain, 135.0, 100.0), (133, 100), (135, 100), (1, 0));
}

#[test]
fn fill_stretches_inside_stays_within_and_outside_goes_around() {
    shows(boxed(Fit::Fill, 100.0, 100.0), WHOLE, (100, 100));
    shows(boxed(Fit::Inside, 100.0, 100.0), WHOLE, (100, 75));
    shows(boxed(Fit::Inside, 300.0, 75.0), WHOLE, (100, 75));
    shows(boxed(Fit::Outside, 100.0, 100.0), WHOLE, (133, 100));
    shows(boxed(Fit::Outside, 200.0, 75.0), WHOLE, (200, 150));
}

#[test]
fn a_picture_that_may_not_grow_has_the_box_s_ratio_at_its_own_size() {
    let kept = |fit, width, height| FrameRequest { enlarge: false, ..boxed(fit, width, height) };
    shows(kept(Fit::Cover, 800.0, 800.0), [50.0, 0.0, 300.0, 300.0], (300, 300));
    // Only one side is too large, and it is the one that is filled.
    shows(kept(Fit::Cover, 100.0, 600.0), [175.0, 0.0, 50.0, 300.0], (50, 300));
    shows(kept(Fit::Cover, 400.0, 300.0), WHOLE, SOURCE);
    lies(kept(Fit::Contain, 800.0, 800.0), (400, 300), (400, 400), (0, 50));
    // The picture fits as it is: its canvas may be larger.
    lies(kept(Fit::Contain, 400.0, 900.0), (400, 300), (400, 900), (0, 300));
    shows(kept(Fit::Fill, 800.0, 150.0), WHOLE, (400, 75));
    shows(kept(Fit::Fill, 100.0, 600.0), WHOLE, (50, 300));
    shows(kept(Fit::Inside, 800.0, 900.0), WHOLE, SOURCE);
    shows(kept(Fit::Outside, 100.0, 900.0), WHOLE, SOURCE);
    shows(FrameRequest { width: Some(401.0), ..NOTHING }, WHOLE, SOURCE);
    shows(FrameRequest { height: Some(301.0), ..NOTHING }, WHOLE, SOURCE);
}

#[test]
fn a_picture_that_may_not_shrink_stays_as_it_is_in_a_box_that_grows_to_it() {
    let kept = |fit, width, height| FrameRequest { reduce: false, ..boxed(fit, width, height) };
    shows(kept(Fit::Cover, 100.0, 100.0), [50.0, 0.0, 300.0, 300.0], (300, 300));
    shows(kept(Fit::Cover, 800.0, 800.0), [50.0, 0.0, 300.0, 300.0], (800, 800));
    shows(kept(Fit::Contain, 100.0, 100.0), WHOLE, SOURCE);
    lies(kept(Fit::Contain, 100.0, 800.0), (400, 300), (400, 800), (0, 250));
    lies(kept(Fit::Contain, 500.0, 100.0), (400, 300), (500, 300), (50, 0));
    lies(at(1.0, 1.0, kept(Fit::Contain, 100.0, 800.0)), (400, 300), (400, 800), (0, 500));
    // The picture grows to the box: nothing is in its way.
    lies(kept(Fit::Contain, 800.0, 800.0), (800, 600), (800, 800), (0, 100));
    shows(kept(Fit::Fill, 100.0, 600.0), WHOLE, (400, 600));
    shows(kept(Fit::Fill, 800.0, 150.0), WHOLE, (800, 300));
    shows(kept(Fit::Fill, 100.0, 100.0), WHOLE, SOURCE);
    shows(kept(Fit::Inside, 100.0, 900.0), WHOLE, SOURCE);
    shows(kept(Fit::Outside, 100.0, 100.0), WHOLE, SOURCE);
    shows(FrameRequest { width: Some(399.0), reduce: false, ..NOTHING }, WHOLE, SOURCE);
    shows(FrameRequest { width: Some(500.0), reduce: false, ..ENLARGED }, WHOLE, (500, 375));
}

#[test]
fn a_picture_that_may_do_neither_is_not_resized() {
    let kept = |fit, width, height| FrameRequest { reduce: false, enlarge: false, ..boxed(fit, width, height) };
    for (width, height) in [(100.0, 600.0), (800.0, 150.0), (100.0, 100.0), (800.0, 800.0)] {
        for fit in [Fit::Fill, Fit::Inside, Fit::Outside] {
            shows(kept(fit, width, height), WHOLE, SOURCE);
        }
    }
    lies(kept(Fit::Contain, 800.0, 100.0), (400, 300), (800, 300), (200, 0));
    lies(kept(Fit::Contain, 800.0, 800.0), (400, 300), (400, 400), (0, 50));
}

#[test]
fn a_crop_lies_at_whole_pixels_inside_the_source_and_has_at_least_one() {
    let crop = |x, y, w, h| FrameRequest { crop: Some(Crop { x, y, w, h }), ..NOTHING };
    let px = Length::Pixels;
    let part = Length::Fraction;
    for (request, region) in [
        (crop(px(10.0), px(20.0), px(100.0), px(50.0)), [10.0, 20.0, 100.0, 50.0]),
        (crop(part(0.25), part(0.5), part(0.5), part(0.25)), [100.0, 150.0, 200.0, 75.0]),
        // Edges are rounded, not lengths.
        (crop(px(10.5), px(10.4), px(100.0), px(100.2)), [11.0, 10.0, 100.0, 101.0]),
        (crop(px(0.0), px(0.0), px(4000.0), px(3000.0)), WHOLE),
        (crop(px(350.0), px(250.0), px(100.0), px(100.0)), [350.0, 250.0, 50.0, 50.0]),
        (crop(px(5000.0), px(5000.0), px(10.0), px(10.0)), [399.0, 299.0, 1.0, 1.0]),
        (crop(px(7.0), px(8.0), px(0.0), part(0.0)), [7.0, 8.0, 1.0, 1.0]),
        (crop(px(-50.0), px(-50.0), px(60.0), px(70.0)), [0.0, 0.0, 10.0, 20.0]),
    ] {
        shows(request, region, (region[2] as u32, region[3] as u32));
    }
}

#[test]
fn two_neighbouring_crops_share_their_edge() {
    // Quarters of a pixel are whole numbers to a double.
    for quarters in 4..=90u32 {
        let length = f64::from(quarters) / 4.0;
        let mut next = 0.0;
        for index in 0..50u32 {
            let (x, w) = (Length::Pixels(f64::from(index) * length), Length::Pixels(length));
            let crop = Crop { x, y: Length::Pixels(0.0), w, h: Length::Pixels(10.0) };
            let frame = geometry(2000, 10, &FrameRequest { crop: Some(crop), ..NOTHING });
            assert_eq!(frame.region.left, next, "part {index} of {length} pixels");
            next = frame.region.left + frame.region.width;
        }
        assert_eq!(next, (50.0 * length).round());
    }
}

#[test]
fn what_follows_a_crop_sees_it_as_the_source() {
    let crop =
        Crop { x: Length::Pixels(40.0), y: Length::Pixels(60.0), w: Length::Pixels(200.0), h: Length::Pixels(100.0) };
    let cropped = |request| FrameRequest { crop: Some(crop), ..request };
    shows(cropped(FrameRequest { width: Some(50.0), ..NOTHING }), [40.0, 60.0, 200.0, 100.0], (50, 25));
    shows(cropped(at(1.0, 0.0, boxed(Fit::Cover, 50.0, 50.0))), [140.0, 60.0, 100.0, 100.0], (50, 50));
    shows(cropped(at(0.0, 1.0, boxed(Fit::Cover, 100.0, 25.0))), [40.0, 110.0, 200.0, 50.0], (100, 25));
    shows(cropped(FrameRequest { width: Some(300.0), ..NOTHING }), [40.0, 60.0, 200.0, 100.0], (200, 100));
    shows(cropped(FrameRequest { aspect: Some(1.0), ..NOTHING }), [90.0, 60.0, 100.0, 100.0], (100, 100));
}

#[test]
fn a_strategy_slides_within_what_is_left_of_the_source_and_begins_in_the_middle() {
    let crop =
        Crop { x: Length::Pixels(40.0), y: Length::Pixels(60.0), w: Length::Pixels(200.0), h: Length::Pixels(100.0) };
    for strategy in [Strategy::Entropy, Strategy::Attention] {
        let position = Position::Found(strategy);
        let slide_of = |request| geometry(SOURCE.0, SOURCE.1, &FrameRequest { position, ..request }).slide;
        let within = |left, top, width, height| Some(Slide { strategy, within: Region { left, top, width, height } });
        let square = boxed(Fit::Cover, 50.0, 50.0);
        assert_eq!(slide_of(square), within(0.0, 0.0, 400.0, 300.0));
        assert_eq!(slide_of(FrameRequest { crop: Some(crop), ..square }), within(40.0, 60.0, 200.0, 100.0));
        assert_eq!(slide_of(boxed(Fit::Cover, 100.0, 50.0)), within(0.0, 0.0, 400.0, 300.0));
        // All of it is shown: there is nothing to find.
        assert_eq!(slide_of(boxed(Fit::Cover, 40.0, 30.0)), None);
        assert_eq!(slide_of(boxed(Fit::Contain, 50.0, 50.0)), None);
        assert_eq!(slide_of(NOTHING), None);
        let shown = geometry(SOURCE.0, SOURCE.1, &FrameRequest { position, ..square });
        assert_eq!(region_of(&shown), [50.0, 0.0, 300.0, 300.0]);
        lies(FrameRequest { position, ..boxed(Fit::Contain, 100.0, 100.0) }, (100, 75), (100, 100), (0, 12));
    }
    let point = geometry(SOURCE.0, SOURCE.1, &boxed(Fit::Cover, 50.0, 50.0));
    assert_eq!(point.slide, None);
}
