//! The size of a drawing that is shown by itself, as browsers take it from the root element.

use resvg::usvg::roxmltree::Node;

/// Of a drawing that says nothing about its size, in CSS pixels.
const DEFAULT: (f64, f64) = (300.0, 150.0);

/// The size of letters where nothing is said.
const DEFAULT_FONT_SIZE: f64 = 16.0;

/// Width and height in CSS pixels. Where they are missing, or a share of a page that is not there, the `viewBox` tells
/// the shape, and it is the size itself where both are.
pub fn natural_size(root: Node) -> (f64, f64) {
    let font_size = said(root, "font-size", DEFAULT_FONT_SIZE).unwrap_or(DEFAULT_FONT_SIZE);
    let length = |name| said(root, name, font_size);
    let view_box = root.attribute("viewBox").and_then(view_box_size);
    let is_stretched =
        root.attribute("preserveAspectRatio").is_some_and(|value| value.trim_start().starts_with("none"));
    match (length("width"), length("height"), view_box) {
        (Some(width), Some(height), _) => (width, height),
        // Without a shape of its own it is no drawing to measure by.
        (_, _, Some(_)) if is_stretched => DEFAULT,
        (Some(width), None, Some((across, down))) => (width, width * down / across),
        (None, Some(height), Some((across, down))) => (height * across / down, height),
        (None, None, Some(size)) => size,
        (width, height, None) => (width.unwrap_or(DEFAULT.0), height.unwrap_or(DEFAULT.1)),
    }
}

/// Whether the drawing has a shape of its own.
pub fn has_view_box(root: Node) -> bool {
    root.attribute("viewBox").and_then(view_box_size).is_some()
}

/// Whether an attribute is a length that every reader takes alike.
pub fn is_plain(value: &str) -> bool {
    let number = ["px", "in", "cm", "mm", "pt", "pc"].iter().find_map(|unit| value.strip_suffix(unit)).unwrap_or(value);
    number.starts_with(|c: char| c.is_ascii_digit() || c == '.') && number.parse::<f32>().is_ok()
}

/// A length of the root, from its attribute, else from its style.
fn said(root: Node, name: &str, font_size: f64) -> Option<f64> {
    let attribute = root.attribute(name).and_then(|value| pixels(value, font_size));
    attribute.or_else(|| styled(root.attribute("style")?, name).and_then(|value| pixels(value, font_size)))
}

/// The last value of a property in a style attribute.
fn styled<'style>(style: &'style str, name: &str) -> Option<&'style str> {
    style.split(';').rev().find_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        property.trim().eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

/// A length in CSS pixels. `None` for what is none, and for a share of something that is not there.
fn pixels(value: &str, font_size: f64) -> Option<f64> {
    let value = value.trim();
    let (number, unit) = value.split_at(length_of_number(value));
    let number: f64 = number.parse().ok()?;
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "q" => 96.0 / 101.6,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "em" => font_size,
        "rem" => DEFAULT_FONT_SIZE,
        // Of the letters x and 0 in Times, which is what browsers set where no font is named.
        "ex" => font_size * 0.459,
        "ch" => font_size * 0.5,
        _ => return None,
    };
    Some((number * factor).max(0.0))
}

/// Bytes of the number that a length begins with. An `e` that no digits follow belongs to the unit.
fn length_of_number(value: &str) -> usize {
    let bytes = value.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let sign = |at: usize| usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
    let mut end = sign(0);
    end += digits(end);
    if bytes.get(end) == Some(&b'.') {
        end += 1 + digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let power = end + 1 + sign(end + 1);
        if digits(power) > 0 {
            end = power + digits(power);
        }
    }
    end
}

/// Width and height of a `viewBox`; `None` when it has none, or shows nothing.
fn view_box_size(value: &str) -> Option<(f64, f64)> {
    let mut numbers = value.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<f64>().ok();
    let (_, _, width, height) = (next()?, next()?, next()?, next()?);
    (numbers.next().is_none() && width > 0.0 && height > 0.0).then_some((width, height))
}

#[cfg(test)]
mod tests {
    use resvg::usvg::roxmltree::Document;

    use super::*;

    fn size_of(attributes: &str) -> (i64, i64) {
        let text = format!("<svg {attributes}/>");
        let document = Document::parse(&text).unwrap();
        let (width, height) = natural_size(document.root_element());
        (width.round() as i64, height.round() as i64)
    }

    #[test]
    fn per_cent_and_what_is_no_length_count_as_absent() {
        for (attributes, size) in [
            ("width='100%' height='500'", (300, 500)),
            ("width='50%' height='50%'", (300, 150)),
            ("width='100%'", (300, 150)),
            ("width='100'  height='50%'", (100, 150)),
            ("width='auto' height='50'", (300, 50)),
            ("width='abc' height='50'", (300, 50)),
            ("width='' height='50'", (300, 50)),
            ("width='100 px' height='50'", (300, 50)),
            ("style='width:50%;height:10px'", (300, 10)),
            ("style='width:50%' width='100' height='50'", (100, 50)),
        ] {
            assert_eq!(size_of(attributes), size, "{attributes}");
        }
    }

    #[test]
    fn a_view_box_gives_the_side_that_is_missing() {
        for (attributes, size) in [
            ("width='50%' height='100' viewBox='0 0 40 20'", (200, 100)),
            ("width='100' height='50%' viewBox='0 0 40 20'", (100, 50)),
            ("width='100%' height='40' viewBox='0,0,3,1'", (120, 40)),
            ("width='33.3%' height='20' viewBox='0 0 16 9'", (36, 20)),
            ("width='100' viewBox='0 0 40 20' preserveAspectRatio='xMinYMin slice'", (100, 50)),
            ("width='100' viewBox='0 0 40 20' preserveAspectRatio='none'", (300, 150)),
            ("viewBox='0 0 40 20' preserveAspectRatio='none'", (300, 150)),
            ("width='30' viewBox='0 0 0 20'", (30, 150)),
            ("width='30' viewBox='a b c d'", (30, 150)),
            ("viewBox='0 0 40'", (300, 150)),
            ("viewBox='0 0 -40 20'", (300, 150)),
            ("width='50%' viewBox='0 0 40 20'", (40, 20)),
        ] {
            assert_eq!(size_of(attributes), size, "{attributes}");
        }
    }

    #[test]
    fn every_unit_of_css_has_its_length() {
        for (attributes, size) in [
            ("width='10em' height='5em'", (160, 80)),
            ("width='10rem' height='5ex'", (160, 37)),
            ("width='10ch' height='1e2'", (80, 100)),
            ("width='10cm' height='5mm'", (378, 19)),
            ("width='1in' height='10pt'", (96, 13)),
            ("width='10pc' height='1Q'", (160, 1)),
            ("width='10PX' height=' 5 '", (10, 5)),
            ("width='10em' height='10' font-size='20'", (200, 10)),
            ("width='10em' height='10' style='font-size: 20px'", (200, 10)),
            ("width='-5' height='50'", (0, 50)),
        ] {
            assert_eq!(size_of(attributes), size, "{attributes}");
        }
    }
}
