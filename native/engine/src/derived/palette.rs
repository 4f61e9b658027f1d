//! The colours that a picture is best told by.
//!
//! k-means in Oklab, where distances are about as large as they look, started from a division of the colours that
//! always splits the group with the greatest spread along its widest axis: no chance takes part. Written here because
//! the crates for it bring a dozen others, and 16 colours need little.

use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::kinds::derive::Derive;
use crate::pixels::{Raster, Sample};
use crate::srgb_curve::{level_of, linear_of};

/// Red, green, blue of the colours that the picture is best told by, the most frequent first; fewer than asked for where
/// the picture has fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Palette {
    /// 1–16.
    pub colours: u8,
}

impl Derive for Palette {
    const KIND: &'static str = "palette";
    const TITLE: &'static str = "a palette";

    fn read(parameters: &mut Parameters) -> Result<Self> {
        Ok(Self { colours: parameters.whole("colours")? })
    }

    fn is_in_range(&self) -> bool {
        (1..=16).contains(&self.colours)
    }

    fn derive(&self, pixels: &Raster<u8>) -> Result<Vec<u8>> {
        Ok(of(pixels, self.colours.into()).into_flattened())
    }
}

/// Pixels looked at, a side: a grid of them, each as it is, so that flat colours stay exact.
const SIDE: u32 = 128;

const ROUNDS: usize = 24;

/// L, a, b of Oklab.
type Oklab = [f64; 3];

#[derive(Clone, Copy)]
struct Seen {
    colour: Oklab,
    /// Its alpha.
    weight: f64,
}

/// The most frequent first. What is wholly transparent has no say.
pub fn of(pixels: &Raster<u8>, colours: usize) -> Vec<[u8; 3]> {
    let seen = look_at(pixels);
    if seen.is_empty() {
        return vec![[0; 3]];
    }
    let mut centers = divide(&seen, colours);
    let mut weights = Vec::new();
    for _ in 0..ROUNDS {
        let before = centers.clone();
        (centers, weights) = settle(&seen, &centers);
        if centers == before {
            break;
        }
    }
    let mut ranked: Vec<([u8; 3], f64)> = Vec::new();
    for (colour, weight) in centers.into_iter().map(to_srgb).zip(weights) {
        match ranked.iter_mut().find(|(other, _)| *other == colour) {
            Some((_, sum)) => *sum += weight,
            None => ranked.push((colour, weight)),
        }
    }
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().map(|(colour, _)| colour).collect()
}

