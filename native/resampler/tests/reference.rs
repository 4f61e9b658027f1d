//! The SIMD path against a readable twin: separable convolution in f64, alpha premultiplied, and the nearest pixel.
//! Cannot catch an error that both share, such as a wrong idea of where a pixel's centre lies.

use std::f64::consts::PI;

use lazy_image_resampler::{Kernel, Layout, Region, Source, Target, resample_eight, resample_sixteen};

const KERNELS: [Kernel; 5] = [Kernel::Nearest, Kernel::Cubic, Kernel::Mitchell, Kernel::Lanczos2, Kernel::Lanczos3];
const LAYOUTS: [Layout; 4] = [Layout::Gray, Layout::GrayAlpha, Layout::Rgb, Layout::Rgba];

struct Picture<S> {
    width: u32,
    height: u32,
    layout: Layout,
    samples: Vec<S>,
}

trait Sample: Copy + Default + Into<f64> {
    const MOST: f64;
    fn resample(source: Source<Self>, region: Region, target: Target<Self>, kernel: Kernel) -> Result<(), String>;
    fn from_noise(value: u32) -> Self;
}

impl Sample for u8 {
    const MOST: f64 = 255.0;

    fn resample(source: Source<u8>, region: Region, target: Target<u8>, kernel: Kernel) -> Result<(), String> {
        resample_eight(source, region, target, kernel).map_err(|error| error.to_string())
    }

    fn from_noise(value: u32) -> Self {
        (value >> 8) as Self
    }
}

impl Sample for u16 {
    const MOST: f64 = 65_535.0;

    fn resample(source: Source<u16>, region: Region, target: Target<u16>, kernel: Kernel) -> Result<(), String> {
        resample_sixteen(source, region, target, kernel).map_err(|error| error.to_string())
    }

    fn from_noise(value: u32) -> Self {
        value as Self
    }
}

fn channels(layout: Layout) -> usize {
    match layout {
        Layout::Gray => 1,
        Layout::GrayAlpha => 2,
        Layout::Rgb => 3,
        Layout::Rgba => 4,
    }
}

fn fast<S: Sample>(source: &Picture<S>, region: Region, width: u32, height: u32, kernel: Kernel) -> Vec<S> {
    let mut samples = vec![S::default(); width as usize * height as usize * channels(source.layout)];
    let view = Source { samples: &source.samples, width: source.width, height: source.height, layout: source.layout };
    S::resample(view, region, Target { samples: &mut samples, width, height }, kernel).unwrap();
    samples
}

fn reference<S: Sample>(source: &Picture<S>, region: Region, width: u32, height: u32, kernel: Kernel) -> Vec<f64> {
    let channels = channels(source.layout);
    // A picked pixel is not mixed with others, so its alpha has nothing to weigh.
    let alpha = matches!(source.layout, Layout::GrayAlpha | Layout::Rgba) && kernel != Kernel::Nearest;
    let premultiplied: Vec<f64> = source
        .samples
        .chunks_exact(channels)
        .flat_map(|pixel| {
            let weight = if alpha { pixel[channels - 1].into() / S::MOST } else { 1.0 };
            pixel.iter().enumerate().map(move |(channel, &value)| {
                if alpha && channel == channels - 1 { value.into() } else { value.into() * weight }
            })
        })
        .collect();
    let columns = weights(source.width, region.left, region.width, width, kernel);
    let rows = weights(source.height, region.top, region.height, height, kernel);
    let mut out = Vec::with_capacity(width as usize * height as usize * channels);
    for row in &rows {
        for column in &columns {
            let mut sums = [0.0; 4];
            for &(y, wy) in row {
                for &(x, wx) in column {
                    for (channel, sum) in sums[..channels].iter_mut().enumerate() {
                        *sum += premultiplied[(y * source.width as usize + x) * channels + channel] * wx * wy;
                    }
                }
            }
            let weight = if alpha { (sums[channels - 1] / S::MOST).clamp(0.0, 1.0) } else { 1.0 };
            for (channel, sum) in sums[..channels].iter().enumerate() {
                let is_alpha = alpha && channel == channels - 1;
                let value = if is_alpha || weight == 0.0 { *sum } else { sum / weight };
                out.push(value.clamp(0.0, S::MOST));
            }
        }
    }
    out
}

fn weights(source: u32, from: f64, length: f64, target: u32, kernel: Kernel) -> Vec<Vec<(usize, f64)>> {
    let scale = length / f64::from(target);
    let stretch = scale.max(1.0);
    (0..target)
        .map(|i| {
            let center = from + (f64::from(i) + 0.5) * scale;
            if kernel == Kernel::Nearest {
                return vec![(center as usize, 1.0)];
            }
            let all: Vec<_> = (0..source as usize)
                .map(|x| (x, curve(kernel, (x as f64 + 0.5 - center) / stretch)))
                .filter(|(_, weight)| *weight != 0.0)
                .collect();
            let sum: f64 = all.iter().map(|(_, weight)| weight).sum();
            all.into_iter().map(|(x, weight)| (x, weight / sum)).collect()
        })
        .collect()
}

