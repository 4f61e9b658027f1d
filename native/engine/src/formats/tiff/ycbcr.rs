//! Full-range YCbCr of JPEG files (ITU-T T.871) to RGB.

use crate::pixels::Raster;

/// In place; three samples a pixel.
pub fn to_rgb(raster: &mut Raster<u8>) {
    for pixel in raster.pixels_mut() {
        let (y, cb, cr) = (f32::from(pixel[0]), f32::from(pixel[1]) - 128.0, f32::from(pixel[2]) - 128.0);
        let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
        for (to, value) in pixel.iter_mut().zip(rgb) {
            // The cast clips.
            *to = (value + 0.5) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Channels;

    #[test]
    fn primaries_come_back_from_their_jpeg_triples() {
        for (triple, rgb) in
            [([255, 128, 128], [255, 255, 255]), ([76, 85, 255], [254, 0, 0]), ([29, 255, 107], [0, 0, 254])]
        {
            let mut raster = Raster { width: 1, height: 1, channels: Channels::Rgb, samples: triple.to_vec() };
            to_rgb(&mut raster);
            assert!(raster.samples.iter().zip(rgb).all(|(a, b)| a.abs_diff(b) <= 1), "{:?} {rgb:?}", raster.samples);
        }
    }
}
