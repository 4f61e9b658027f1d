//! What a drawing is drawn on: the picture itself, and the layers and tiles that it is put together of.

use resvg::usvg::{Group, Pattern, Rect, Transform};

/// Of so many pixels; lengths of the tree are `scale` pixels.
#[derive(Debug, Clone, Copy)]
pub struct Canvas {
    pub width: u32,
    pub height: u32,
    pub scale: f32,
}

impl Canvas {
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Pixels of the layer that a group is drawn on by itself; none where it has no layer. It holds what lies beyond the canvas, too:
    /// the rasteriser keeps twice its sides before and behind it.
    pub fn layer(&self, group: &Group) -> u64 {
        if !group.should_isolate() {
            return 0;
        }
        // Smoothed edges reach further.
        const MARGIN: f64 = 4.0;
        let side = |from: f32, to: f32, side: u32| {
            let (before, behind) = (f64::from(side) * -2.0, f64::from(side) * 3.0);
            let at = |place: f32| f64::from(place * self.scale).clamp(before, behind);
            (at(to) - at(from)).ceil() + MARGIN
        };
        let area = group.abs_layer_bounding_box();
        let pixels = side(area.left(), area.right(), self.width) * side(area.top(), area.bottom(), self.height);
        // A filter works on an upright layer, which is turned when it is done.
        let is_turned = !group.filters().is_empty() && group.abs_transform().has_skew();
        (if is_turned { pixels * 2.0 } else { pixels }) as u64
    }

    /// Pixels of the canvas that lie within a part of the tree.
    pub fn pixels_of(&self, part: Rect) -> f64 {
        let side = |from: f32, to: f32, side: u32| {
            let at = |place: f32| f64::from(place * self.scale).clamp(0.0, side.into());
            (at(to) - at(from)).ceil() + 1.0
        };
        side(part.left(), part.right(), self.width) * side(part.top(), part.bottom(), self.height)
    }

    /// That of a pattern's tile.
    pub fn tile(&self, pattern: &Pattern, used_in: Transform) -> Self {
        let transform =
            Transform::from_scale(self.scale, self.scale).pre_concat(used_in).pre_concat(pattern.transform());
        let (across, down) = transform.get_scale();
        let side = |length: f32| length.round().max(1.0) as u32;
        Self {
            width: side(pattern.rect().width() * across),
            height: side(pattern.rect().height() * down),
            scale: across.max(down),
        }
    }
}
