//! SVG: its size, from the root element alone.

use std::borrow::Cow;
use std::io::{BufRead, Read, Seek};

use resvg::usvg::{self, Size, Tree, roxmltree};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};
use crate::formats::svg::bounds;
use crate::formats::svg::natural_size::{has_view_box, is_plain, natural_size};
use crate::formats::svg::text::{self, text, utf16};
use crate::kinds::header::ImageHeader;
use crate::kinds::header::SourceFormat;
use crate::orientation::Orientation;
use crate::picture::{ColourProfile, ColourSpace};

/// What a browser takes for a drawing that says nothing about its size.
const DEFAULT_SIZE: (f32, f32) = (300.0, 150.0);

pub fn probe(reader: &mut (impl BufRead + Seek), limits: &Limits) -> Result<ImageHeader> {
    let mut bytes = Vec::new();
    reader.take(limits.file_bytes).read_to_end(&mut bytes)?;
    let size = read(&bytes, limits, size)?;
    // As shown at its own size; a vector drawing has pixels only then.
    let whole = |length: f32| (length.round() as u32).max(1);
    Ok(ImageHeader {
        format: SourceFormat::Svg,
        width: whole(size.width()),
        height: whole(size.height()),
        orientation: Orientation::Upright,
        colour_space: ColourSpace::Rgb,
        has_alpha: true,
        bit_depth: 8,
        is_progressive: false,
        frames: 1,
        loops: 0,
        profile: ColourProfile::Unspecified,
        quality: None,
        gain_map: None,
        faults: Vec::new(),
    })
}

/// Looks at a file's document, once it is known to be no bomb. Its size stands in its attributes.
pub(crate) fn read<T>(
    bytes: &[u8],
    limits: &Limits,
    look: impl FnOnce(&roxmltree::Document) -> Result<T>,
) -> Result<T> {
    let text = text(bytes)?;
    let document = parse(&text, limits)?;
    match with_explicit_size(&text, &document) {
        Some(text) => look(&parse(&text, limits)?),
        None => look(&document),
    }
}

fn parse<'text>(text: &'text str, limits: &Limits) -> Result<roxmltree::Document<'text>> {
    text::check(text)?;
    // Text and comments are nodes too, beside the elements that the limit counts.
    let nodes_limit = limits.svg_elements.saturating_mul(4).saturating_add(1000);
    // Document types are common, for the entities that drawing programs put namespaces into. The parser bounds how
    // deep and how often entities expand, and resolves no external ones.
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(text, options).map_err(parsing_error)?;
    bounds::check(&document, limits)?;
    Ok(document)
}

/// Width and height in CSS pixels, from `width`, `height` and `viewBox` as browsers take them; without width and
/// height, the `viewBox` itself.
fn size(document: &roxmltree::Document) -> Result<Size> {
    // The root alone says it; converting what it contains would do the decoder's work twice.
    let root = document.root_element();
    let attribute = |name: &str| {
        let value = root.attribute(name).filter(|value| !value.contains(['<', '&', '\'']))?;
        Some(format!(" {name}='{value}'"))
    };
    let attributes: String = ["width", "height", "viewBox", "font-size"].into_iter().filter_map(attribute).collect();
    let bare = format!("<svg xmlns='http://www.w3.org/2000/svg'{attributes}/>");
    Tree::from_str(&bare, &options()).map(|tree| tree.size()).map_err(conversion_error)
}

