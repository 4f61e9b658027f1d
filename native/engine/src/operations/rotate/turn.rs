//! Turning by an angle between the quarters: bicubic (Catmull-Rom) interpolation of colours weighted by their alpha.
//!
//! The picture's own edge is smoothed by how much of each pixel it covers, rather than by interpolation with the
//! background, whose overshoot would show as a line.

use crate::error::Result;
use crate::operations::premultiplied::premultiply;
use crate::pixels::{Channels, Raster, Sample};

/// Red, green, blue weighted by alpha, and alpha, 0 to 1 each.
type Colour = [f32; 4];

pub fn by<S: Sample>(
    raster: &Raster<S>,
    (sin, cos): (f64, f64),
    (width, height): (u32, u32),
    background: [u8; 4],
) -> Result<Raster<S>> {
    let [red, green, blue, alpha] = background;
    let gray = raster.channels.is_gray() && red == green && green == blue;
    let channels = Channels::new(gray, raster.channels.has_alpha() || alpha < 255);
    let turned = Raster::allocate(width, height, channels)?;
    let placement = Placement { sin, cos, background: weight(background) };
    match raster.channels {
        Channels::Gray => placement.fill::<S, S, 1>(turned, raster, |[gray]| [gray, gray, gray, 1.0]),
        Channels::Rgb => placement.fill::<S, S, 3>(turned, raster, |[red, green, blue]| [red, green, blue, 1.0]),
        Channels::GrayAlpha => placement.fill::<S, u16, 2>(turned, &premultiply(raster)?, |[gray, alpha]| {
            [gray, gray, gray, alpha.clamp(0.0, 1.0)]
        }),
        Channels::Rgba => placement.fill::<S, u16, 4>(turned, &premultiply(raster)?, |[red, green, blue, alpha]| {
            [red, green, blue, alpha.clamp(0.0, 1.0)]
        }),
    }
}

struct Placement {
    sin: f64,
    cos: f64,
    background: Colour,
}

impl Placement {
    fn fill<S: Sample, F: Sample, const N: usize>(
        &self,
        mut turned: Raster<S>,
        from: &Raster<F>,
        colour_of: impl Fn([f32; N]) -> Colour,
    ) -> Result<Raster<S>> {
        let (width, height, channels) = (f64::from(from.width), f64::from(from.height), turned.channels);
        let taps = Taps::<F, N>::new(from);
        let (center_x, center_y) = (f64::from(turned.width) / 2.0, f64::from(turned.height) / 2.0);
        let stride = turned.stride();
        for (y, row) in turned.samples.chunks_exact_mut(stride).enumerate() {
            let down = y as f64 + 0.5 - center_y;
            let (left, top) = (down * self.sin + width / 2.0, down * self.cos + height / 2.0);
            for (x, pixel) in row.chunks_exact_mut(channels.count()).enumerate() {
                let across = x as f64 + 0.5 - center_x;
                let (x, y) = (left + across * self.cos, top - across * self.sin);
                let covered = covered(x, width) * covered(y, height);
                let colour = if covered == 0.0 {
                    self.background
                } else {
                    let own = colour_of(taps.at(x - 0.5, y - 0.5));
                    if covered == 1.0 { own } else { mix(own, self.background, covered) }
                };
                write(colour, pixel, channels);
            }
        }
        Ok(turned)
    }
}

/// How much of a pixel whose centre lies here is between the edges of a side.
fn covered(at: f64, side: f64) -> f32 {
    (at.min(side - at) + 0.5).clamp(0.0, 1.0) as f32
}

fn mix(over: Colour, under: Colour, share: f32) -> Colour {
    let mut mixed = [0.0; 4];
    for ((mixed, over), under) in mixed.iter_mut().zip(over).zip(under) {
        *mixed = over * share + under * (1.0 - share);
    }
    mixed
}

fn weight(background: [u8; 4]) -> Colour {
    let [red, green, blue, alpha] = background.map(|value| f32::from(value) / 255.0);
    [red * alpha, green * alpha, blue * alpha, alpha]
}

