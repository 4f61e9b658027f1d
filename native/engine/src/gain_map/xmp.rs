//! Gain maps in XMP: the metadata of Adobe's specification 1.0 in the map's own packet, and in the picture's a word that
//! there is one, with the directory of Google's container that says where it lies.

use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions};

use crate::gain_map::dropped::Dropped;
use crate::gain_map::fraction::Fraction;
use crate::gain_map::metadata::GainMapMetadata;

const GAIN_MAP: &str = "http://ns.adobe.com/hdr-gain-map/1.0/";
const CONTAINER: &str = "http://ns.google.com/photos/1.0/container/";
const ITEM: &str = "http://ns.google.com/photos/1.0/container/item/";
const APPLE: &str = "http://ns.apple.com/HDRGainMap/1.0/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Nodes of a packet that is looked at; those of editors with a long history stay far below.
const MOST_NODES: u32 = 100_000;

/// A file that follows the picture, or the picture itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerItem {
    pub is_gain_map: bool,
    /// Bytes; none of the picture itself.
    pub length: u64,
    /// Bytes between it and the next.
    pub padding: u64,
}

/// What the packet of a map says; `None` for that of another picture.
pub fn read(packet: &[u8]) -> Option<Result<GainMapMetadata, Dropped>> {
    let text = text_of(packet)?;
    let document = parse(text)?;
    let descriptions = || document.descendants().filter(|node| node.has_tag_name((RDF, "Description")));
    if let Some(description) = descriptions().find(|node| values(*node, GAIN_MAP, "Version").is_some()) {
        return Some(read_description(description));
    }
    let of_apple = descriptions().any(|node| values(node, APPLE, "HDRGainMapVersion").is_some());
    of_apple.then_some(Err(Dropped::Apple))
}

fn read_description(description: Node) -> Result<GainMapMetadata, Dropped> {
    let three = |name: &str, default: Fraction| -> Result<[Fraction; 3], Dropped> {
        match values(description, GAIN_MAP, name).as_deref() {
            None => Ok([default; 3]),
            Some([all]) => number(all).map(|all| [all; 3]),
            Some([red, green, blue]) => Ok([number(red)?, number(green)?, number(blue)?]),
            Some(_) => Err(Dropped::metadata("a value has neither one channel nor three")),
        }
    };
    let one = |name: &str, default| match values(description, GAIN_MAP, name).as_deref() {
        None => Ok(default),
        Some([all]) => number(all),
        Some(_) => Err(Dropped::metadata("a headroom is a list")),
    };
    let is_hdr = values(description, GAIN_MAP, "BaseRenditionIsHDR");
    if is_hdr.is_some_and(|said| said.iter().any(|word| word.eq_ignore_ascii_case("true"))) {
        return Err(Dropped::BaseIsHdr);
    }
    let max = three("GainMapMax", Fraction::whole(1))?;
    GainMapMetadata {
        base_headroom: one("HDRCapacityMin", Fraction::whole(0))?,
        alternate_headroom: one("HDRCapacityMax", Fraction::whole(1))?,
        min: three("GainMapMin", Fraction::whole(0))?,
        max,
        gamma: three("Gamma", Fraction::whole(1))?,
        base_offset: three("OffsetSDR", Fraction::SIXTY_FOURTH)?,
        alternate_offset: three("OffsetHDR", Fraction::SIXTY_FOURTH)?,
        in_base_colours: true,
    }
    .check()
}

fn number(text: &str) -> Result<Fraction, Dropped> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.and_then(Fraction::nearest).ok_or(Dropped::metadata("a value is no number"))
}

/// What a property holds: an attribute, a text, or the entries of a list.
fn values(node: Node, namespace: &str, name: &str) -> Option<Vec<String>> {
    if let Some(value) = node.attribute((namespace, name)) {
        return Some(vec![value.trim().to_owned()]);
    }
    let property = node.children().find(|child| child.has_tag_name((namespace, name)))?;
    let entries: Vec<String> = property
        .descendants()
        .filter(|node| node.has_tag_name((RDF, "li")))
        .map(|entry| entry.text().unwrap_or_default().trim().to_owned())
        .collect();
    Some(if entries.is_empty() { vec![property.text().unwrap_or_default().trim().to_owned()] } else { entries })
}

/// The directory of a picture's packet, in the order of the file; empty where there is none.
pub fn container(packet: &[u8]) -> Vec<ContainerItem> {
    let Some(document) = text_of(packet).and_then(parse) else { return Vec::new() };
    let items = document.descendants().filter(|node| {
        node.attribute((ITEM, "Semantic")).is_some() || node.children().any(|it| it.has_tag_name((ITEM, "Semantic")))
    });
    let said = |node: Node, name: &str| values(node, ITEM, name).and_then(|values| values.into_iter().next());
    let bytes = |node: Node, name: &str| said(node, name).and_then(|length| length.parse().ok()).unwrap_or(0);
    items
        .map(|node| ContainerItem {
            is_gain_map: said(node, "Semantic").as_deref() == Some("GainMap"),
            length: bytes(node, "Length"),
            padding: bytes(node, "Padding"),
        })
        .collect()
}

