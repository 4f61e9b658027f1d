//! Translucent, masked and filtered groups are drawn on layers of their own, one above the other as they are nested.

use resvg::usvg::{ClipPath, Group, Mask, Node};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::svg::canvas::Canvas;

/// Refuses layers that hold too much at once. As many pixels as the picture has are never too many.
pub fn check(root: &Group, canvas: &Canvas, limits: &Limits) -> Result<()> {
    let pixels = pixels_of(root, canvas);
    if pixels <= limits.animation_pixels.max(canvas.pixels()) {
        return Ok(());
    }
    Err(EngineError::of(ErrorCode::LimitAnimationPixels)
        .with("layers", pixels.div_ceil(canvas.pixels()))
        .with("width", canvas.width)
        .with("height", canvas.height)
        .with("limit", limits.animation_pixels))
}

fn pixels_of(group: &Group, canvas: &Canvas) -> u64 {
    let own = canvas.layer(group);
    let below = group.children().iter().map(|node| pixels_of_node(node, canvas)).max().unwrap_or(0);
    let mask = group.mask().map_or(0, |mask| pixels_of_mask(mask, own, canvas));
    let clip = group.clip_path().map_or(0, |clip| pixels_of_clip(clip, own, canvas));
    // A filter holds its results and its own working copies.
    let copies = group.filters().iter().map(|filter| filter.primitives().len() as u64 + 2).max().unwrap_or(0);
    own + below.max(mask).max(clip).max(own.saturating_mul(copies))
}

fn pixels_of_node(node: &Node, canvas: &Canvas) -> u64 {
    match node {
        Node::Group(group) => pixels_of(group, canvas),
        Node::Text(text) => pixels_of(text.flattened(), canvas),
        Node::Path(_) | Node::Image(_) => 0,
    }
}

/// As large as the layer that it masks.
fn pixels_of_mask(mask: &Mask, layer: u64, canvas: &Canvas) -> u64 {
    let mask_of_it = mask.mask().map_or(0, |mask| pixels_of_mask(mask, layer, canvas));
    layer + pixels_of(mask.root(), canvas).max(mask_of_it)
}

/// The same.
fn pixels_of_clip(clip: &ClipPath, layer: u64, canvas: &Canvas) -> u64 {
    let clip_of_it = clip.clip_path().map_or(0, |clip| pixels_of_clip(clip, layer, canvas));
    layer + pixels_of(clip.root(), canvas).max(clip_of_it)
}