fn write<S: Sample>([red, green, blue, alpha]: Colour, pixel: &mut [S], channels: Channels) {
    let most = S::MOST.to_u32() as f32;
    let sample = |share: f32| S::from_level((share * most).into());
    match pixel {
        [gray] => *gray = sample(green),
        [gray, opacity] => {
            *gray = if alpha > 0.0 { sample(green / alpha) } else { S::default() };
            *opacity = sample(alpha);
        }
        _ => {
            let by = if !channels.has_alpha() || alpha == 1.0 {
                1.0
            } else if alpha > 0.0 {
                1.0 / alpha
            } else {
                0.0
            };
            for (to, colour) in pixel.iter_mut().zip([red * by, green * by, blue * by, alpha]) {
                *to = sample(colour);
            }
        }
    }
}

/// A picture seen as a smooth surface, whose pixels are known at whole numbers.
struct Taps<'a, F, const N: usize> {
    pixels: &'a [[F; N]],
    width: usize,
    height: usize,
    share: f32,
}

impl<'a, F: Sample, const N: usize> Taps<'a, F, N> {
    fn new(raster: &'a Raster<F>) -> Self {
        let (pixels, _) = raster.samples.as_chunks::<N>();
        let share = (1.0 / F::MOST.to_f64()) as f32;
        Self { pixels, width: raster.width as usize, height: raster.height as usize, share }
    }

    /// From the four by four pixels around; beyond its edges the picture goes on as at them, by one pixel at most.
    fn at(&self, x: f64, y: f64) -> [f32; N] {
        // Rounded down: both are −1 at least.
        let (left, top) = ((x + 1.0) as isize - 1, (y + 1.0) as isize - 1);
        let (across, down) = (weights((x - left as f64) as f32), weights((y - top as f64) as f32));
        let (left, top) = (left - 1, top - 1);
        let inside = left >= 0 && top >= 0 && left as usize + 4 <= self.width && top as usize + 4 <= self.height;
        let mut columns = [[0.0; N]; 4];
        for (dy, down) in (0..4).zip(down) {
            let row: [[F; N]; 4] = if inside {
                let start = (top as usize + dy) * self.width + left as usize;
                self.pixels[start..start + 4].try_into().expect("a slice of that length")
            } else {
                let y = clamp_to_levels(top, dy, self.height);
                [0, 1, 2, 3].map(|dx| self.pixels[y * self.width + clamp_to_levels(left, dx, self.width)])
            };
            for (sum, sample) in columns.as_flattened_mut().iter_mut().zip(row.as_flattened()) {
                *sum += sample.to_u32() as f32 * down;
            }
        }
        let mut sum = [0.0; N];
        for (column, across) in columns.iter().zip(across) {
            for (sum, value) in sum.iter_mut().zip(column) {
                *sum += value * across;
            }
        }
        sum.map(|sum| (sum * self.share).max(0.0))
    }
}

fn clamp_to_levels(start: isize, by: usize, side: usize) -> usize {
    start.saturating_add_unsigned(by).clamp(0, side as isize - 1) as usize
}

/// Of the four pixels around, for a place this much beyond the second: Catmull-Rom's.
fn weights(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [-0.5 * t + t2 - 0.5 * t3, 1.0 - 2.5 * t2 + 1.5 * t3, 0.5 * t + 2.0 * t2 - 1.5 * t3, -0.5 * t2 + 0.5 * t3]
}

#[cfg(test)]
mod tests {
    use crate::operations::reference::{at, levels, noise_in_every_layout};
    use crate::operations::rotate::{apply, size_after};
    use crate::pixels::{Channels, Raster, Sample};

    /// Catmull-Rom's kernel by its distance, as Keys gives it with a = −½.
    fn kernel(distance: f64) -> f64 {
        match distance.abs() {
            d if d < 1.0 => 1.5 * d.powi(3) - 2.5 * d.powi(2) + 1.0,
            d if d < 2.0 => -0.5 * d.powi(3) + 2.5 * d.powi(2) - 4.0 * d + 2.0,
            _ => 0.0,
        }
    }

