//! XMP's properties (ISO 16684-1): of the schemas of Dublin Core, Photoshop, EXIF and TIFF.

use roxmltree::{Document, Node};

use super::photo_metadata::{PhotoMetadata, Position, measured, rating};
use super::{date, words};
use crate::metadata::xmp::{BASIC, EXIF, RDF, TIFF, parse, text_of};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const EXIF_2: &str = "http://cipa.jp/exif/1.0/";
const AUXILIARY: &str = "http://ns.adobe.com/exif/1.0/aux/";

pub fn read(packet: &[u8]) -> PhotoMetadata {
    let Some(text) = text_of(packet) else { return PhotoMetadata::default() };
    let Some(document) = parse(&text) else { return PhotoMetadata::default() };
    let said = Properties { document: &document };
    let number = |namespace, name| said.first(namespace, name).and_then(|text| fraction(&text));
    let date = said.first(EXIF, "DateTimeOriginal").or_else(|| said.first(PHOTOSHOP, "DateCreated"));
    let date = date.as_deref().and_then(date::of_iso);
    let iso = said.first(EXIF, "ISOSpeedRatings").or_else(|| said.first(EXIF_2, "PhotographicSensitivity"));
    PhotoMetadata {
        date: date.or_else(|| said.first(BASIC, "CreateDate").as_deref().and_then(date::of_iso)),
        make: said.line(TIFF, "Make"),
        model: said.line(TIFF, "Model"),
        lens: said.line(EXIF_2, "LensModel").or_else(|| said.line(AUXILIARY, "Lens")),
        focal_length: number(EXIF, "FocalLength").and_then(measured),
        aperture: number(EXIF, "FNumber").and_then(measured),
        exposure_time: number(EXIF, "ExposureTime").and_then(measured),
        iso: iso.and_then(|text| text.trim().parse().ok()).filter(|iso| *iso > 0),
        title: said.line(DUBLIN_CORE, "title"),
        caption: said.first(DUBLIN_CORE, "description").as_deref().and_then(words::text),
        creators: said.list(DUBLIN_CORE, "creator"),
        copyright: said.line(DUBLIN_CORE, "rights"),
        rating: said.first(BASIC, "Rating").and_then(|text| text.trim().parse().ok()).and_then(rating),
        keywords: said.list(DUBLIN_CORE, "subject"),
        position: position(&said),
    }
}

struct Properties<'a> {
    document: &'a Document<'a>,
}

impl<'a> Properties<'a> {
    /// The texts of a property: of a list all, of alternatives in languages the default one.
    fn all(&self, namespace: &str, name: &str) -> Vec<String> {
        for description in self.descriptions() {
            if let Some(text) = description.attribute((namespace, name)) {
                return vec![text.to_owned()];
            }
            let Some(property) = description.children().find(|node| node.has_tag_name((namespace, name))) else {
                continue;
            };
            let Some(array) = property.children().find(|node| is_of_rdf(node, &["Alt", "Bag", "Seq"])) else {
                return vec![text_within(property)];
            };
            let mut items: Vec<Node> = array.children().filter(|node| is_of_rdf(node, &["li"])).collect();
            if array.has_tag_name((RDF, "Alt")) {
                items.sort_by_key(|item| item.attribute((XML, "lang")) != Some("x-default"));
                items.truncate(1);
            }
            return items.into_iter().map(text_within).collect();
        }
        Vec::new()
    }

    /// Of the picture itself; what is nested describes something else.
    fn descriptions(&self) -> impl Iterator<Item = Node<'a, 'a>> {
        let root = self.document.root_element();
        let rdf = [root].into_iter().chain(root.children()).find(|node| is_of_rdf(node, &["RDF"]));
        rdf.into_iter().flat_map(|rdf| rdf.children().filter(|node| is_of_rdf(node, &["Description"])))
    }

    fn first(&self, namespace: &str, name: &str) -> Option<String> {
        self.all(namespace, name).into_iter().next()
    }

    fn line(&self, namespace: &str, name: &str) -> Option<String> {
        self.first(namespace, name).as_deref().and_then(words::line)
    }

    fn list(&self, namespace: &str, name: &str) -> Vec<String> {
        let all = self.all(namespace, name);
        words::list(all.iter().map(String::as_str))
    }
}

fn is_of_rdf(node: &Node, names: &[&str]) -> bool {
    names.iter().any(|name| node.has_tag_name((RDF, *name)))
}

/// What stands in an element itself.
fn text_within(node: Node) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// `28/10`, or a decimal number.
fn fraction(text: &str) -> Option<f64> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    match text.split_once('/') {
        Some((above, below)) => Some(number(above)? / number(below)?),
        None => number(text),
    }
}

fn position(said: &Properties) -> Option<Position> {
    let latitude = degrees(&said.first(EXIF, "GPSLatitude")?, 'N', 'S')?;
    let longitude = degrees(&said.first(EXIF, "GPSLongitude")?, 'E', 'W')?;
    let altitude = said.first(EXIF, "GPSAltitude").and_then(|text| fraction(&text));
    let is_below = said.first(EXIF, "GPSAltitudeRef").is_some_and(|text| text.trim() == "1");
    Position::of(latitude, longitude, altitude.map(|metres| if is_below { -metres } else { metres }))
}

/// `48,12.5N` or `48,12,30N`.
fn degrees(text: &str, positive: char, negative: char) -> Option<f64> {
    let text = text.trim();
    let sign = match text.chars().last()? {
        letter if letter == positive => 1.0,
        letter if letter == negative => -1.0,
        _ => return None,
    };
    let parts: Option<Vec<f64>> = text[..text.len() - 1].split(',').map(|part| part.trim().parse().ok()).collect();
    match parts?[..] {
        [degrees, minutes] => Some(sign * (degrees + minutes / 60.0)),
        [degrees, minutes, seconds] => Some(sign * (degrees + minutes / 60.0 + seconds / 3600.0)),
        _ => None,
    }
}
