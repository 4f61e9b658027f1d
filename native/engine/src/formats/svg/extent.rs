//! What drawing a converted SVG takes at a size, told before it is drawn.

use resvg::usvg::filter::{Kind, Primitive};
use resvg::usvg::{Group, Node, Paint, Pattern, Rect, Transform, Tree};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};

/// Refuses a drawing whose layers, patterns, filters or coordinates go beyond what the rasteriser bears. Lengths of
/// the tree are `scale` pixels.
pub fn check(tree: &Tree, width: u32, height: u32, scale: f32, limits: &Limits) -> Result<()> {
    check_shapes(tree.root(), scale, limits)?;
    check_layers(tree, width, height, limits)?;
    check_filters(tree, scale, width, height)
}

/// Each shape on its own, with the clips, masks and patterns that belong to it.
fn check_shapes(group: &Group, scale: f32, limits: &Limits) -> Result<()> {
    let clips = group.clip_path().map(|clip| clip.root());
    let masks = group.mask().map(|mask| mask.root());
    for inner in clips.into_iter().chain(masks) {
        check_shapes(inner, scale, limits)?;
    }
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

/// Translucent, masked and filtered groups are drawn on layers of their own, one above the other as they are nested.
fn check_layers(tree: &Tree, width: u32, height: u32, limits: &Limits) -> Result<()> {
    let layers = layers_of(tree.root());
    let pixels = u64::from(width) * u64::from(height) * layers;
    if pixels <= limits.animation_pixels || layers == 1 {
        return Ok(());
    }
    Err(EngineError::of(ErrorCode::LimitAnimationPixels)
        .with("layers", layers)
        .with("width", width)
        .with("height", height)
        .with("limit", limits.animation_pixels))
}

fn layers_of(group: &Group) -> u64 {
    let below = group.children().iter().map(node_layers).max().unwrap_or(0);
    let masks = group.mask().map_or(0, |mask| layers_of(mask.root()) + mask.mask().map_or(0, |_| 1));
    let clips = group.clip_path().map_or(0, |clip| layers_of(clip.root()) + clip.clip_path().map_or(0, |_| 1));
    // A filter holds its results and its own working copies.
    let filters = group.filters().iter().map(|filter| filter.primitives().len() as u64 + 2).max().unwrap_or(0);
    below.max(masks).max(clips) + filters + u64::from(group.should_isolate())
}

fn node_layers(node: &Node) -> u64 {
    match node {
        Node::Group(group) => layers_of(group),
        Node::Text(text) => layers_of(text.flattened()),
        Node::Path(_) | Node::Image(_) => 0,
    }
}

/// Some filters look at a whole window of pixels for each one that they write.
fn check_filters(tree: &Tree, scale: f32, width: u32, height: u32) -> Result<()> {
    /// About a minute of work.
    const MOST_LOOKS: f64 = 3e10;
    let window = |primitive: &Primitive| match primitive.kind() {
        Kind::Morphology(morphology) => {
            let side = |radius: f32, most: u32| f64::from(radius * scale * 2.0 + 1.0).min(most.into());
            side(morphology.radius_x().get(), width) * side(morphology.radius_y().get(), height)
        }
        Kind::ConvolveMatrix(convolve) => f64::from(convolve.matrix().columns()) * f64::from(convolve.matrix().rows()),
        // An octave is four lattices of noise.
        Kind::Turbulence(turbulence) => f64::from(turbulence.num_octaves()) * 50.0,
        _ => 10.0,
    };
    let windows: f64 = tree.filters().iter().flat_map(|filter| filter.primitives()).map(window).sum();
    let looks = windows * f64::from(width) * f64::from(height);
    if looks > MOST_LOOKS {
        return Err(EngineError::unsupported(format!(
            "an SVG whose filters look at {looks:.0} pixels at {width}×{height}; {MOST_LOOKS:.0} are the most"
        )));
    }
    Ok(())
}
