//! From a request to the frame of one output.
//!
//! The twin of `packages/core/src/plan/geometry.ts`, needed where a size is known only after pixels were looked at. It
//! does the same arithmetic in the same order and agrees to the last bit: change both or none.

use crate::asked::frame::{Canvas, FixedFrame, Kernel, Region, Slide, Strategy};

/// All that an output's frame is decided from. Numbers are finite; lengths, sides and the aspect are above zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrameRequest {
    /// `None` takes the whole source.
    pub crop: Option<Crop>,
    /// Pixels, or `None` to follow the height and a ratio.
    pub width: Option<f64>,
    pub height: Option<f64>,
    /// Width divided by height; without effect where both sides are given.
    pub aspect: Option<f64>,
    pub fit: Fit,
    pub position: Position,
    /// Whether the picture may become larger than its source; otherwise the box shrinks, keeping its ratio.
    pub enlarge: bool,
    /// Whether the picture may become smaller than its source; otherwise it stays as it is, and the box grows: to the
    /// picture in `contain` and `fill`, keeping its ratio in `cover`.
    pub reduce: bool,
    pub kernel: Kernel,
    /// Red, green, blue, alpha of a canvas around the picture.
    pub background: [u8; 4],
}

/// A rectangle of the source, before anything else is decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crop {
    pub x: Length,
    pub y: Length,
    pub w: Length,
    pub h: Length,
}

/// A length along one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Length {
    Pixels(f64),
    /// Of the side.
    Fraction(f64),
}

/// How the picture meets a box of another shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// Cut.
    Cover,
    /// Whole, on a canvas.
    Contain,
    /// Stretched.
    Fill,
    /// Whole, at most as large as the box.
    Inside,
    /// Whole, at least as large as the box.
    Outside,
}

/// What stays in sight where something must go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Position {
    /// A point of the picture, as fractions of its width and height from the top left.
    Point { x: f64, y: f64 },
    /// What a strategy finds in the pixels.
    Found(Strategy),
}

impl Position {
    /// The middle, until a strategy has found its place.
    fn point(self) -> (f64, f64) {
        match self {
            Self::Point { x, y } => (x, y),
            Self::Found(_) => (0.5, 0.5),
        }
    }
}

/// A proportion, kept as two numbers so that whole sides come out whole.
#[derive(Clone, Copy)]
struct Ratio {
    over: f64,
    under: f64,
}

#[derive(Clone, Copy)]
struct Size {
    width: f64,
    height: f64,
}

fn size_of(part: Region) -> Size {
    Size { width: part.width, height: part.height }
}

/// The frame of one output. The crop comes first; what follows sees the cropped part as the source, whose size is
/// `width` × `height`: upright where orientation is applied.
pub fn geometry(width: u32, height: u32, request: &FrameRequest) -> FixedFrame {
    let source = Size { width: width.into(), height: height.into() };
    let part = match request.crop {
        None => Region { left: 0.0, top: 0.0, width: source.width, height: source.height },
        Some(crop) => take_crop(source, crop),
    };
    let Some(size) = box_of(part, request) else { return scale_part(part, side_ratio(part, request), request) };
    let across = Ratio { over: size.width, under: part.width };
    let down = Ratio { over: size.height, under: part.height };
    let (least, greatest) = if is_greater(across, down) { (down, across) } else { (across, down) };
    match request.fit {
        Fit::Cover => cover(part, bound(size, greatest, greatest, request), request),
        Fit::Contain if must_grow(least, request) => {
            pad(part, whole_size(size_of(part)), whole_size(around(size_of(part), size)), request)
        }
        Fit::Contain => contain(part, bound(size, least, least, request), request),
        Fit::Fill => frame(part, fill(part, size, least, greatest, request), None, request),
        Fit::Inside => scale_part(part, least, request),
        Fit::Outside => scale_part(part, greatest, request),
    }
}

/// At whole pixels, inside the source, and at least one of them.
fn take_crop(source: Size, Crop { x, y, w, h }: Crop) -> Region {
    let (left, right) = edges(x, w, source.width);
    let (top, bottom) = edges(y, h, source.height);
    Region { left, top, width: right - left, height: bottom - top }
}

/// Both edges are rounded, so that two neighbouring crops share theirs.
fn edges(start: Length, length: Length, side: f64) -> (f64, f64) {
    let from = pixels_of(start, side);
    let to = from + pixels_of(length, side);
    let first = round_half_up(from).max(0.0).min(side - 1.0);
    (first, round_half_up(to).max(first + 1.0).min(side))
}

fn pixels_of(length: Length, side: f64) -> f64 {
    match length {
        Length::Pixels(value) => value,
        Length::Fraction(value) => value * side,
    }
}

/// The box that the fit has to meet, not yet in whole pixels; `None` when the picture's own ratio decides.
fn box_of(part: Region, request: &FrameRequest) -> Option<Size> {
    match (request.width, request.height, request.aspect) {
        (Some(width), Some(height), _) => Some(Size { width, height }),
        (_, _, None) => None,
        (Some(width), None, Some(aspect)) => Some(Size { width, height: width / aspect }),
        (None, Some(height), Some(aspect)) => Some(Size { width: height * aspect, height }),
        (None, None, Some(aspect)) if part.width > part.height * aspect => {
            Some(Size { width: part.height * aspect, height: part.height })
        }
        (None, None, Some(aspect)) => Some(Size { width: part.width, height: part.width / aspect }),
    }
}

