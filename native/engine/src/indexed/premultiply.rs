//! Colours that count as much as they are seen, so that few are spent on what is nearly transparent.

use crate::indexed::palette::Palette;

/// Red, green and blue times alpha.
pub fn premultiply(rgba: &mut [u8]) {
    for pixel in rgba.as_chunks_mut::<4>().0 {
        let [red, green, blue, alpha] = *pixel;
        let times = |level: u8| ((u32::from(level) * u32::from(alpha) + 127) / 255) as u8;
        *pixel = [times(red), times(green), times(blue), alpha];
    }
}

/// The colours themselves, as a file holds them.
pub fn unpremultiply(palette: Palette) -> Palette {
    let Palette { mut colours, indices } = palette;
    for colour in &mut colours {
        let [red, green, blue, alpha] = *colour;
        let whole = |level: u8| match alpha {
            0 => 0,
            _ => ((u32::from(level) * 255 + u32::from(alpha) / 2) / u32::from(alpha)).min(255) as u8,
        };
        *colour = [whole(red), whole(green), whole(blue), alpha];
    }
    Palette { colours, indices }.sort()
}
