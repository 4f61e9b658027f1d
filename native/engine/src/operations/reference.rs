//! What the tests of operations share: pictures made on the spot, and samples as plain numbers for references in f64.

use crate::pixels::{Channels, Raster, Sample};

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

fn noise_of<S: Sample>(width: u32, height: u32, channels: Channels) -> Raster<S> {
    let mut raster = Raster::<S>::allocate(width, height, channels).unwrap();
    let mut state = 1u32;
    for sample in &mut raster.samples {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *sample = S::from_level(f64::from(state) / f64::from(u32::MAX) * S::MOST.to_f64());
    }
    raster
}
