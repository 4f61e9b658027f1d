//! Packets that are continued elsewhere (XMP specification, part 3, 1.1.3.1).

use roxmltree::Node;

use super::packet::{RDF, parse};

pub const NOTE: &str = "http://ns.adobe.com/xmp/note/";
pub const HAS_EXTENSION: &str = "HasExtendedXMP";

/// The digest of its extension that a packet names.
pub fn extension_of(packet: &str) -> Option<String> {
    let document = parse(packet)?;
    let named = |node: Node| {
        let element = node.has_tag_name((NOTE, HAS_EXTENSION)).then(|| node.text()).flatten();
        node.attribute((NOTE, HAS_EXTENSION)).or(element).map(|digest| digest.trim().to_owned())
    };
    document.descendants().find_map(named)
}

/// The packet with the descriptions of its extension. `None` where the two do not become one.
pub fn joined(packet: &str, extension: &str) -> Option<String> {
    let (document, added) = (parse(packet)?, parse(extension)?);
    let is_rdf = |node: &Node| node.has_tag_name((RDF, "RDF"));
    let descriptions = added.descendants().find(is_rdf)?.children().filter(Node::is_element);
    let own = document.descendants().find(is_rdf)?.children().rfind(Node::is_element)?;
    let end = own.range().end;
    let mut joined = packet[..end].to_owned();
    descriptions.for_each(|description| joined.push_str(&extension[description.range()]));
    joined.push_str(&packet[end..]);
    // What the two name alike may be declared in one alone.
    parse(&joined).is_some().then_some(joined)
}

/// A packet that has everything in its extension.
pub fn naming_extension(digest: &str) -> String {
    let note = format!("xmlns:xmpNote=\"{NOTE}\" xmpNote:{HAS_EXTENSION}=\"{digest}\"");
    let rdf = format!("<rdf:RDF xmlns:rdf=\"{RDF}\"><rdf:Description rdf:about=\"\" {note}/></rdf:RDF>");
    let begin = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>";
    format!("{begin}<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">{rdf}</x:xmpmeta><?xpacket end=\"w\"?>")
}

/// Without the instructions around a packet, which an extension must not have.
pub fn unwrapped(packet: &str) -> &str {
    let begun = match packet.trim_start().strip_prefix("<?xpacket begin") {
        Some(rest) => rest.split_once("?>").map_or(packet, |(_, rest)| rest),
        None => packet,
    };
    let end = begun.rfind("<?xpacket end").unwrap_or(begun.len());
    begun[..end].trim()
}
