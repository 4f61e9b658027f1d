use super::*;

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    push_chunk(&mut out, name, &[body]);
    out
}

fn plain() -> Vec<u8> {
    [SIGNATURE, &chunk(b"IHDR", &[7; 13]), &chunk(b"tRNS", b"x"), &chunk(b"IDAT", b"data"), &chunk(b"IEND", b"")]
        .concat()
}

fn blocks() -> Blocks {
    Blocks { icc: None, exif: Some(b"II*\0exif".to_vec()), xmp: Some(b"<xmp/>".to_vec()), gain_map: None }
}

fn find_all(bytes: &[u8]) -> Found {
    find(bytes, &Limits::UNBOUNDED)
}

#[test]
fn what_is_embedded_is_found_and_stripping_takes_it_out() {
    let full = embed(&plain(), &blocks()).unwrap();
    let Blocks { exif, xmp, .. } = blocks();
    assert_eq!(find_all(&full), Found { exif, xmp, iptc: None });
    assert_eq!(strip(&full, true).unwrap(), plain());
}

#[test]
fn a_profile_is_written_before_the_pixels_and_survives_stripping() {
    let icc: Vec<u8> = (0..9000u32).map(|i| (i / 7) as u8).collect();
    let labelled = embed(&plain(), &Blocks { icc: Some(icc.clone()), ..Blocks::default() }).unwrap();
    assert_eq!(strip(&labelled, true).unwrap(), labelled);
    let profile = chunks(&labelled).unwrap().nth(1).unwrap();
    let mut back = Vec::new();
    ZlibDecoder::new(profile.body.strip_prefix(b"ICC profile\0\0").unwrap()).read_to_end(&mut back).unwrap();
    assert_eq!((profile.name, back), (b"iCCP".as_slice(), icc));
}

#[test]
fn compressed_xmp_is_found_and_a_bomb_is_cut_off() {
    let packet = vec![b'x'; 100_000];
    let text = [XMP, &[0, 1, 0], b"en\0", b"name\0", &compress(&packet).unwrap()].concat();
    let full = [&plain()[..33], &chunk(b"iTXt", &text), &plain()[33..]].concat();
    assert_eq!(find_all(&full).xmp, Some(packet));
    let cut = find(&full, &Limits { metadata_bytes: 99, ..Limits::UNBOUNDED });
    assert_eq!(cut.xmp.map(|packet| packet.len()), Some(100));
}

#[test]
fn text_and_times_are_stripped_and_what_follows_the_end_too() {
    let noise = [chunk(b"tEXt", b"a\0b"), chunk(b"tIME", &[0; 7]), chunk(b"pHYs", &[0; 9]), chunk(b"prVt", b"?")];
    let full = [&plain()[..33], &noise.concat(), &plain()[33..], b"trailing"].concat();
    assert_eq!(strip(&full, true).unwrap(), plain());
}

#[test]
fn a_file_that_ends_early_is_not_stripped_and_nothing_panics() {
    let full = embed(&plain(), &blocks()).unwrap();
    for length in 0..full.len() {
        let _ = find_all(&full[..length]);
        assert_eq!(strip(&full[..length], true), None);
    }
    let lying = [SIGNATURE, &[0xFF; 40]].concat();
    assert_eq!((find_all(&lying), strip(&lying, true)), (Found::default(), None));
}

#[test]
fn profiles_in_texts_are_found_and_what_has_its_own_chunk_goes_before() {
    let digits = |name: &str, body: &[u8]| {
        let hex: String = body.iter().map(|byte| format!("{byte:02x}")).collect();
        let lines = hex.as_bytes().chunks(72).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>();
        format!("\n{name}\n{:8}\n{}\n", body.len(), lines.join("\n")).into_bytes()
    };
    let named = |kind: &str| [b"Raw profile type ", kind.as_bytes(), b"\0"].concat();
    let exif = b"Exif\0\0II*\0and the rest of it, which is longer than a line of digits in such a text";
    let written = chunk(b"tEXt", &[named("exif"), digits("exif", exif)].concat());
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), b"<xmp/>"].concat();
    let compressed = chunk(b"zTXt", &[&named("APP1")[..], &[0], &compress(&digits("generic", &xmp)).unwrap()].concat());
    let iptc =
        chunk(b"iTXt", &[&named("iptc")[..], &[0; 4], &digits("iptc", b"8BIM\x04\x04\0\0\0\0\0\x02\x1C\x02")].concat());
    let with = |chunks: &[&[u8]]| [&plain()[..33], &chunks.concat(), &plain()[33..]].concat();
    let found = find_all(&with(&[&written, &compressed, &iptc]));
    let expected = (Some(&exif[6..]), Some(&b"<xmp/>"[..]), Some(&b"\x1C\x02"[..]));
    assert_eq!((found.exif.as_deref(), found.xmp.as_deref(), found.iptc.as_deref()), expected);
    let found = find_all(&with(&[&written, &chunk(b"eXIf", b"MM\0*")]));
    assert_eq!(found.exif.as_deref(), Some(&b"MM\0*"[..]));
    for broken in [&b"\nexif\n"[..], b"\nexif\n  99\nabc", b"\nexif\n 2\nzz", b"exif 2 1234", b""] {
        let text = chunk(b"tEXt", &[&named("exif")[..], broken].concat());
        assert_eq!(find_all(&with(&[&text])).exif, None, "{broken:?}");
    }
}

#[test]
fn without_its_profile_nothing_says_anything_of_colours() {
    let icc = Blocks { icc: Some(vec![1; 500]), ..Blocks::default() };
    let labelled = embed(&plain(), &icc).unwrap();
    let full = [&labelled[..33], &chunk(b"gAMA", &[0, 1, 0x86, 0xA0]), &labelled[33..]].concat();
    assert_eq!(strip(&full, false).unwrap(), plain());
    assert_eq!(strip(&full, true).unwrap(), full);
}
