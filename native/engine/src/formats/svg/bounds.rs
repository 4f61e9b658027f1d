//! How much an SVG draws, told before it is converted: references multiply elements, and stacks of them multiply
//! exponentially.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};
use simplecss::{AttributeOperator, Element, PseudoClass, Rule, StyleSheet};

use crate::asked::limits::Limits;
use crate::error::{EngineError, ErrorCode, Result};

/// Refuses a document whose elements, with everything that they refer to, are too many or lie too deep.
pub fn check(document: &Document, limits: &Limits) -> Result<()> {
    let plain = document.descendants().filter(Node::is_element).count() as u64;
    if plain > limits.svg_elements.into() {
        return Err(too_many(plain, limits));
    }
    check_text(document)?;
    check_paths(document)?;
    let sheets: Vec<String> = style_sheets(document);
    let rules: usize = sheets.iter().map(|sheet| StyleSheet::parse(sheet).rules.len()).sum();
    if plain.saturating_mul(rules as u64) > u64::from(limits.svg_elements).saturating_mul(RULES_FOR_EACH_ELEMENT) {
        return Err(EngineError::of(ErrorCode::LimitSvgElements)
            .with("rules", rules as u64)
            .with("elements", plain)
            .with("rulesAllowed", RULES_FOR_EACH_ELEMENT)
            .with("limit", limits.svg_elements));
    }
    let mut census = Census {
        targets: document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect(),
        rules: sheets.iter().flat_map(|sheet| StyleSheet::parse(sheet).rules).filter(refers).collect(),
        has_markers: document.descendants().any(|node| node.has_tag_name_of("marker")),
        weights: HashMap::new(),
        limits,
    };
    let mut weight = census.weigh(document.root_element(), 1)?;
    if census.has_markers {
        weight = weight.saturating_add(census.weigh_markers(document)?);
    }
    if weight > limits.svg_elements.into() { Err(too_many(weight, limits)) } else { Ok(()) }
}

/// Each rule is tried on each element.
const RULES_FOR_EACH_ELEMENT: u64 = 1000;

/// Setting a text takes time by the square of its length.
fn check_text(document: &Document) -> Result<()> {
    const MOST_CHARACTERS: usize = 20_000;
    let texts = document.descendants().filter(|node| node.has_tag_name_of("text"));
    let length =
        |node: Node| node.descendants().filter(Node::is_text).filter_map(|text| text.text()).map(str::len).sum();
    let longest: usize = texts.map(length).max().unwrap_or(0);
    if longest > MOST_CHARACTERS {
        return Err(EngineError::unsupported(format!(
            "an SVG text of {longest} bytes; {MOST_CHARACTERS} are the most"
        )));
    }
    Ok(())
}

/// An arc becomes the more curves the larger it is.
fn check_paths(document: &Document) -> Result<()> {
    let paths = document.descendants().filter_map(|node| node.attribute("d"));
    match paths.filter(|path| has_enormous_number(path)).count() {
        0 => Ok(()),
        _ => Err(EngineError::unsupported("an SVG path with numbers of more than 9 digits before the point")),
    }
}

/// Whether a number of a list has more than 9 digits before its point, written out or by its exponent.
fn has_enormous_number(list: &str) -> bool {
    const MOST_DIGITS: u32 = 9;
    let (mut digits, mut exponent, mut in_fraction) = (0, None, false);
    for byte in list.bytes() {
        match (byte, exponent) {
            (b'0'..=b'9', Some(power)) => exponent = Some((power * 10 + u32::from(byte - b'0')).min(1000)),
            (b'0'..=b'9', None) if !in_fraction => digits += 1,
            (b'0'..=b'9', None) => {}
            (b'e' | b'E', None) => exponent = Some(0),
            // A negative exponent only makes numbers smaller; it is read as another number.
            (b'+', Some(0)) => {}
            (b'.', None) if !in_fraction => in_fraction = true,
            (b'.', _) => (digits, exponent, in_fraction) = (0, None, true),
            _ => (digits, exponent, in_fraction) = (0, None, false),
        }
        if digits + exponent.unwrap_or(0) > MOST_DIGITS {
            return true;
        }
    }
    false
}

fn too_many(elements: u64, limits: &Limits) -> EngineError {
    EngineError::of(ErrorCode::LimitSvgElements).with("elements", elements).with("limit", limits.svg_elements)
}

