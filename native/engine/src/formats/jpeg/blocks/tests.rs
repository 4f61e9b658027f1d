use super::*;

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    push_segment(&mut out, marker, &[body]);
    out
}

fn plain() -> Vec<u8> {
    let app0 = segment(APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let scan = [segment(START_OF_SCAN, b"header"), b"coded\xFF\0data\xFF\xD3more".to_vec()].concat();
    [&START_OF_IMAGE[..], &app0, &segment(0xDB, b"tables"), &scan, &scan, &[0xFF, END_OF_IMAGE]].concat()
}

fn find_all(bytes: &[u8]) -> Found {
    find(bytes, &Limits::UNBOUNDED)
}

fn blocks() -> Blocks {
    let icc = (0..150_000u32).map(|i| i as u8).collect();
    Blocks { icc: Some(icc), exif: Some(b"II*\0exif".to_vec()), xmp: Some(b"<xmp/>".to_vec()), gain_map: None }
}

#[test]
fn what_is_embedded_is_found_and_stripping_takes_it_out() {
    let full = embed(&plain(), &Blocks { icc: None, ..blocks() }).unwrap();
    let Blocks { exif, xmp, .. } = blocks();
    assert_eq!(find_all(&full), Found { exif, xmp, iptc: None });
    assert_eq!(strip(&full, true).unwrap(), plain());
    assert_eq!(find_all(&plain()), Found::default());
}

#[test]
fn a_long_profile_comes_in_numbered_parts_and_survives_stripping() {
    let labelled = embed(&plain(), &blocks()).unwrap();
    let stripped = strip(&labelled, true).unwrap();
    let parts: Vec<_> = pieces(&stripped).unwrap().filter(|piece| piece.marker == Some(APP2)).collect();
    assert_eq!(parts.len(), 3);
    let joined: Vec<u8> = parts
        .iter()
        .zip(1..)
        .flat_map(|(piece, number)| {
            assert_eq!(piece.body()[ICC.len()..][..2], [number, 3]);
            piece.body()[ICC.len() + 2..].to_vec()
        })
        .collect();
    assert_eq!(Some(joined), blocks().icc);
}

#[test]
fn a_block_too_long_for_a_segment_is_left_out() {
    let long = Blocks { exif: Some(vec![0; 70_000]), ..Blocks::default() };
    assert_eq!(embed(&plain(), &long).unwrap(), plain());
}

#[test]
fn comments_previews_and_trailing_images_are_stripped_and_adobe_s_word_stays() {
    let adobe = segment(APP14, b"Adobe\0d\0\0\0\0\x01");
    let noise = [segment(COMMENT, b"hello"), segment(APP2, b"MPF\0"), segment(APP0, b"JFXX\0"), segment(0xED, b"8BIM")];
    let full = [&plain()[..2], &adobe, &noise.concat(), &plain()[2..], b"another image"].concat();
    assert_eq!(strip(&full, true).unwrap(), [&plain()[..2], &adobe, &plain()[2..]].concat());
}

#[test]
fn a_file_that_ends_early_is_not_stripped_and_nothing_panics() {
    let full = embed(&plain(), &blocks()).unwrap();
    for length in (0..full.len()).step_by(7).chain(full.len() - 40..full.len()) {
        let _ = find_all(&full[..length]);
        assert_eq!(strip(&full[..length], true), None, "{length} of {}", full.len());
    }
    assert_eq!(strip(b"no jpeg", true), None);
}

#[test]
fn xmp_of_any_length_is_embedded_in_parts_and_found_whole() {
    let space = "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"";
    let history: String = (0..9000).map(|number| format!("<rdf:li>step {number}</rdf:li>")).collect();
    let packet = format!(
        "<?xpacket begin=''?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF {space}><rdf:Description rdf:about=\"\" \
         xmlns:h=\"urn:h\" h:kept=\"yes\"><h:all>{history}</h:all></rdf:Description></rdf:RDF></x:xmpmeta>\
         <?xpacket end='w'?>"
    );
    assert!(packet.len() > 3 * MOST_IN_SEGMENT);
    let full = embed(&plain(), &Blocks { xmp: Some(packet.clone().into_bytes()), ..Blocks::default() }).unwrap();
    let found = String::from_utf8(find_all(&full).xmp.unwrap()).unwrap();
    assert!(found.contains("h:kept=\"yes\"") && found.contains(&history));
    assert_eq!(strip(&full, true).unwrap(), plain());
    // Without one of its parts the packet is found alone.
    let parts: Vec<_> = pieces(&full).unwrap().filter(|piece| piece.marker == Some(APP1)).collect();
    assert!(parts.len() > 4);
    let gap = parts[2].all;
    let at = full.windows(gap.len()).position(|window| window == gap).unwrap();
    let broken = [&full[..at], &full[at + gap.len()..]].concat();
    let found = String::from_utf8(find_all(&broken).xmp.unwrap()).unwrap();
    assert!(found.contains("HasExtendedXMP") && !found.contains("step"));
}

#[test]
fn records_of_iptc_are_found_across_segments() {
    let resources = [b"8BIM\x04\x04\0\0\0\0\0\x04".as_slice(), b"\x1C\x02\0\0"].concat();
    let (first, second) = resources.split_at(9);
    let segments = [segment(0xED, &[PHOTOSHOP, first].concat()), segment(0xED, &[PHOTOSHOP, second].concat())];
    let full = [&plain()[..2], &segments.concat(), &plain()[2..]].concat();
    assert_eq!(find_all(&full).iptc.as_deref(), Some(&b"\x1C\x02\0\0"[..]));
}

#[test]
fn a_profile_goes_where_it_is_not_kept() {
    let labelled = embed(&plain(), &blocks()).unwrap();
    assert_eq!(strip(&labelled, false).unwrap(), plain());
}

#[test]
fn of_exif_that_no_segment_holds_everything_but_maker_s_notes_is_kept() {
    use ::exif::{Field, In, Reader, Tag, Value, experimental::Writer};
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let fields = [
        field(Tag::Artist, Value::Ascii(vec![b"Jane".to_vec()])),
        field(Tag::MakerNote, Value::Undefined(vec![7; 70_000], 0)),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = std::io::Cursor::new(Vec::new());
    writer.write(&mut block, true).unwrap();
    let full = embed(&plain(), &Blocks { exif: Some(block.into_inner()), ..Blocks::default() }).unwrap();
    let read = Reader::new().read_raw(find_all(&full).exif.unwrap()).unwrap();
    assert_eq!(read.fields().map(|field| field.tag).collect::<Vec<_>>(), [Tag::Artist]);
}
