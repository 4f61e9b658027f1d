//! What the instruments promise: a perfect output scores as perfect, a worse one scores worse, and the reference is
//! the plain definition of its resampling. Cannot catch an error that both metrics share with their originals.

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use lazy_image_bench_instruments::picture::opaque;
use lazy_image_bench_instruments::reference::reference;
use lazy_image_bench_instruments::score::Judge;

fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let wave = (f64::from(x) * 0.21).sin() * (f64::from(y) * 0.13).cos();
        let disc = if (x as i32 - 60).pow(2) + (y as i32 - 40).pow(2) < 900 { 60.0 } else { 0.0 };
        Rgb([(110.0 + 60.0 * wave + disc) as u8, (x * 255 / width) as u8, (200.0 - disc - 40.0 * wave) as u8])
    })
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
    let made = reference(&DynamicImage::from(source.clone()), 61, 43).to_rgb8();
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
        opaque(&reference(&pixels.into(), 24, 24))
    };
    assert_eq!(picture(Rgba([0, 255, 0, 0])), picture(Rgba([0, 0, 0, 0])));
}