    /// The turned picture, pixel by pixel in f64, with every pixel of the picture and of a frame around it weighed.
    fn agrees_with_the_definition<S: Sample>(degrees: f64, background: [u8; 4]) {
        let most = S::MOST.to_f64();
        for picture in noise_in_every_layout::<S>(9, 6) {
            let turned = apply(&picture, degrees, background).unwrap();
            assert_eq!((turned.width, turned.height), size_after(degrees, (9, 6)));
            let (sin, cos) = degrees.to_radians().sin_cos();
            let mut sum = 0.0;
            for (x, y) in (0..turned.height).flat_map(|y| (0..turned.width).map(move |x| (x, y))) {
                let dx = f64::from(x) + 0.5 - f64::from(turned.width) / 2.0;
                let dy = f64::from(y) + 0.5 - f64::from(turned.height) / 2.0;
                let (from_x, from_y) = (dx * cos + dy * sin + 4.5, dy * cos - dx * sin + 3.0);
                let part = |at: f64, side: f64| ((at + 0.5).min(side - at + 0.5)).clamp(0.0, 1.0);
                let covered = part(from_x, 9.0) * part(from_y, 6.0);
                let mut mixed = [0.0; 4];
                for (tap_x, tap_y) in (-9..18).flat_map(|x| (-9..15).map(move |y| (x, y))) {
                    let weight = kernel(f64::from(tap_x) + 0.5 - from_x) * kernel(f64::from(tap_y) + 0.5 - from_y);
                    let pixel = at(&picture, tap_x.clamp(0, 8) as u32, tap_y.clamp(0, 5) as u32);
                    let [red, green, blue, alpha] = levels(pixel, picture.channels).map(|level| level / most);
                    for (mixed, value) in mixed.iter_mut().zip([red * alpha, green * alpha, blue * alpha, alpha]) {
                        *mixed += value * weight;
                    }
                }
                let back = background.map(|value| f64::from(value) / 255.0);
                for (index, mixed) in mixed.iter_mut().enumerate() {
                    let under = if index == 3 { back[3] } else { back[index] * back[3] };
                    let own = if index == 3 { mixed.clamp(0.0, 1.0) } else { mixed.max(0.0) };
                    *mixed = own * covered + under * (1.0 - covered);
                }
                let found = levels(at(&turned, x, y), turned.channels).map(|level| level / most);
                for index in 0..4 {
                    let (found, wanted) = match index {
                        3 => (found[3], mixed[3]),
                        _ => (found[index] * found[3], mixed[index].min(mixed[3])),
                    };
                    sum += (found - wanted).abs() / 4.0;
                    assert!(
                        (found - wanted).abs() < 1.2 / 255.0,
                        "{:?} {degrees}: {found} for {wanted} at {x},{y}",
                        picture.channels
                    );
                }
            }
            let mean = sum / f64::from(turned.width * turned.height) * 255.0;
            assert!(mean < 0.5, "{:?} {degrees}: {mean}", picture.channels);
        }
    }

    #[test]
    fn each_pixel_is_interpolated_from_where_it_comes_from() {
        for degrees in [1.0, 45.0, 100.5, -20.0, 300.0] {
            agrees_with_the_definition::<u8>(degrees, [10, 200, 60, 255]);
            agrees_with_the_definition::<u16>(degrees, [90, 90, 90, 128]);
            agrees_with_the_definition::<u8>(degrees, [0; 4]);
        }
    }

    #[test]
    fn what_the_picture_does_not_cover_is_background() {
        let picture = Raster { width: 20, height: 10, channels: Channels::Rgb, samples: vec![200u8; 600] };
        let turned = apply(&picture, 45.0, [1, 2, 3, 255]).unwrap();
        assert_eq!(turned.channels, Channels::Rgb);
        let (right, bottom) = (turned.width - 1, turned.height - 1);
        for (x, y) in [(0, 0), (right, 0), (0, bottom), (right, bottom)] {
            assert_eq!(at(&turned, x, y), [1, 2, 3]);
        }
        assert_eq!(at(&turned, right / 2, bottom / 2), [200; 3]);
        assert_eq!(apply(&picture, 45.0, [1, 2, 3, 0]).unwrap().channels, Channels::Rgba);
    }

    #[test]
    fn one_colour_is_that_colour_up_to_its_edge() {
        let picture =
            Raster { width: 30, height: 30, channels: Channels::Rgba, samples: [9u8, 99, 199, 255].repeat(900) };
        for pixel in apply(&picture, 33.0, [0; 4]).unwrap().pixels() {
            assert!(
                pixel[3] == 0
                    || pixel[..3].iter().zip([9, 99, 199]).all(|(a, b)| a.abs_diff(b) <= 128 / pixel[3].max(1)),
                "{pixel:?}"
            );
        }
    }
}
