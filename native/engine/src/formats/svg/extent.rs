//! What drawing a converted SVG takes at a size, told before it is drawn.

use resvg::usvg::filter::Kind;
use resvg::usvg::{Group, Node, Paint, Pattern, Rect, Transform, Tree};

use crate::asked::limits::Limits;
use crate::error::{EngineError, Result};
use crate::formats::svg::canvas::Canvas;
use crate::formats::svg::{layers, looks};

/// Refuses a drawing whose layers, patterns, filters or coordinates go beyond what the rasteriser bears. Lengths of
/// the tree are `scale` pixels.
pub fn check(tree: &Tree, width: u32, height: u32, scale: f32, limits: &Limits) -> Result<()> {
    check_shapes(tree.root(), scale, limits)?;
    let canvas = Canvas { width, height, scale };
    layers::check(tree.root(), &canvas, limits)?;
    looks::check(tree.root(), &canvas)
}

/// Each shape on its own, with the clips, masks and patterns that belong to it.
fn check_shapes(group: &Group, scale: f32, limits: &Limits) -> Result<()> {
    let clips = group.clip_path().map(|clip| clip.root());
    let masks = group.mask().map(|mask| mask.root());
    for inner in clips.into_iter().chain(masks) {
        check_shapes(inner, scale, limits)?;
    }
    check_offsets(group, scale)?;
    for node in group.children() {
        match node {
            Node::Group(group) => check_shapes(group, scale, limits)?,
            Node::Text(text) => check_shapes(text.flattened(), scale, limits)?,
            Node::Image(_) => check_coordinates(node.abs_bounding_box(), scale)?,
            Node::Path(path) => {
                check_coordinates(path.abs_stroke_bounding_box(), scale)?;
                let paints = [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
                for paint in paints.into_iter().flatten() {
                    if let Paint::Pattern(pattern) = paint {
                        check_pattern(pattern, path.abs_transform(), scale, limits)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// What filters shift is shifted in whole numbers of pixels.
fn check_offsets(group: &Group, scale: f32) -> Result<()> {
    let (across, down) = group.abs_transform().get_scale();
    for primitive in group.filters().iter().flat_map(|filter| filter.primitives()) {
        let (dx, dy) = match primitive.kind() {
            Kind::Offset(offset) => (offset.dx(), offset.dy()),
            Kind::DropShadow(shadow) => (shadow.dx(), shadow.dy()),
            _ => continue,
        };
        let (dx, dy) = (dx * across, dy * down);
        let shifted = Rect::from_ltrb(dx.min(0.0), dy.min(0.0), dx.max(0.0), dy.max(0.0));
        match shifted {
            Some(shifted) => check_coordinates(shifted, scale)?,
            None => return Err(EngineError::unsupported(format!("an SVG with a filter that shifts by {dx},{dy}"))),
        }
    }
    Ok(())
}

/// Beyond this the rasteriser's fixed-point arithmetic goes astray, and a panic inside of another cannot be caught.
fn check_coordinates(rect: Rect, scale: f32) -> Result<()> {
    const MOST_PIXELS: f32 = 1e6;
    let corners = [rect.left(), rect.top(), rect.right(), rect.bottom()];
    // What is no number lies beyond as well.
    if corners.iter().all(|at| (at * scale).abs() <= MOST_PIXELS) {
        return Ok(());
    }
    let [left, top, right, bottom] = corners;
    Err(EngineError::unsupported(format!(
        "an SVG that draws from {left},{top} to {right},{bottom}; {MOST_PIXELS} pixels from its corner are the most"
    )))
}

/// A pattern's tile is drawn whole, however little of it is seen.
fn check_pattern(pattern: &Pattern, used_in: Transform, scale: f32, limits: &Limits) -> Result<()> {
    let transform = Transform::from_scale(scale, scale).pre_concat(used_in).pre_concat(pattern.transform());
    let (across, down) = transform.get_scale();
    let side = |length: f32| length.round().max(1.0) as u32;
    limits.check_dimensions(side(pattern.rect().width() * across), side(pattern.rect().height() * down))?;
    check_shapes(pattern.root(), across.max(down), limits)
}
