//! What drawing a converted SVG takes at a size, told before it is drawn.

use resvg::usvg::filter::{Kind, Primitive};
use resvg::usvg::{Group, Node, Rect, Tree};

use crate::error::{EngineError, ErrorCode, Result};
use crate::limits::Limits;

/// Refuses a drawing whose layers, patterns, filters or coordinates go beyond what the rasteriser bears. Lengths of
/// the tree are `scale` pixels.
pub fn check(tree: &Tree, width: u32, height: u32, scale: f32, limits: &Limits) -> Result<()> {
    check_coordinates(tree.root(), scale)?;
    check_layers(tree, width, height, limits)?;
    check_patterns(tree, scale, limits)?;
    check_filters(tree, scale, width, height)
}

/// Beyond this its fixed-point arithmetic goes astray, and a panic inside of another cannot be caught.
fn check_coordinates(group: &Group, scale: f32) -> Result<()> {
    const MOST_PIXELS: f32 = 1e6;
    let within = |rect: Rect| {
        [rect.left(), rect.top(), rect.right(), rect.bottom()].iter().all(|at| (at * scale).abs() <= MOST_PIXELS)
    };
    let clips = group.clip_path().map(|clip| clip.root());
    let masks = group.mask().map(|mask| mask.root());
    for inner in clips.into_iter().chain(masks) {
        check_coordinates(inner, scale)?;
    }
    for node in group.children() {
        match node {
            Node::Group(group) => check_coordinates(group, scale)?,
            Node::Text(text) => check_coordinates(text.flattened(), scale)?,
            Node::Path(_) | Node::Image(_) => {
                let rect = node.abs_stroke_bounding_box();
                if !within(rect) {
                    return Err(EngineError::unsupported(format!(
                        "an SVG that draws from {},{} to {},{}; {MOST_PIXELS} pixels from its corner are the most",
                        rect.left(),
                        rect.top(),
                        rect.right(),
                        rect.bottom()
                    )));
                }
            }
        }
    }
    Ok(())
}

/// Translucent, masked and filtered groups are drawn on layers of their own, one above the other as they are nested.
fn check_layers(tree: &Tree, width: u32, height: u32, limits: &Limits) -> Result<()> {
    let layers = layers_of(tree.root());
    let pixels = u64::from(width) * u64::from(height) * layers;
    if pixels <= limits.animation_pixels || layers == 1 {
        return Ok(());
    }
    Err(EngineError::new(
        ErrorCode::LimitAnimationPixels,
        format!(
            "the SVG needs {layers} layers of {width}×{height} at once = {pixels} pixels; \
             limits.animationPixels allows {}",
            limits.animation_pixels
        ),
    ))
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

/// A pattern's tile is drawn whole, however little of it is seen.
fn check_patterns(tree: &Tree, scale: f32, limits: &Limits) -> Result<()> {
    for pattern in tree.patterns() {
        let (across, down) = pattern.transform().get_scale();
        let width = pattern.rect().width() * across * scale;
        let height = pattern.rect().height() * down * scale;
        limits.check_dimensions(width.ceil().max(1.0) as u32, height.ceil().max(1.0) as u32)?;
        check_coordinates(pattern.root(), across.max(down) * scale)?;
    }
    Ok(())
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