fn look_at(pixels: &Raster<u8>) -> Vec<Seen> {
    let linear: Vec<f64> = (0..=u8::MAX).map(|level| linear_of(level.to_f64() / 255.0)).collect();
    let (channels, count) = (pixels.channels, pixels.channels.count());
    // The middles of a grid's cells.
    let places = |side: u32| {
        let cells = side.min(SIDE);
        (0..cells).map(move |cell| ((2 * u64::from(cell) + 1) * u64::from(side) / (2 * u64::from(cells))) as usize)
    };
    let mut seen = Vec::new();
    for y in places(pixels.height) {
        for x in places(pixels.width) {
            let pixel = &pixels.samples[(y * pixels.width as usize + x) * count..][..count];
            let weight = if channels.has_alpha() { pixel[channels.colours()].to_f64() / 255.0 } else { 1.0 };
            if weight > 0.0 {
                let colour = if channels.is_gray() { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
                seen.push(Seen { colour: to_oklab(colour.map(|level| linear[usize::from(level)])), weight });
            }
        }
    }
    seen
}

/// The means of as many groups, or of fewer where there are not so many colours.
fn divide(seen: &[Seen], groups: usize) -> Vec<Oklab> {
    let mut divided = vec![Group::of(seen.to_vec())];
    while divided.len() < groups {
        let widest = (0..divided.len()).max_by(|&a, &b| divided[a].spread.total_cmp(&divided[b].spread));
        let Some(widest) = widest.filter(|&at| divided[at].spread > 0.0) else { break };
        let Group { members, mean, axis, .. } = divided.swap_remove(widest);
        let (low, high) = members.into_iter().partition(|seen| seen.colour[axis] < mean[axis]);
        divided.extend([Group::of(low), Group::of(high)]);
    }
    divided.into_iter().map(|group| group.mean).collect()
}

struct Group {
    members: Vec<Seen>,
    mean: Oklab,
    /// Where it spreads most, and by how much: squared distances from the mean times weights.
    axis: usize,
    spread: f64,
}

impl Group {
    fn of(members: Vec<Seen>) -> Self {
        let weight: f64 = members.iter().map(|seen| seen.weight).sum();
        let along = |value: &dyn Fn(&Seen) -> f64| members.iter().map(|seen| value(seen) * seen.weight).sum::<f64>();
        let mean = [0, 1, 2].map(|axis| along(&|seen| seen.colour[axis]) / weight);
        let spreads = [0, 1, 2].map(|axis| along(&|seen| square(seen.colour[axis] - mean[axis])));
        let axis = if spreads[0] >= spreads[1].max(spreads[2]) { 0 } else { 1 + usize::from(spreads[2] > spreads[1]) };
        // Rounding of the mean is no spread: a group of one colour is not divided.
        let one_colour = members.iter().all(|seen| seen.colour == members[0].colour);
        Self { mean, axis, spread: if one_colour { 0.0 } else { spreads[axis] }, members }
    }
}

/// The means of what is nearest to each centre, and how much that is. A centre that is nearest to nothing stays.
fn settle(seen: &[Seen], centers: &[Oklab]) -> (Vec<Oklab>, Vec<f64>) {
    let mut sums = vec![[0.0; 3]; centers.len()];
    let mut weights = vec![0.0; centers.len()];
    for Seen { colour, weight } in seen {
        let distance = |center: &Oklab| (0..3).map(|axis| square(center[axis] - colour[axis])).sum::<f64>();
        let (mut nearest, mut least) = (0, f64::INFINITY);
        for (index, center) in centers.iter().enumerate() {
            let distance = distance(center);
            if distance < least {
                (nearest, least) = (index, distance);
            }
        }
        weights[nearest] += weight;
        for (sum, value) in sums[nearest].iter_mut().zip(colour) {
            *sum += value * weight;
        }
    }
    let means = sums.iter().zip(&weights).zip(centers);
    let means = means.map(|((sum, &weight), center)| if weight > 0.0 { sum.map(|sum| sum / weight) } else { *center });
    (means.collect(), weights)
}

fn square(number: f64) -> f64 {
    number * number
}

/// Oklab of linear light (Björn Ottosson, "A perceptual color space for image processing", 2020).
fn to_oklab([red, green, blue]: [f64; 3]) -> Oklab {
    let l = libm::cbrt(0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue);
    let m = libm::cbrt(0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue);
    let s = libm::cbrt(0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue);
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

fn to_srgb([l, a, b]: Oklab) -> [u8; 3] {
    let cube = |root: f64| root * root * root;
    let (l, m, s) = (
        cube(l + 0.396_337_777_4 * a + 0.215_803_757_3 * b),
        cube(l - 0.105_561_345_8 * a - 0.063_854_172_8 * b),
        cube(l - 0.089_484_177_5 * a - 1.291_485_548_0 * b),
    );
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
    .map(|light| u8::from_level(level_of(light.max(0.0)) * 255.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::reference::noise_in_every_layout;
    use crate::pixels::Channels;

    fn striped(stripes: &[([u8; 3], usize)]) -> Raster<u8> {
        let samples = stripes.iter().flat_map(|(colour, width)| colour.repeat(*width)).collect::<Vec<u8>>();
        let width = samples.len() as u32 / 3;
        Raster { width, height: 40, channels: Channels::Rgb, samples: samples.repeat(40) }
    }

    #[test]
    fn flat_colours_come_back_exactly_the_most_frequent_first() {
        let picture = striped(&[([10, 200, 30], 20), ([250, 250, 250], 50), ([0, 0, 0], 9), ([200, 30, 90], 30)]);
        let palette = of(&picture, 8);
        assert_eq!(palette, [[250, 250, 250], [200, 30, 90], [10, 200, 30], [0, 0, 0]]);
        assert_eq!(of(&picture, 1).len(), 1);
    }

    #[test]
    fn more_colours_tell_the_picture_better() {
        let [.., rgb, _] = noise_in_every_layout::<u8>(60, 60);
        let error = |colours: usize| {
            let palette = of(&rgb, colours);
            let off = |pixel: &[u8]| {
                let distance =
                    |colour: &[u8; 3]| (0..3).map(|at| u32::from(colour[at].abs_diff(pixel[at])).pow(2)).sum::<u32>();
                u64::from(palette.iter().map(distance).min().unwrap())
            };
            rgb.pixels().map(off).sum::<u64>()
        };
        assert!(error(4) < error(1) * 3 / 4 && error(16) < error(4) / 2, "{} {} {}", error(1), error(4), error(16));
    }

    #[test]
    fn what_nobody_sees_is_no_colour() {
        let samples = [200u8, 30, 90, 255, 0, 255, 0, 0].repeat(100);
        let picture = Raster { width: 20, height: 10, channels: Channels::Rgba, samples };
        assert_eq!(of(&picture, 5), [[200, 30, 90]]);
        let clear = Raster { width: 1, height: 1, channels: Channels::GrayAlpha, samples: vec![90u8, 0] };
        assert_eq!(of(&clear, 5), [[0; 3]]);
    }

    #[test]
    fn every_level_survives_the_way_to_oklab_and_back() {
        for level in 0..=255u8 {
            for colour in [[level; 3], [level, 0, 128], [255, level, 60], [9, 200, level]] {
                assert_eq!(to_srgb(to_oklab(colour.map(|level| linear_of(level.to_f64() / 255.0)))), colour);
            }
        }
    }
}