/// A picture's packet without what it says of a gain map or of files that follow; `None` where nothing can be taken out
/// of it by itself, so that it would go on saying so.
pub fn without_gain_map(packet: &[u8]) -> Option<Vec<u8>> {
    let says = |word: &str| packet.windows(word.len()).any(|window| window == word.as_bytes());
    if ![GAIN_MAP, CONTAINER, APPLE].into_iter().any(says) {
        return Some(packet.to_vec());
    }
    let text = text_of(packet)?;
    let start = text.as_ptr() as usize - packet.as_ptr() as usize;
    let document = parse(text)?;
    let mut taken: Vec<Range<usize>> = Vec::new();
    let is_ours = |namespace: Option<&str>| namespace.is_some_and(|it| [GAIN_MAP, CONTAINER, APPLE].contains(&it));
    for node in document.descendants().filter(Node::is_element) {
        // What lies in an element that goes is gone.
        if taken.last().is_some_and(|last| node.range().start < last.end) {
            continue;
        }
        if is_ours(node.tag_name().namespace()) {
            taken.push(node.range());
        } else {
            taken.extend(node.attributes().filter(|it| is_ours(it.namespace())).map(|it| it.range()));
        }
    }
    taken.sort_by_key(|range| range.start);
    let mut out = Vec::new();
    let mut from = 0;
    for range in taken {
        out.extend_from_slice(packet.get(from..start + range.start)?);
        from = start + range.end;
    }
    out.extend_from_slice(&packet[from..]);
    Some(out)
}

/// A picture's packet, or a new one, that says that a map of so many bytes follows, of the picture's own type.
pub fn announce(packet: Option<&[u8]>, media_type: &str, map_bytes: usize) -> Vec<u8> {
    let description = format!(
        "<rdf:Description xmlns:rdf=\"{RDF}\" rdf:about=\"\" xmlns:hdrgm=\"{GAIN_MAP}\" hdrgm:Version=\"1.0\" \
         xmlns:Container=\"{CONTAINER}\" xmlns:Item=\"{ITEM}\"><Container:Directory><rdf:Seq>\
         <rdf:li rdf:parseType=\"Resource\"><Container:Item Item:Semantic=\"Primary\" Item:Mime=\"{media_type}\"/></rdf:li>\
         <rdf:li rdf:parseType=\"Resource\"><Container:Item Item:Semantic=\"GainMap\" Item:Mime=\"{media_type}\" \
         Item:Length=\"{map_bytes}\"/></rdf:li></rdf:Seq></Container:Directory></rdf:Description>"
    );
    let place = packet.and_then(|packet| {
        let text = text_of(packet)?;
        let document = parse(text)?;
        let rdf = document.descendants().find(|node| node.has_tag_name((RDF, "RDF")))?;
        // Nothing lies behind the descriptions but the tag that closes them.
        let close = text[rdf.range()].rfind("</")? + rdf.range().start;
        Some((packet, close + text.as_ptr() as usize - packet.as_ptr() as usize))
    });
    match place {
        Some((packet, close)) => [&packet[..close], description.as_bytes(), &packet[close..]].concat(),
        None => wrapped(&description),
    }
}

/// The packet of a map. Readers that know no lists find each value that is one as an attribute.
pub fn write(metadata: &GainMapMetadata) -> Vec<u8> {
    let GainMapMetadata { min, max, gamma, base_offset, alternate_offset, .. } = metadata;
    let mut attributes = String::new();
    let mut lists = String::new();
    let properties = [
        ("GainMapMin", min),
        ("GainMapMax", max),
        ("Gamma", gamma),
        ("OffsetSDR", base_offset),
        ("OffsetHDR", alternate_offset),
        ("HDRCapacityMin", &[metadata.base_headroom; 3]),
        ("HDRCapacityMax", &[metadata.alternate_headroom; 3]),
    ];
    for (name, channels) in properties {
        let [red, green, blue] = channels.map(Fraction::value);
        if red == green && red == blue {
            attributes += &format!(" hdrgm:{name}=\"{red}\"");
        } else {
            let entries = format!("<rdf:li>{red}</rdf:li><rdf:li>{green}</rdf:li><rdf:li>{blue}</rdf:li>");
            lists += &format!("<hdrgm:{name}><rdf:Seq>{entries}</rdf:Seq></hdrgm:{name}>");
        }
    }
    wrapped(&format!(
        "<rdf:Description rdf:about=\"\" xmlns:hdrgm=\"{GAIN_MAP}\" hdrgm:Version=\"1.0\"{attributes} \
         hdrgm:BaseRenditionIsHDR=\"False\">{lists}</rdf:Description>"
    ))
}

fn wrapped(description: &str) -> Vec<u8> {
    format!("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"{RDF}\">{description}</rdf:RDF></x:xmpmeta>")
        .into_bytes()
}