fn style_sheets(document: &Document) -> Vec<String> {
    document
        .descendants()
        .filter(|node| node.has_tag_name_of("style"))
        .map(|style| style.children().filter_map(|child| child.text()).collect())
        .collect()
}

fn refers(rule: &Rule) -> bool {
    rule.declarations.iter().any(|declaration| declaration.value.contains("url("))
}

struct Census<'a, 'input> {
    targets: HashMap<&'a str, Node<'a, 'input>>,
    /// Of style sheets, those that refer to elements.
    rules: Vec<Rule<'a>>,
    has_markers: bool,
    /// Elements drawn for a node and deepest nesting below it; `None` while it is being weighed: a cycle, which the
    /// converter leaves out.
    weights: HashMap<NodeId, Option<(u64, u32)>>,
    limits: &'a Limits,
}

impl<'a, 'input> Census<'a, 'input> {
    /// Elements that are drawn for a node that lies this deep.
    fn weigh(&mut self, node: Node<'a, 'input>, depth: u32) -> Result<u64> {
        self.measure(node, depth).map(|(weight, _)| weight)
    }

    fn measure(&mut self, node: Node<'a, 'input>, depth: u32) -> Result<(u64, u32)> {
        if depth > self.limits.svg_nesting {
            return Err(EngineError::of(ErrorCode::LimitSvgNesting).with("limit", self.limits.svg_nesting));
        }
        match self.weights.get(&node.id()) {
            // Known from a place less deep: only its own depth has to fit again.
            Some(Some((weight, height))) if depth.saturating_add(*height) <= self.limits.svg_nesting => {
                return Ok((*weight, *height));
            }
            Some(None) => return Ok((0, 0)),
            _ => {}
        }
        self.weights.insert(node.id(), None);
        let (mut weight, mut height) = (1 + glyphs(node), 0);
        let referred = self.references(node);
        for part in node.children().filter(Node::is_element).chain(referred) {
            let (more, below) = self.measure(part, depth + 1)?;
            weight = weight.saturating_add(more);
            height = height.max(below.saturating_add(1));
        }
        self.weights.insert(node.id(), Some((weight, height)));
        Ok((weight, height))
    }

    /// What an element draws beside its children: `href="#…"`, and `url(#…)` in attributes and matching rules.
    /// Markers are counted elsewhere.
    fn references(&self, node: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
        let own = node.attributes().filter(|attribute| !attribute.name().starts_with("marker")).flat_map(|attribute| {
            let whole = (attribute.name() == "href").then(|| attribute.value().trim().strip_prefix('#')).flatten();
            whole.into_iter().chain(url_targets(attribute.value()))
        });
        let styled = self
            .rules
            .iter()
            .filter(|rule| rule.selector.matches(&Styled(node)))
            .flat_map(|rule| rule.declarations.iter())
            .filter(|declaration| !declaration.name.starts_with("marker"))
            .flat_map(|declaration| url_targets(declaration.value));
        own.chain(styled).filter_map(|id| self.targets.get(id).copied()).collect()
    }

    /// Markers repeat at every vertex of every shape that inherits them: which those are is not worked out, the
    /// heaviest marker is taken for all.
    fn weigh_markers(&mut self, document: &'a Document<'input>) -> Result<u64>
    where
        'a: 'input,
        'input: 'a,
    {
        let mut heaviest = 0;
        for marker in document.descendants().filter(|node| node.has_tag_name_of("marker")) {
            heaviest = heaviest.max(self.weigh(marker, 1)?);
        }
        let middle = ["marker-mid", "marker:"].iter().any(|name| document.input_text().contains(name))
            || document.descendants().any(|node| node.has_attribute("marker"));
        let vertices: u64 = document.descendants().map(|node| if middle { vertices(node) } else { ends(node) }).sum();
        Ok(vertices.saturating_mul(heaviest))
    }
}

/// A character of text is drawn as an element is.
fn glyphs(node: Node) -> u64 {
    let in_text = node.ancestors().any(|ancestor| ancestor.has_tag_name_of("text"));
    if in_text { node.children().filter_map(|child| child.text()).map(|text| text.len() as u64).sum() } else { 0 }
}

/// At most: each vertex takes two characters.
fn vertices(node: Node) -> u64 {
    ["d", "points"].iter().filter_map(|name| node.attribute(*name)).map(|list| list.len() as u64 / 2).sum()
}

fn ends(node: Node) -> u64 {
    let is_marked = node.attributes().any(|attribute| {
        attribute.name().starts_with("marker") || attribute.name() == "class" || attribute.value().contains("marker")
    });
    if is_marked { 2 } else { 0 }
}

