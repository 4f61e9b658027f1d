//! The SIMD path against a readable twin: separable Lanczos3 in f64, alpha premultiplied.
//! Cannot catch an error that both share, such as a wrong idea of where a pixel's centre lies.

use std::f64::consts::PI;

use lazy_image_resampler::{Kernel, Layout, Region, Source, Target, resample};

struct Picture {
    width: u32,
    height: u32,
    layout: Layout,
    data: Vec<u8>,
}

fn channels(layout: Layout) -> usize {
    match layout {
        Layout::Gray => 1,
        Layout::GrayAlpha => 2,
        Layout::Rgb => 3,
        Layout::Rgba => 4,
    }
}

fn fast(source: &Picture, region: Region, width: u32, height: u32) -> Vec<u8> {
    let mut data = vec![0; width as usize * height as usize * channels(source.layout)];
    let view = Source { data: &source.data, width: source.width, height: source.height, layout: source.layout };
    resample(view, region, Target { data: &mut data, width, height }, Kernel::Lanczos3).unwrap();
    data
}

fn reference(source: &Picture, region: Region, width: u32, height: u32) -> Vec<f64> {
    let channels = channels(source.layout);
    let alpha = matches!(source.layout, Layout::GrayAlpha | Layout::Rgba);
    let premultiplied: Vec<f64> = source
        .data
        .chunks_exact(channels)
        .flat_map(|pixel| {
            let weight = if alpha { f64::from(pixel[channels - 1]) / 255.0 } else { 1.0 };
            pixel.iter().enumerate().map(move |(channel, &value)| {
                if alpha && channel == channels - 1 { f64::from(value) } else { f64::from(value) * weight }
            })
        })
        .collect();
    let columns = weights(source.width, region.left, region.width, width);
    let rows = weights(source.height, region.top, region.height, height);
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
            let weight = if alpha { (sums[channels - 1] / 255.0).clamp(0.0, 1.0) } else { 1.0 };
            for (channel, sum) in sums[..channels].iter().enumerate() {
                let is_alpha = alpha && channel == channels - 1;
                let value = if is_alpha || weight == 0.0 { *sum } else { sum / weight };
                out.push(value.clamp(0.0, 255.0));
            }
        }
    }
    out
}

fn weights(source: u32, from: f64, length: f64, target: u32) -> Vec<Vec<(usize, f64)>> {
    let lanczos = |x: f64| match x.abs() {
        0.0 => 1.0,
        x if x < 3.0 => 3.0 * (PI * x).sin() * (PI * x / 3.0).sin() / (PI * PI * x * x),
        _ => 0.0,
    };
    let scale = length / f64::from(target);
    let stretch = scale.max(1.0);
    (0..target)
        .map(|i| {
            let center = from + (f64::from(i) + 0.5) * scale;
            let all: Vec<_> = (0..source as usize)
                .map(|x| (x, lanczos((x as f64 + 0.5 - center) / stretch)))
                .filter(|(_, weight)| *weight != 0.0)
                .collect();
            let sum: f64 = all.iter().map(|(_, weight)| weight).sum();
            all.into_iter().map(|(x, weight)| (x, weight / sum)).collect()
        })
        .collect()
}

/// Smooth enough to look like a picture, rough enough to show a shifted sample.
fn noise(width: u32, height: u32, layout: Layout) -> Picture {
    let mut state = 1u32;
    let data = (0..width as usize * height as usize * channels(layout))
        .map(|index| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((index / 7 % 200) as u8).wrapping_add((state >> 27) as u8)
        })
        .collect();
    Picture { width, height, layout, data }
}

#[test]
fn every_layout_agrees_with_the_reference() {
    for layout in [Layout::Gray, Layout::GrayAlpha, Layout::Rgb, Layout::Rgba] {
        let source = noise(61, 47, layout);
        for (region, width, height) in [
            (Region { left: 0.0, top: 0.0, width: 61.0, height: 47.0 }, 20, 15),
            (Region { left: 3.5, top: 2.25, width: 50.0, height: 40.5 }, 33, 29),
            (Region { left: 0.0, top: 0.0, width: 61.0, height: 47.0 }, 90, 70),
        ] {
            let slow = reference(&source, region, width, height);
            let errors: Vec<f64> = fast(&source, region, width, height)
                .iter()
                .zip(&slow)
                .map(|(a, b)| (f64::from(*a) - b).abs())
                .collect();
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            assert!(mean < 1.0, "{layout:?} {width}×{height}: mean difference {mean}");
        }
    }
}

#[test]
fn colours_under_transparent_pixels_do_not_bleed() {
    let data = (0..20 * 20).flat_map(|i| if i % 20 < 10 { [255, 0, 0, 255] } else { [0, 255, 0, 0] }).collect();
    let source = Picture { width: 20, height: 20, layout: Layout::Rgba, data };
    let small = fast(&source, Region { left: 0.0, top: 0.0, width: 20.0, height: 20.0 }, 7, 7);
    for pixel in small.chunks_exact(4).filter(|pixel| pixel[3] > 8) {
        assert!(pixel[1] <= 2, "green from under a transparent pixel: {pixel:?}");
    }
}

#[test]
fn a_region_outside_the_source_is_refused() {
    let source = noise(10, 10, Layout::Gray);
    let view = Source { data: &source.data, width: 10, height: 10, layout: Layout::Gray };
    let region = Region { left: 5.0, top: 0.0, width: 6.0, height: 10.0 };
    let mut data = [0; 4];
    assert!(resample(view, region, Target { data: &mut data, width: 2, height: 2 }, Kernel::Lanczos3).is_err());
}
