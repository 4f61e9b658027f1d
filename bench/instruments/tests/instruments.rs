//! What the instruments promise: a perfect output scores as perfect, a worse one scores worse, and the reference is
//! the plain definition of its resampling. Cannot catch an error that both metrics share with their originals.

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use lazy_image_bench_instruments::picture::opaque;
use lazy_image_bench_instruments::reference::{Original, Region};
use lazy_image_bench_instruments::registration::{displacement, register};
use lazy_image_bench_instruments::score::Judge;

fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let wave = (f64::from(x) * 0.21).sin() * (f64::from(y) * 0.13).cos();
        let disc = if (x as i32 - 60).pow(2) + (y as i32 - 40).pow(2) < 900 { 60.0 } else { 0.0 };
        Rgb([(110.0 + 60.0 * wave + disc) as u8, (x * 255 / width) as u8, (200.0 - disc - 40.0 * wave) as u8])
    })
}

fn reference(source: impl Into<DynamicImage>, width: u32, height: u32) -> DynamicImage {
    let original = Original::new(&source.into());
    original.reference(original.whole(), width, height)
}

#[test]
fn an_output_equal_to_its_reference_is_perfect() {
    let scores = Judge::new(&scene(120, 90)).unwrap().score(&scene(120, 90)).unwrap();
    assert_eq!((scores.ssimulacra2, scores.butteraugli, scores.butteraugli_max), (100.0, 0.0, 0.0));
}

#[test]
fn coarser_samples_score_worse() {
    let picture = scene(120, 90);
    let judge = Judge::new(&picture).unwrap();
    let [fine, coarse] = [8u8, 32].map(|step| {
        let mut rough = picture.clone();
        rough.pixels_mut().for_each(|pixel| pixel.0.iter_mut().for_each(|sample| *sample -= *sample % step));
        judge.score(&rough).unwrap()
    });
    assert!(100.0 > fine.ssimulacra2 && fine.ssimulacra2 > coarse.ssimulacra2, "{fine:?} {coarse:?}");
    assert!(0.0 < fine.butteraugli && fine.butteraugli < coarse.butteraugli, "{fine:?} {coarse:?}");
}

#[test]
fn outputs_of_another_size_are_refused() {
    assert!(Judge::new(&scene(120, 90)).unwrap().score(&scene(120, 91)).is_err());
}

#[test]
fn the_reference_is_lanczos3_by_its_definition() {
    let source = scene(150, 100);
    let made = reference(source.clone(), 61, 43).to_rgb8();
    for (x, y) in [(0, 0), (60, 42), (30, 20), (7, 40), (24, 16)] {
        for channel in 0..3 {
            let expected = lanczos3(&source, (61, 43), (x, y), channel);
            let got = f64::from(made.get_pixel(x, y).0[channel]);
            assert!((got - expected.clamp(0.0, 255.0)).abs() <= 1.0, "({x}, {y}) {channel}: {got} for {expected}");
        }
    }
}

/// One sample of the resampled picture, straight from the kernel.
fn lanczos3(source: &RgbImage, (width, height): (u32, u32), (x, y): (u32, u32), channel: usize) -> f64 {
    let weights = |from: u32, to: u32, at: u32| -> Vec<f64> {
        let ratio = f64::from(from) / f64::from(to);
        let centre = (f64::from(at) + 0.5) * ratio;
        let weights: Vec<f64> =
            (0..from).map(|sample| kernel((f64::from(sample) + 0.5 - centre) / ratio.max(1.0))).collect();
        let total: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / total).collect()
    };
    let (across, down) = (weights(source.width(), width, x), weights(source.height(), height, y));
    source.enumerate_pixels().map(|(x, y, p)| across[x as usize] * down[y as usize] * f64::from(p.0[channel])).sum()
}

fn kernel(distance: f64) -> f64 {
    let sinc = |x: f64| if x == 0.0 { 1.0 } else { (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x) };
    if distance.abs() < 3.0 { sinc(distance) * sinc(distance / 3.0) } else { 0.0 }
}

#[test]
fn what_lies_under_transparent_pixels_does_not_show() {
    let picture = |hidden: Rgba<u8>| {
        let pixels = RgbaImage::from_fn(64, 64, |x, _| if x < 32 { Rgba([200, 40, 40, 255]) } else { hidden });
        opaque(&reference(pixels, 24, 24))
    };
    assert_eq!(picture(Rgba([0, 255, 0, 0])), picture(Rgba([0, 0, 0, 0])));
}

#[test]
fn the_reference_agrees_with_another_lanczos3() {
    let source = scene(150, 100);
    let other = image::imageops::resize(&source, 61, 43, image::imageops::FilterType::Lanczos3);
    let made = reference(source, 61, 43).to_rgb8();
    let furthest = made.as_raw().iter().zip(other.as_raw()).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(furthest <= Some(1), "{furthest:?}");
}

#[test]
fn an_output_that_lies_elsewhere_in_its_source_is_found_and_not_punished() {
    let original = Original::new(&scene(600, 400).into());
    let region = Region { left: 3.0, top: -1.5, width: 596.0, height: 402.0 };
    let output = original.reference(region, 201, 134).to_rgb8();
    let in_place = original.reference(original.whole(), 201, 134).to_rgb8();
    let found = register(&original, &in_place, &output);
    for (got, wanted) in
        [(found.left, region.left), (found.top, region.top), (found.width, region.width), (found.height, region.height)]
    {
        assert!((got - wanted).abs() < 0.1, "{found:?} for {region:?}");
    }
    let score = |region| Judge::new(&original.reference(region, 201, 134).to_rgb8()).unwrap().score(&output).unwrap();
    assert!(score(found).ssimulacra2 > 98.0, "{:?}", score(found));
    assert!(score(original.whole()).ssimulacra2 < 95.0, "{:?}", score(original.whole()));
    assert!((displacement(&original, found, 201, 134) - 1.2).abs() < 0.1);
}

#[test]
fn an_output_in_its_place_is_not_moved_by_what_coding_does_to_it() {
    let original = Original::new(&scene(600, 400).into());
    let in_place = original.reference(original.whole(), 200, 133).to_rgb8();
    let mut output = in_place.clone();
    output.pixels_mut().for_each(|pixel| pixel.0.iter_mut().for_each(|sample| *sample -= *sample % 12));
    let moved = displacement(&original, register(&original, &in_place, &output), 200, 133);
    assert!(moved < 0.05, "{moved}");
}

#[test]
fn a_flat_output_lies_where_it_should() {
    let original = Original::new(&RgbImage::from_pixel(300, 200, Rgb([90, 90, 90])).into());
    let output = RgbImage::from_pixel(150, 100, Rgb([88, 90, 91]));
    let in_place = original.reference(original.whole(), 150, 100).to_rgb8();
    assert_eq!(register(&original, &in_place, &output), original.whole());
}