/// The document with its size in the root's attributes, where the converter looks for it. `None` when it stands there
/// already, in a form that the converter takes as browsers do.
fn with_explicit_size(text: &str, document: &roxmltree::Document) -> Option<String> {
    let root = document.root_element();
    let sides = ["width", "height"].map(|name| root.attribute(name));
    let are_plain = sides.iter().flatten().all(|side| is_plain(side));
    let has_all = sides.iter().all(Option::is_some);
    let is_shaped = has_view_box(root) && !root.has_attribute("preserveAspectRatio");
    if are_plain && (has_all || is_shaped && !root.has_attribute("style")) {
        return None;
    }
    let (width, height) = natural_size(root);
    let attributes = format!(" width='{width}' height='{height}'");
    let mut replaced: Vec<_> = root
        .attributes()
        .filter(|attribute| attribute.namespace().is_none() && matches!(attribute.name(), "width" | "height"))
        .map(|attribute| attribute.range())
        .collect();
    replaced.sort_unstable_by_key(|range| range.start);
    let tag = root.range().start;
    let name_end =
        text[tag..].find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).map(|length| tag + length)?;
    let mut explicit = text[..name_end].to_owned() + &attributes;
    let mut from = name_end;
    for range in replaced {
        explicit.push_str(&text[from..range.start]);
        from = range.end;
    }
    explicit.push_str(&text[from..]);
    Some(explicit)
}

/// Without fonts, files or network; what both the header and the picture are read with.
pub(crate) fn options() -> usvg::Options<'static> {
    usvg::Options {
        default_size: Size::from_wh(DEFAULT_SIZE.0, DEFAULT_SIZE.1).unwrap_or_else(|| unreachable!("positive numbers")),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

fn parsing_error(error: roxmltree::Error) -> EngineError {
    match error {
        roxmltree::Error::NodesLimitReached => EngineError::of(ErrorCode::LimitSvgElements).with("counted", "nodes"),
        roxmltree::Error::EntityReferenceLoop(_) => {
            EngineError::corrupt("SVG: its entities refer to each other without end, or too often")
        }
        roxmltree::Error::UnexpectedEndOfStream | roxmltree::Error::UnclosedRootNode => {
            EngineError::truncated("the SVG ends before its root element does")
        }
        error => EngineError::corrupt(format!("SVG: {error}")),
    }
}

pub(crate) fn conversion_error(error: usvg::Error) -> EngineError {
    match error {
        usvg::Error::ParsingFailed(error) => parsing_error(error),
        usvg::Error::ElementsLimitReached => EngineError::new(
            ErrorCode::LimitSvgElements,
            "the SVG has more elements, or deeper ones, than the converter takes",
        ),
        error => EngineError::corrupt(format!("SVG: {error}")),
    }
}

/// What a file's first bytes begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    Svg,
    Html,
    /// Comments, instructions or a document type go on beyond these bytes.
    Unfinished,
    Other,
}

/// Looks for the first element behind comments, instructions and the document type.
pub(crate) fn start_of(head: &[u8]) -> Start {
    let wide = utf16(head);
    let text = wide.map_or_else(|| String::from_utf8_lossy(head), Cow::Owned);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    let may_go_on = rest.is_empty() && !text.is_empty() || rest.starts_with('<');
    loop {
        let end = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once("?>")
        } else if let Some(declaration) = document_type(rest) {
            match name_of(declaration.trim_start()).to_ascii_lowercase().as_str() {
                "svg" => return Start::Svg,
                "html" => return Start::Html,
                _ => end_of_document_type(declaration).map(|behind| ("", behind)),
            }
        } else if rest.is_empty() && may_go_on {
            None
        } else {
            return match rest.strip_prefix('<').map(name_of) {
                Some("svg") => Start::Svg,
                Some(name) if ["html", "head", "body"].iter().any(|html| name.eq_ignore_ascii_case(html)) => {
                    Start::Html
                }
                _ => Start::Other,
            };
        };
        let Some((_, behind)) = end else { return Start::Unfinished };
        rest = behind.trim_start();
    }
}

/// The name of an element or a document type, without its prefix (`<svg:svg`).
fn name_of(text: &str) -> &str {
    let name = text.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '[')).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

fn document_type(text: &str) -> Option<&str> {
    const START: &str = "<!DOCTYPE";
    text.get(..START.len()).filter(|start| start.eq_ignore_ascii_case(START)).map(|_| &text[START.len()..])
}

