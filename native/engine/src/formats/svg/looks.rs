//! How often drawing looks at a pixel: each shape at those it covers, each layer at its own, and some filters at a whole window
//! for each one that they write.

use resvg::usvg::filter::{Kind, Primitive};
use resvg::usvg::{ClipPath, Group, Mask, Node, Paint, Path};

use crate::error::{EngineError, Result};
use crate::formats::svg::canvas::Canvas;

/// Some ten seconds of work.
const MOST: f64 = 5e9;

/// A layer is cleared, and laid over the one below.
const OF_LAYER: f64 = 4.0;

/// Of a gradient, a pattern or a picture, where one colour takes one look.
const OF_SHADED: f64 = 4.0;

/// Refuses what takes too long.
pub fn check(root: &Group, canvas: &Canvas) -> Result<()> {
    let looks = looks_of(root, canvas, canvas.pixels() as f64);
    if looks <= MOST {
        return Ok(());
    }
    Err(EngineError::unsupported(format!(
        "an SVG whose shapes, layers and filters look at {looks:.0} pixels at {}×{}; {MOST:.0} are the most",
        canvas.width, canvas.height
    )))
}

/// `room` is what can be drawn to, in pixels: the canvas, or a layer.
fn looks_of(group: &Group, canvas: &Canvas, room: f64) -> f64 {
    let own = canvas.layer(group) as f64;
    let room = if own > 0.0 { own } else { room };
    let children: f64 = group.children().iter().map(|node| looks_of_node(node, canvas, room)).sum();
    let primitives = group.filters().iter().flat_map(|filter| filter.primitives());
    let filters: f64 = primitives.map(|primitive| looks_of_primitive(primitive, canvas, own)).sum();
    let mask = group.mask().map_or(0.0, |mask| looks_of_mask(mask, canvas, own));
    let clip = group.clip_path().map_or(0.0, |clip| looks_of_clip(clip, canvas, own));
    children + filters + mask + clip + own * OF_LAYER
}

fn looks_of_node(node: &Node, canvas: &Canvas, room: f64) -> f64 {
    match node {
        Node::Group(group) => looks_of(group, canvas, room),
        Node::Text(text) => looks_of(text.flattened(), canvas, room),
        Node::Path(path) => looks_of_path(path, canvas, room),
        Node::Image(_) => canvas.pixels_of(node.abs_bounding_box()).min(room) * OF_SHADED,
    }
}

fn looks_of_path(path: &Path, canvas: &Canvas, room: f64) -> f64 {
    let covered = canvas.pixels_of(path.abs_stroke_bounding_box()).min(room);
    let paints = [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
    let looks = |paint: &Paint| match paint {
        Paint::Color(_) => covered,
        Paint::LinearGradient(_) | Paint::RadialGradient(_) => covered * OF_SHADED,
        Paint::Pattern(pattern) => {
            let tile = canvas.tile(pattern, path.abs_transform());
            let pixels = tile.pixels() as f64;
            covered * OF_SHADED + pixels + looks_of(pattern.root(), &tile, pixels)
        }
    };
    paints.into_iter().flatten().map(looks).sum()
}

fn looks_of_mask(mask: &Mask, canvas: &Canvas, layer: f64) -> f64 {
    let mask_of_it = mask.mask().map_or(0.0, |mask| looks_of_mask(mask, canvas, layer));
    mask_of_it + looks_of(mask.root(), canvas, layer) + layer * OF_LAYER
}

fn looks_of_clip(clip: &ClipPath, canvas: &Canvas, layer: f64) -> f64 {
    let clip_of_it = clip.clip_path().map_or(0.0, |clip| looks_of_clip(clip, canvas, layer));
    clip_of_it + looks_of(clip.root(), canvas, layer) + layer * OF_LAYER
}

fn looks_of_primitive(primitive: &Primitive, canvas: &Canvas, layer: f64) -> f64 {
    match primitive.kind() {
        Kind::Morphology(morphology) => {
            let side = |radius: f32| f64::from(radius * canvas.scale * 2.0 + 1.0);
            let window = side(morphology.radius_x().get()) * side(morphology.radius_y().get());
            layer * window.min(layer)
        }
        Kind::ConvolveMatrix(convolve) => {
            layer * f64::from(convolve.matrix().columns()) * f64::from(convolve.matrix().rows())
        }
        // An octave is four lattices of noise.
        Kind::Turbulence(turbulence) => layer * f64::from(turbulence.num_octaves()) * 50.0,
        Kind::Image(image) => layer * OF_LAYER + looks_of(image.root(), canvas, layer),
        _ => layer * 10.0,
    }
}