/// The XML of a packet: what stands around it is for programs that look for packets in any file.
fn text_of(packet: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(packet).ok()?;
    let start = text.find("<x:xmpmeta").or_else(|| text.find("<rdf:RDF")).or_else(|| text.find('<'))?;
    let text = &text[start..];
    let end = text.rfind("</x:xmpmeta>").map(|end| end + "</x:xmpmeta>".len());
    Some(match end.or_else(|| text.rfind('>').map(|end| end + 1)) {
        Some(end) => &text[..end],
        None => text,
    })
}

fn parse(text: &str) -> Option<Document<'_>> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gain_map::metadata::PLAIN;

    fn packet(description: &str) -> Vec<u8> {
        let xml = wrapped(description);
        [b"<?xpacket begin='\xEF\xBB\xBF' id='x'?>\n".as_slice(), &xml, b"\n   <?xpacket end='w'?>"].concat()
    }

    #[test]
    fn what_is_written_is_read() {
        let mut apart = PLAIN;
        apart.max[1] = Fraction { numerator: 1_277_177, denominator: 1_000_000 };
        for metadata in [PLAIN, apart] {
            assert_eq!(read(&write(&metadata)), Some(Ok(metadata)));
        }
    }

    #[test]
    fn values_come_as_attributes_as_elements_and_as_lists_and_what_is_left_out_has_the_standard_s_default() {
        let said = packet(&format!(
            "<rdf:Description xmlns:h='{GAIN_MAP}' h:Version='1.0' h:GainMapMax='3' h:HDRCapacityMax='2'>\
             <h:GainMapMin><rdf:Seq><rdf:li>-1</rdf:li><rdf:li> -1.0 </rdf:li><rdf:li>-1e0</rdf:li></rdf:Seq></h:GainMapMin>\
             <h:Gamma>1</h:Gamma></rdf:Description>"
        ));
        assert_eq!(read(&said), Some(Ok(PLAIN)));
    }

    #[test]
    fn what_is_no_number_is_told_and_other_packets_are_no_maps() {
        for value in ["NaN", "inf", "-inf", "1e99", "", "one"] {
            let said = packet(&format!(
                "<rdf:Description xmlns:hdrgm='{GAIN_MAP}' hdrgm:Version='1.0' hdrgm:GainMapMax='{value}'/>"
            ));
            assert!(matches!(read(&said), Some(Err(Dropped::Metadata(_)))), "{value}");
        }
        assert_eq!(read(&packet("<rdf:Description/>")), None);
        assert_eq!(read(b"no XML"), None);
        assert_eq!(read(b"<x:xmpmeta"), None);
        let hdr = packet(&format!(
            "<rdf:Description xmlns:hdrgm='{GAIN_MAP}' hdrgm:Version='1.0' hdrgm:BaseRenditionIsHDR='True'/>"
        ));
        assert_eq!(read(&hdr), Some(Err(Dropped::BaseIsHdr)));
        let apple = packet(&format!(
            "<rdf:Description xmlns:a='{APPLE}'><a:HDRGainMapVersion>65536</a:HDRGainMapVersion></rdf:Description>"
        ));
        assert_eq!(read(&apple), Some(Err(Dropped::Apple)));
    }

    #[test]
    fn an_announcement_is_found_and_taken_out_again_and_the_rest_of_the_packet_stays() {
        let own = packet("<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:format='x'/>");
        for (before, after) in [(Some(&own[..]), Some(own.clone())), (None, Some(wrapped("")))] {
            let announced = announce(before, "image/x", 4321);
            let items = container(&announced);
            assert_eq!(items.len(), 2);
            assert!(!items[0].is_gain_map);
            assert_eq!(items[1], ContainerItem { is_gain_map: true, length: 4321, padding: 0 });
            let silent = without_gain_map(&announced).unwrap();
            assert_eq!(container(&silent), []);
            let empty = b"<rdf:Description xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" rdf:about=\"\" ";
            let place = silent.windows(empty.len()).position(|window| window == empty).unwrap();
            let end = place + silent[place..].windows(18).position(|tag| tag == b"</rdf:Description>").unwrap() + 18;
            assert_eq!(Some([&silent[..place], &silent[end..]].concat()), after);
        }
    }

    #[test]
    fn attributes_of_other_prefixes_go_and_a_packet_that_is_no_xml_goes_whole() {
        let said = packet(&format!(
            "<rdf:Description xmlns:g='{GAIN_MAP}' g:Version='1.0' xmlns:c='{CONTAINER}' xmlns:dc='d' dc:a='1'>\
             <c:Directory><rdf:Seq><rdf:li/></rdf:Seq></c:Directory><dc:b>2</dc:b></rdf:Description>"
        ));
        let silent = String::from_utf8(without_gain_map(&said).unwrap()).unwrap();
        assert!(!silent.contains("Version") && !silent.contains("Directory"), "{silent}");
        assert!(silent.contains("dc:a='1'") && silent.contains("<dc:b>2</dc:b>"), "{silent}");
        let broken = format!("<x:xmpmeta>{GAIN_MAP}<rdf:Description");
        assert_eq!(without_gain_map(broken.as_bytes()), None);
        assert_eq!(without_gain_map(b"nothing of it").as_deref(), Some(b"nothing of it".as_slice()));
    }
}