/// The scale that one side asks for; 1 without any.
fn side_ratio(part: Region, request: &FrameRequest) -> Ratio {
    match (request.width, request.height) {
        (Some(width), _) => Ratio { over: width, under: part.width },
        (None, Some(height)) => Ratio { over: height, under: part.height },
        (None, None) => Ratio { over: 1.0, under: 1.0 },
    }
}

fn scale_part(part: Region, ratio: Ratio, request: &FrameRequest) -> FixedFrame {
    let is_bound = must_shrink(ratio, request) || must_grow(ratio, request);
    let within = if is_bound { Ratio { over: 1.0, under: 1.0 } } else { ratio };
    frame(part, whole_size(times(Size { width: part.width, height: part.height }, within)), None, request)
}

/// The box in whole pixels, its ratio kept where a bound on the picture's scale changes its size.
fn bound(size: Size, least: Ratio, greatest: Ratio, request: &FrameRequest) -> Size {
    if must_shrink(greatest, request) {
        whole_size(times(size, inverse(greatest)))
    } else if must_grow(least, request) {
        whole_size(times(size, inverse(least)))
    } else {
        whole_size(size)
    }
}

/// Each side for itself: one that may not be reduced stays as it is, and so does one that may not be enlarged either.
fn fill(part: Region, size: Size, least: Ratio, greatest: Ratio, request: &FrameRequest) -> Size {
    if request.reduce {
        bound(size, least, greatest, request)
    } else {
        whole_size(if request.enlarge { around(size_of(part), size) } else { size_of(part) })
    }
}

/// The least box around two.
fn around(a: Size, b: Size) -> Size {
    Size { width: a.width.max(b.width), height: a.height.max(b.height) }
}

fn must_shrink(ratio: Ratio, request: &FrameRequest) -> bool {
    !request.enlarge && ratio.over > ratio.under
}

fn must_grow(ratio: Ratio, request: &FrameRequest) -> bool {
    !request.reduce && ratio.over < ratio.under
}

/// The largest part of the picture that has the box's ratio, its centre as near to the position as can be.
fn cover(part: Region, size: Size, request: &FrameRequest) -> FixedFrame {
    let (x, y) = request.position.point();
    let is_wider = size.width * part.height > size.height * part.width;
    let width = if is_wider { part.width } else { part.height * size.width / size.height };
    let height = if is_wider { part.width * size.height / size.width } else { part.height };
    let left = part.left + start_around(x, width, part.width);
    let top = part.top + start_around(y, height, part.height);
    let covered = frame(Region { left, top, width, height }, size, None, request);
    let is_whole = width == part.width && height == part.height;
    match request.position {
        Position::Found(strategy) if !is_whole => {
            FixedFrame { slide: Some(Slide { strategy, within: part }), ..covered }
        }
        _ => covered,
    }
}

fn start_around(position: f64, length: f64, side: f64) -> f64 {
    (position * side - length / 2.0).max(0.0).min(side - length)
}

/// The whole picture on a canvas of the box's size, the space around it divided by the position.
fn contain(part: Region, size: Size, request: &FrameRequest) -> FixedFrame {
    let is_wider = size.width * part.height > size.height * part.width;
    let inside = if is_wider {
        Size { width: part.width * size.height / part.height, height: size.height }
    } else {
        Size { width: size.width, height: part.height * size.width / part.width }
    };
    pad(part, whole_size(inside), size, request)
}

/// The picture at a size on a canvas of another, both in whole pixels; without one where they are equal.
fn pad(part: Region, inside: Size, size: Size, request: &FrameRequest) -> FixedFrame {
    let (x, y) = request.position.point();
    if inside.width == size.width && inside.height == size.height {
        return frame(part, size, None, request);
    }
    let canvas = Canvas {
        width: size.width as u32,
        height: size.height as u32,
        left: ((size.width - inside.width) * x).floor() as u32,
        top: ((size.height - inside.height) * y).floor() as u32,
        background: request.background,
    };
    frame(part, inside, Some(canvas), request)
}

/// The size is in whole pixels already.
fn frame(region: Region, size: Size, canvas: Option<Canvas>, request: &FrameRequest) -> FixedFrame {
    FixedFrame {
        region,
        width: size.width as u32,
        height: size.height as u32,
        kernel: request.kernel,
        canvas,
        slide: None,
    }
}

fn times(Size { width, height }: Size, Ratio { over, under }: Ratio) -> Size {
    Size { width: width * over / under, height: height * over / under }
}

fn inverse(Ratio { over, under }: Ratio) -> Ratio {
    Ratio { over: under, under: over }
}

fn is_greater(a: Ratio, b: Ratio) -> bool {
    a.over * b.under > b.over * a.under
}

/// Pixels that the engine can count: at least one a side.
fn whole_size(Size { width, height }: Size) -> Size {
    Size { width: whole_side(width), height: whole_side(height) }
}

fn whole_side(length: f64) -> f64 {
    round_half_up(length).max(1.0).min(f64::from(u32::MAX))
}

fn round_half_up(number: f64) -> f64 {
    (number + 0.5).floor()
}

#[cfg(test)]
mod tests;
