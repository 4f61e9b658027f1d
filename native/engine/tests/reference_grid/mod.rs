//! An 8×8 picture of any picture, reduced as libvips does with its linear kernel.

use lazy_image_engine::{Channels, Raster};

pub const CELLS: usize = 8;

/// RGBA with colours multiplied by alpha; colours 0–255, alpha 0–1.
pub struct Premultiplied {
    width: usize,
    height: usize,
    data: Vec<[f64; 4]>,
}

type Taps = Vec<Vec<(usize, f64)>>;

impl Premultiplied {
    pub fn of(pixels: &Raster<u8>) -> Self {
        let data = pixels
            .pixels()
            .map(|pixel| {
                let [red, green, blue, alpha] = match pixels.channels {
                    Channels::Gray => [pixel[0], pixel[0], pixel[0], 255],
                    Channels::GrayAlpha => [pixel[0], pixel[0], pixel[0], pixel[1]],
                    Channels::Rgb => [pixel[0], pixel[1], pixel[2], 255],
                    Channels::Rgba => [pixel[0], pixel[1], pixel[2], pixel[3]],
                }
                .map(f64::from);
                let alpha = alpha / 255.0;
                [red * alpha, green * alpha, blue * alpha, alpha]
            })
            .collect();
        Self { width: pixels.width as usize, height: pixels.height as usize, data }
    }

    /// Each new pixel is the mean of the area it covers.
    pub fn averaged(&self, width: u32, height: u32) -> Self {
        let (width, height) = (width as usize, height as usize);
        self.reduced(&area_taps(self.width, width), &area_taps(self.height, height))
    }

    /// Straight RGBA, all channels 0–255, row by row.
    pub fn grid(&self) -> Vec<[f64; 4]> {
        self.reduced(&triangle_taps(self.width), &triangle_taps(self.height))
            .data
            .into_iter()
            .map(|[red, green, blue, alpha]| {
                let opacity = if alpha > 0.0 { alpha } else { 1.0 };
                [red / opacity, green / opacity, blue / opacity, alpha * 255.0]
            })
            .collect()
    }

    fn reduced(&self, columns: &Taps, rows: &Taps) -> Self {
        let data = rows.iter().flat_map(|row| columns.iter().map(move |column| self.weighted(column, row))).collect();
        Self { width: columns.len(), height: rows.len(), data }
    }

    fn weighted(&self, column: &[(usize, f64)], row: &[(usize, f64)]) -> [f64; 4] {
        let mut sum = [0.0; 4];
        for &(y, weight_y) in row {
            for &(x, weight_x) in column {
                for (total, value) in sum.iter_mut().zip(self.data[y * self.width + x]) {
                    *total += value * weight_x * weight_y;
                }
            }
        }
        sum
    }
}

fn area_taps(side: usize, target: usize) -> Taps {
    let scale = side as f64 / target as f64;
    (0..target)
        .map(|index| {
            let (from, to) = (index as f64 * scale, (index as f64 + 1.0) * scale);
            (from as usize..(to.ceil() as usize).min(side))
                .map(|x| (x, (to.min(x as f64 + 1.0) - from.max(x as f64)) / scale))
                .collect()
        })
        .collect()
}

/// Whole boxes first, while at least two remain for each cell, then a triangle over the boxes.
fn triangle_taps(side: usize) -> Taps {
    let scale = side as f64 / CELLS as f64;
    let boxed = ((scale / 2.0).floor() as usize).max(1);
    let boxes = side.div_ceil(boxed) as i64;
    let (scale, stretch) = (scale / boxed as f64, (scale / boxed as f64).max(1.0));
    (0..CELLS)
        .map(|cell| {
            let center = (cell as f64 + 0.5) * scale;
            let reach = stretch.ceil() as i64 + 1;
            let mut taps = Vec::new();
            for x in center as i64 - reach..=center as i64 + reach {
                let weight = 1.0 - ((x as f64 + 0.5 - center) / stretch).abs();
                // Samples beyond the edge repeat the edge.
                let first = x.clamp(0, boxes - 1) as usize * boxed;
                if weight > 0.0 {
                    taps.extend((first..first + boxed).map(|sample| (sample.min(side - 1), weight)));
                }
            }
            let sum: f64 = taps.iter().map(|(_, weight)| weight).sum();
            taps.into_iter().map(|(x, weight)| (x, weight / sum)).collect()
        })
        .collect()
}