fn url_targets(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let target = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        target.strip_prefix('#')
    })
}

trait TagName {
    /// Whether the element has this name in whatever namespace.
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl TagName for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// An element as style sheets see it.
struct Styled<'a, 'input>(Node<'a, 'input>);

impl Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Styled)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Styled)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str, elements: u32, nesting: u32) -> Option<ErrorCode> {
        let document = Document::parse(text).unwrap();
        let limits = Limits { svg_elements: elements, svg_nesting: nesting, ..Limits::UNBOUNDED };
        check(&document, &limits).err().map(|error| error.code)
    }

    /// Ten uses of ten uses of …
    fn laughs(levels: usize, refer: impl Fn(usize) -> String) -> String {
        let groups: String =
            (1..levels).map(|level| format!("<g id='l{level}'>{}</g>", refer(level - 1).repeat(10))).collect();
        format!("<svg><g id='l0'><path/></g>{groups}</svg>")
    }

    #[test]
    fn elements_are_counted_as_often_as_they_are_drawn() {
        let text = "<svg><g id='a'><path/><path/></g><use href='#a'/><use href='#a'/></svg>";
        // svg, g, 2 paths, and twice: use, g, 2 paths
        assert_eq!(checked(text, 12, 9), None);
        assert_eq!(checked(text, 11, 9), Some(ErrorCode::LimitSvgElements));
    }

    #[test]
    fn references_that_multiply_are_refused_however_they_are_made() {
        let masked = |level: usize| format!("<g mask='url(#l{level})'/>");
        let styled = |level: usize| format!("<g style='fill:url(\"#l{level}\")'/>");
        let used = |level: usize| format!("<use href='#l{level}'/>");
        for text in [laughs(9, masked), laughs(9, styled), laughs(9, used)] {
            assert_eq!(checked(&text, 1_000_000, 100), Some(ErrorCode::LimitSvgElements));
        }
        let rules: String = (0..8).map(|level| format!(".c{level} {{ mask: url(#l{level}) }}")).collect();
        let by_class = laughs(9, |level| format!("<g class='c{level}'/>"));
        let sheet = by_class.replacen("<svg>", &format!("<svg><style>{rules}</style>"), 1);
        assert_eq!(checked(&by_class, 1_000_000, 100), None);
        assert_eq!(checked(&sheet, 1_000_000, 100), Some(ErrorCode::LimitSvgElements));
    }

    #[test]
    fn nesting_counts_through_references() {
        let chain: String = (1..50).map(|i| format!("<g id='l{i}'><use href='#l{}'/></g>", i - 1)).collect();
        let text = format!("<svg><g id='l0'/>{chain}</svg>");
        assert_eq!(checked(&text, 1_000_000, 120), None);
        assert_eq!(checked(&text, 1_000_000, 60), Some(ErrorCode::LimitSvgNesting));
        let deep = format!("<svg>{}{}</svg>", "<g>".repeat(40), "</g>".repeat(40));
        assert_eq!(checked(&deep, 100, 41), None);
        assert_eq!(checked(&deep, 100, 40), Some(ErrorCode::LimitSvgNesting));
    }

    #[test]
    fn a_circle_of_references_is_no_multitude() {
        let text = "<svg><g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>";
        assert_eq!(checked(text, 20, 20), None);
    }

    #[test]
    fn enormous_numbers_of_paths_are_seen_in_every_spelling() {
        for path in ["M1e10 0", "M0 0a1.5e+9 1 0 0 1 2 3", "M12345678901 0", "M.5.5e12", "M0-1234567890"] {
            assert!(has_enormous_number(path), "{path}");
        }
        for path in ["M1e-30 123456789", "M0.00000000000001.5L1e5,999999999-1", "M1e8 1e-9z"] {
            assert!(!has_enormous_number(path), "{path}");
        }
    }

    #[test]
    fn markers_count_at_every_vertex() {
        let path = "M0 0".to_owned() + &" 1 1".repeat(500);
        let text = format!("<svg><marker id='m'><g/><g/></marker><path d='{path}' marker-mid='url(#m)'/></svg>");
        assert_eq!(checked(&text, 1000, 20), Some(ErrorCode::LimitSvgElements));
        let ends = text.replace("marker-mid", "marker-end");
        assert_eq!(checked(&ends, 1000, 20), None);
    }
}
