//! What the tests of operations share: pictures made on the spot, and samples as plain numbers for references in f64.

use crate::pixels::{Channels, Raster, Sample};

/// D65, 2° observer, as a share of its own Y.
const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];

/// An RGBA picture in which no two neighbours are alike.
pub fn noise<S: Sample>(width: u32, height: u32) -> Raster<S> {
    noise_of(width, height, Channels::Rgba)
}

pub fn noise_in_every_layout<S: Sample>(width: u32, height: u32) -> [Raster<S>; 4] {
    [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba]
        .map(|channels| noise_of(width, height, channels))
}

/// The samples of one pixel.
pub fn at<S: Sample>(raster: &Raster<S>, x: u32, y: u32) -> &[S] {
    let count = raster.channels.count();
    let start = (y as usize * raster.width as usize + x as usize) * count;
    &raster.samples[start..start + count]
}

/// Red, green, blue and alpha of a pixel, 0 to the most of its depth.
pub fn levels<S: Sample>(pixel: &[S], channels: Channels) -> [f64; 4] {
    let number = |index: usize| pixel[index].to_f64();
    let most = S::MOST.to_f64();
    match channels {
        Channels::Gray => [number(0), number(0), number(0), most],
        Channels::GrayAlpha => [number(0), number(0), number(0), number(1)],
        Channels::Rgb => [number(0), number(1), number(2), most],
        Channels::Rgba => [number(0), number(1), number(2), number(3)],
    }
}

/// L, a and b of sRGB levels, 0 to 1 each, by the formulas of CIE 15 and IEC 61966-2-1.
pub fn to_lab(levels: [f64; 3]) -> [f64; 3] {
    let [red, green, blue] =
        levels.map(|level| if level <= 0.04045 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) });
    let xyz = [
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    ];
    let root =
        |share: f64| if share > 216.0 / 24389.0 { share.cbrt() } else { (24389.0 / 27.0 * share + 16.0) / 116.0 };
    let [x, y, z] = [0, 1, 2].map(|axis| root(xyz[axis] / WHITE[axis]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// sRGB levels, clipped to 0 to 1, of L, a and b.
pub fn from_lab([l, a, b]: [f64; 3]) -> [f64; 3] {
    let y = (l + 16.0) / 116.0;
    let share = |root: f64| if root > 6.0 / 29.0 { root.powi(3) } else { (116.0 * root - 16.0) * 27.0 / 24389.0 };
    let [x, y, z] = [(y + a / 500.0, 0), (y, 1), (y - b / 200.0, 2)].map(|(root, axis)| share(root) * WHITE[axis]);
    [
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    ]
    .map(|light| light.clamp(0.0, 1.0))
    .map(|light| if light <= 0.0031308 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 })
}

/// Red, green, blue and alpha of every pixel, each the mean of the square around it under a Gaussian bell that is cut
/// off beyond `reach`; colours count by their alpha. Beyond its edges the picture goes on as at them.
pub fn blurred_levels<S: Sample>(raster: &Raster<S>, sigma: f64, reach: usize) -> Vec<[f64; 4]> {
    let (width, height, reach) = (i64::from(raster.width), i64::from(raster.height), reach as i64);
    let square = || (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy)));
    (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .map(|(x, y)| {
            let (mut sums, mut weights) = ([0.0; 4], 0.0);
            for (dx, dy) in square() {
                let weight = (-((dx * dx + dy * dy) as f64) / (2.0 * sigma * sigma)).exp();
                let (x, y) = ((x + dx).clamp(0, width - 1) as u32, (y + dy).clamp(0, height - 1) as u32);
                let [red, green, blue, alpha] = levels(at(raster, x, y), raster.channels);
                for (sum, value) in sums.iter_mut().zip([red * alpha, green * alpha, blue * alpha, alpha]) {
                    *sum += value * weight;
                }
                weights += weight;
            }
            let [red, green, blue, alpha] = sums;
            let straight = |colour: f64| if alpha > 0.0 { colour / alpha } else { 0.0 };
            [straight(red), straight(green), straight(blue), alpha / weights]
        })
        .collect()
}

fn noise_of<S: Sample>(width: u32, height: u32, channels: Channels) -> Raster<S> {
    let mut raster = Raster::<S>::allocate(width, height, channels).unwrap();
    let mut state = 1u32;
    for sample in &mut raster.samples {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *sample = S::from_level(f64::from(state) / f64::from(u32::MAX) * S::MOST.to_f64());
    }
    raster
}