/// The textbook formula of a kernel.
fn curve(kernel: Kernel, x: f64) -> f64 {
    match kernel {
        Kernel::Nearest => unreachable!("picks one pixel"),
        Kernel::Cubic => bicubic(0.0, 0.5, x),
        Kernel::Mitchell => bicubic(1.0 / 3.0, 1.0 / 3.0, x),
        Kernel::Lanczos2 => windowed_sinc(2.0, x),
        Kernel::Lanczos3 => windowed_sinc(3.0, x),
    }
}

/// Mitchell and Netravali's family of cubics.
fn bicubic(b: f64, c: f64, x: f64) -> f64 {
    let x = x.abs();
    let sixfold = match x {
        x if x < 1.0 => {
            (12.0 - 9.0 * b - 6.0 * c) * x.powi(3) + (-18.0 + 12.0 * b + 6.0 * c) * x.powi(2) + 6.0 - 2.0 * b
        }
        x if x < 2.0 => {
            (-b - 6.0 * c) * x.powi(3) + (6.0 * b + 30.0 * c) * x.powi(2) - (12.0 * b + 48.0 * c) * x
                + 8.0 * b
                + 24.0 * c
        }
        _ => 0.0,
    };
    sixfold / 6.0
}

fn windowed_sinc(lobes: f64, x: f64) -> f64 {
    let sinc = |x: f64| if x == 0.0 { 1.0 } else { (PI * x).sin() / (PI * x) };
    if x.abs() < lobes { sinc(x) * sinc(x / lobes) } else { 0.0 }
}

/// Smooth enough to look like a picture, rough enough to show a shifted sample.
fn noise<S: Sample>(width: u32, height: u32, layout: Layout) -> Picture<S> {
    let mut state = 1u32;
    let samples = (0..width * height * channels(layout) as u32)
        .map(|index| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            S::from_noise((index / 7 % 200) * 256 + (state >> 19))
        })
        .collect();
    Picture { width, height, layout, samples }
}

/// Of what is seen, in steps of 8 bits: a colour that is hardly there has few digits left.
fn mean_difference<S: Sample>(layout: Layout, kernel: Kernel, region: Region, width: u32, height: u32) -> f64 {
    let source = noise::<S>(61, 47, layout);
    let slow = visible::<S>(layout, reference(&source, region, width, height, kernel));
    let fast = fast(&source, region, width, height, kernel).into_iter().map(Into::into).collect();
    let sum: f64 = visible::<S>(layout, fast).iter().zip(&slow).map(|(a, b)| (a - b).abs()).sum();
    sum / slow.len() as f64 * 255.0 / S::MOST
}

/// Colours multiplied by their alpha.
fn visible<S: Sample>(layout: Layout, mut samples: Vec<f64>) -> Vec<f64> {
    if matches!(layout, Layout::GrayAlpha | Layout::Rgba) {
        for pixel in samples.chunks_exact_mut(channels(layout)) {
            let (alpha, colours) = pixel.split_last_mut().expect("a pixel has channels");
            for colour in colours {
                *colour *= *alpha / S::MOST;
            }
        }
    }
    samples
}

#[test]
fn every_kernel_agrees_with_the_reference_in_every_layout_and_depth() {
    for (layout, kernel) in LAYOUTS.iter().flat_map(|layout| KERNELS.map(|kernel| (*layout, kernel))) {
        for (region, width, height) in [
            (Region { left: 0.0, top: 0.0, width: 61.0, height: 47.0 }, 20, 15),
            (Region { left: 3.5, top: 2.25, width: 50.0, height: 40.5 }, 33, 29),
            (Region { left: 0.0, top: 0.0, width: 61.0, height: 47.0 }, 90, 70),
        ] {
            let eight = mean_difference::<u8>(layout, kernel, region, width, height);
            assert!(eight < 1.0, "{kernel:?} {layout:?} {width}×{height}: mean difference {eight}");
            // Overshoot is clipped after each of the two passes, which the reference does once.
            let sixteen = mean_difference::<u16>(layout, kernel, region, width, height);
            assert!(sixteen < 0.1, "{kernel:?} {layout:?} {width}×{height}, 16 bits: mean difference {sixteen}");
        }
    }
}

#[test]
fn colours_under_transparent_pixels_do_not_bleed() {
    let samples = (0..20 * 20).flat_map(|i| if i % 20 < 10 { [255, 0, 0, 255] } else { [0, 255, 0, 0] }).collect();
    let source = Picture::<u8> { width: 20, height: 20, layout: Layout::Rgba, samples };
    let whole = Region { left: 0.0, top: 0.0, width: 20.0, height: 20.0 };
    for kernel in KERNELS {
        for pixel in fast(&source, whole, 7, 7, kernel).chunks_exact(4).filter(|pixel| pixel[3] > 8) {
            assert!(pixel[1] <= 2, "{kernel:?}: green from under a transparent pixel: {pixel:?}");
        }
    }
}

#[test]
fn a_region_outside_the_source_is_refused() {
    let source = noise::<u16>(10, 10, Layout::Gray);
    let view = Source { samples: &source.samples[..], width: 10, height: 10, layout: Layout::Gray };
    let region = Region { left: 5.0, top: 0.0, width: 6.0, height: 10.0 };
    for kernel in KERNELS {
        let mut samples = [0; 4];
        let target = Target { samples: &mut samples, width: 2, height: 2 };
        assert!(resample_sixteen(view, region, target, kernel).is_err(), "{kernel:?}");
    }
}