/// What follows a document type, whose entities may hold the sign that ends it.
fn end_of_document_type(declaration: &str) -> Option<&str> {
    let (mut inside, mut quote) = (false, None);
    for (at, c) in declaration.char_indices() {
        match (quote, c) {
            (Some(open), _) => quote = (c != open).then_some(open),
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => inside = true,
            (None, ']') => inside = false,
            (None, '>') if !inside => return declaration.get(at + 1..),
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Result<ImageHeader> {
        probe(&mut std::io::Cursor::new(text.as_bytes()), &Limits::UNBOUNDED)
    }

    fn size_of(root: &str) -> (u32, u32) {
        let text = root.replace("<svg", "<svg xmlns='http://www.w3.org/2000/svg'");
        let header = header(&text).unwrap();
        (header.width, header.height)
    }

    #[test]
    fn the_size_comes_from_width_height_and_view_box_as_in_a_browser() {
        for (root, size) in [
            ("<svg width='40' height='30'/>", (40, 30)),
            ("<svg width='40' height='30' viewBox='0 0 7 7'><g/></svg>", (40, 30)),
            ("<svg viewBox='0 0 24 12'><path d='M0 0'/></svg>", (24, 12)),
            ("<svg width='48' viewBox='0 0 24 12'/>", (48, 24)),
            ("<svg height='6' viewBox='0 0 24 12'/>", (12, 6)),
            ("<svg width='100%' height='100%' viewBox='0 0 24 12'/>", (24, 12)),
            ("<svg width='1in' height='72pt'/>", (96, 96)),
            ("<svg style='width:20px;height:10px'/>", (20, 10)),
            ("<svg width='10.4' height='10.6'/>", (10, 11)),
            ("<svg/>", (300, 150)),
        ] {
            assert_eq!(size_of(root), size, "{root}");
        }
    }

    #[test]
    fn a_prefixed_root_with_entities_has_a_size_too() {
        let text = "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY w '12'>]>\n\
             <s:svg xmlns:s='http://www.w3.org/2000/svg' width='&w;' height='5'><s:g/></s:svg>";
        assert_eq!(header(text).map(|header| (header.width, header.height)).unwrap(), (12, 5));
    }

    #[test]
    fn a_prologue_may_go_on_and_a_page_is_told_from_a_drawing() {
        let entities = "<!DOCTYPE x [<!ENTITY a '>]'>]>";
        for (text, start) in [
            ("<!-- not yet", Start::Unfinished),
            ("<?xml version='1.0'?>\n", Start::Unfinished),
            ("<!DOCTYPE x [<!ENTITY a 'b'>", Start::Unfinished),
            (&format!("{entities}<svg>"), Start::Svg),
            (&format!("{entities}<rss>"), Start::Other),
            ("<!doctype HTML><p>", Start::Html),
            ("<!-- 404 --><HTML lang='en'>", Start::Html),
            ("", Start::Other),
            ("\n\n", Start::Unfinished),
        ] {
            assert_eq!(start_of(text.as_bytes()), start, "{text}");
        }
    }

    #[test]
    fn an_svg_is_known_behind_marks_comments_and_document_types() {
        for text in [
            "<svg>",
            "\u{feff}<svg>",
            "\n  <?xml version='1.0'?>\n<!-- made by --><!-- hand --><svg",
            "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'><svg>",
            "<!doctype svg>",
            "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'>",
        ] {
            assert_eq!(start_of(text.as_bytes()), Start::Svg, "{text}");
        }
        let wide: Vec<u8> = [0xFEFFu16].into_iter().chain("<svg/>".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(start_of(&wide), Start::Svg);
        for text in ["<html><svg>", "<!DOCTYPE html><svg>", "svg", "<!-- <svg> -->", "<svgfoo>", ""] {
            assert_ne!(start_of(text.as_bytes()), Start::Svg, "{text}");
        }
    }
}
