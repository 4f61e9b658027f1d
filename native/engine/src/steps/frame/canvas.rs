//! Placing a picture on a larger or smaller one.

use crate::asked::frame::Canvas;
use crate::error::Result;
use crate::pixels::{Channels, Pixels, Raster, Sample, map_depth};

/// Lays the picture, which must fit, on the canvas. The result has alpha or colour only when picture or background needs it.
pub fn place(pixels: &Pixels, canvas: &Canvas) -> Result<Pixels> {
    Ok(map_depth!(pixels, |raster| place_raster(raster, canvas)?))
}

fn place_raster<S: Sample>(pixels: &Raster<S>, canvas: &Canvas) -> Result<Raster<S>> {
    let [red, green, blue, alpha] = canvas.background;
    let gray = pixels.channels.is_gray() && red == green && green == blue;
    let channels = Channels::new(gray, pixels.channels.has_alpha() || alpha < 255);
    let mut target = Raster::allocate(canvas.width, canvas.height, channels)?;
    let background = in_channels(canvas.background.map(S::from_eight), channels);
    let count = channels.count();
    for pixel in target.pixels_mut() {
        pixel.copy_from_slice(&background[..count]);
    }

    let width = pixels.width as usize;
    let stride = target.stride();
    let from_count = pixels.channels.count();
    for (row, source) in pixels.rows().enumerate() {
        let start = (canvas.top as usize + row) * stride + canvas.left as usize * count;
        let target_row = &mut target.samples[start..start + width * count];
        for (to, from) in target_row.chunks_exact_mut(count).zip(source.chunks_exact(from_count)) {
            to.copy_from_slice(&in_channels(as_rgba(from), channels)[..count]);
        }
    }
    Ok(target)
}

fn as_rgba<S: Sample>(pixel: &[S]) -> [S; 4] {
    match *pixel {
        [gray] => [gray, gray, gray, S::MOST],
        [gray, alpha] => [gray, gray, gray, alpha],
        [red, green, blue] => [red, green, blue, S::MOST],
        [red, green, blue, alpha, ..] => [red, green, blue, alpha],
        [] => [S::default(); 4],
    }
}

fn in_channels<S: Sample>([red, green, blue, alpha]: [S; 4], channels: Channels) -> [S; 4] {
    let unused = S::default();
    match channels {
        Channels::Gray => [red, unused, unused, unused],
        Channels::GrayAlpha => [red, alpha, unused, unused],
        Channels::Rgb => [red, green, blue, unused],
        Channels::Rgba => [red, green, blue, alpha],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red_dot() -> Raster<u8> {
        Raster { width: 1, height: 1, channels: Channels::Rgb, samples: vec![255, 0, 0] }
    }

    #[test]
    fn the_picture_lies_where_the_canvas_says() {
        let canvas = Canvas { width: 3, height: 2, left: 1, top: 1, background: [0, 0, 255, 255] };
        let placed = place_raster(&red_dot(), &canvas).unwrap();
        assert_eq!(placed.channels, Channels::Rgb);
        assert_eq!(placed.samples, [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0, 255]);
    }

    #[test]
    fn a_transparent_background_adds_alpha() {
        let canvas = Canvas { width: 2, height: 1, left: 0, top: 0, background: [0, 0, 0, 0] };
        let placed = place_raster(&red_dot(), &canvas).unwrap();
        assert_eq!(placed.channels, Channels::Rgba);
        assert_eq!(placed.samples, [255, 0, 0, 255, 0, 0, 0, 0]);
    }

    #[test]
    fn grey_stays_grey_on_a_grey_canvas_only() {
        let gray = Raster { width: 1, height: 1, channels: Channels::Gray, samples: vec![9u16] };
        let canvas = Canvas { width: 2, height: 1, left: 1, top: 0, background: [7, 7, 7, 255] };
        assert_eq!(place_raster(&gray, &canvas).unwrap().samples, [7 * 257, 9]);
        let blue = Canvas { background: [0, 0, 255, 255], ..canvas };
        assert_eq!(place_raster(&gray, &blue).unwrap().samples, [0, 0, 65_535, 9, 9, 9]);
    }
}
