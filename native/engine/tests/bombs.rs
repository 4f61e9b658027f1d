//! Small files of every format that ask for much: sizes and counts that are lies, streams that inflate without end, animations of
//! countless frames, metadata in heaps. Whatever is asked of one, it is answered in bounded time and memory, the C codecs' included.

#![cfg(all(target_os = "linux", target_env = "gnu"))]

mod counting_malloc;
mod fixtures_folder;
mod pictures;
mod requests;

use std::io::Write;
use std::time::Duration;

use counting_malloc::peak_of;
use fixtures_folder::fixture;
use lazy_image_engine::{
    Base, Batch, Cancel, Encoded, FailOn, KeepMetadata, Limits, Needs, Output, Result, SourceInput, TargetColours,
    decode_as_far_as, formats, photo_metadata, probe_bytes_as_far_as,
};
use requests::{JPEG, batch, output, run, source};

/// Those of the package, but for pixels: whatever those allow is no bomb.
const LIMITS: Limits = Limits {
    pixels: 1 << 24,
    side: 65_535,
    file_bytes: 1 << 29,
    metadata_bytes: 1 << 24,
    frames: 1000,
    animation_pixels: 1 << 26,
    svg_elements: 100_000,
    svg_nesting: 100,
};

const MOST_BYTES: u64 = 256 << 20;
const MOST_TIME: Duration = Duration::from_secs(20);

#[test]
fn every_bomb_is_answered_in_bounded_time_and_memory() {
    let bombs = bombs();
    let mut problems = Vec::new();
    for (name, bytes) in &bombs {
        assert!(bytes.len() < 4 << 20, "{name} is no small file: {} bytes", bytes.len());
        let started = processor_time();
        let (told, peak) = peak_of(|| open(bytes));
        let elapsed = processor_time() - started;
        let panics = told.iter().filter(|told| told.contains("panicked"));
        if elapsed > MOST_TIME {
            problems.push(format!("{name} took {elapsed:?}"));
        }
        if peak > MOST_BYTES {
            problems.push(format!("{name} took {} MB", peak >> 20));
        }
        problems.extend(panics.map(|told| format!("{name}: {told}")));
    }
    // A new format needs bombs of its own.
    for format in formats() {
        let name = format.name().as_str();
        assert!(bombs.iter().any(|(bomb, _)| bomb.starts_with(name)), "there is no bomb that is called {name} …");
    }
    println!("{} bombs", bombs.len());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Of this process: another one that is busy is no fault of the file's.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: it writes to the place that it is given.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Everything that is read of a source: header, words, pixels of one frame and of all, an output with its metadata. What came of it.
fn open(bytes: &[u8]) -> Vec<String> {
    let told = |result: Result<()>| result.err().map(|error| error.to_string()).unwrap_or_default();
    let words = photo_metadata(&SourceInput::Bytes(bytes.to_vec().into()), &LIMITS).map(|_| ());
    let header = match probe_bytes_as_far_as(FailOn::None, bytes, &LIMITS) {
        Ok(header) => header,
        Err(error) => return vec![error.to_string(), told(words)],
    };
    let pixels = |animated: bool| {
        let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated };
        let needs = Needs { scale: 1.0, all_frames: animated, wide: false, bases: vec![base] };
        decode_as_far_as(FailOn::None, &Encoded { bytes, header: &header, limits: &LIMITS }, &needs, &Cancel::new())
            .map(|_| ())
    };
    let kept = Output { metadata: KeepMetadata::All, keep_gain_map: true, ..output(header.upright_size(), 8, 8, JPEG) };
    let outcome = run(&Batch { limits: LIMITS, ..batch(vec![source(bytes.to_vec(), vec![kept])], 1) });
    let made = outcome.sources[0].outputs[0].as_ref().map(|_| ()).map_err(Clone::clone);
    [words, pixels(false), pixels(true), made].map(told).into()
}

fn bombs() -> Vec<(String, Vec<u8>)> {
    let all = [jpeg_bombs(), png_bombs(), webp_bombs(), avif_bombs(), gif_bombs(), tiff_bombs(), jxl_bombs()];
    let rest = [bitmap_bombs(), svg_bombs(), metadata_bombs()];
    all.into_iter().chain(rest).flatten().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

type Bombs = Vec<(&'static str, Vec<u8>)>;

fn jpeg_bombs() -> Bombs {
    let jpeg = pictures::jpeg(48, 40);
    let large = patched(&jpeg, frame_of(&jpeg) + 5, &[0x40, 0, 0x40, 0]);
    let comments = segment(0xFE, &[0; 30]).repeat(100_000);
    let parts = (0..40u8).flat_map(|part| segment(0xE2, &[&b"ICC_PROFILE\0"[..], &[part, 255], &[0; 60_000]].concat()));
    vec![
        ("jpeg of 16384 × 16384 pixels of which none is there", large),
        ("jpeg of 100000 comments", inserted(&jpeg, &comments)),
        ("jpeg of parts of a profile that never ends", inserted(&jpeg, &parts.collect::<Vec<u8>>())),
        ("jpeg of tables without end", inserted(&jpeg, &segment(0xDB, &[&[0][..], &[1; 64]].concat()).repeat(40_000))),
        ("jpeg of a thousand scans", with_scans(&jpeg, 1000)),
        ("jpeg that restarts at each block", inserted(&jpeg, &[0xFF, 0xDD, 0, 4, 0, 1])),
    ]
}

/// A progressive picture of 4096 × 4096 pixels that sends the same coefficients again and again.
fn with_scans(jpeg: &[u8], scans: usize) -> Vec<u8> {
    let frame = frame_of(jpeg);
    let mut bytes = patched(jpeg, frame + 1, &[0xC2]);
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x10, 0, 0x10, 0]);
    let start = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    bytes.truncate(start);
    // One component's first coefficient, then one end of band after the other.
    bytes.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0].repeat(scans));
    bytes.extend([0xFF, 0xD9]);
    bytes
}

fn png_bombs() -> Bombs {
    let png = pictures::png(8, 8);
    let apng = pictures::apng(4, 4, 3);
    let zeros = deflated(256 << 20);
    let frames = apng.windows(4).position(|name| name == b"acTL").unwrap() + 4;
    let mut endless = patched(&apng, frames, &[0xFF; 4]);
    seal(&mut endless, frames - 8);
    let texts = chunk(b"tEXt", b"Comment\0x").repeat(100_000);
    vec![
        (
            "png with a text that inflates",
            behind_header(&png, &chunk(b"zTXt", &[&b"Comment\0\0"[..], &zeros].concat())),
        ),
        ("png with XMP that inflates", {
            let text = [&b"XML:com.adobe.xmp\0\x01\0\0\0"[..], &zeros].concat();
            behind_header(&png, &chunk(b"iTXt", &text))
        }),
        ("png with a profile that inflates", behind_header(&png, &chunk(b"iCCP", &[&b"x\0\0"[..], &zeros].concat()))),
        ("png with pixels that inflate", behind_header(&png, &chunk(b"IDAT", &zeros))),
        ("png of 100000 texts", behind_header(&png, &texts)),
        ("png of four thousand million frames", endless),
        ("png of 20000 frames", pictures::apng(1, 1, 20_000)),
    ]
}

fn webp_bombs() -> Bombs {
    let webp = fixture("animated.webp");
    let first = webp.windows(4).position(|name| name == b"ANMF").unwrap();
    let length = 8 + u32::from_le_bytes(webp[first + 4..first + 8].try_into().unwrap()) as usize;
    let frame = &webp[first..first + length + length % 2];
    let many = riff(&[&webp[12..first], &frame.repeat((3 << 20) / frame.len())].concat());
    let canvas = patched(&webp, 24, &[0xFF, 0x3F, 0, 0xFF, 0x3F, 0]);
    let unknown = riff(&[&webp[12..first], &[&b"ABCD"[..], &[0; 4]].concat().repeat(200_000), &webp[first..]].concat());
    vec![
        ("webp of thousands of frames", many),
        ("webp of 16384 × 16384 pixels", canvas),
        ("webp of 200000 empty chunks", unknown),
        ("webp with a chunk of four thousand million bytes", patched(&webp, first + 4, &[0xFE, 0xFF, 0xFF, 0xFF])),
    ]
}

fn avif_bombs() -> Bombs {
    let avif = fixture("grid.avif");
    let sequence = fixture("sequence.avif");
    let nested = (0..10_000u32).fold(Vec::new(), |inner: Vec<u8>, _| {
        if inner.len() > 2 << 17 { inner } else { item_box(b"meta", &[&[0; 4][..], &inner].concat()) }
    });
    let start = &avif[..u32::from_be_bytes(avif[..4].try_into().unwrap()) as usize];
    let counts = |file: &[u8], name: &[u8; 4], at: usize| {
        let place = file.windows(4).position(|word| word == name).unwrap_or_else(|| panic!("no {name:?}"));
        patched(file, place + at, &[0xFF; 4])
    };
    vec![
        ("avif of boxes in boxes", [start, &nested].concat()),
        ("avif of 200000 empty boxes", [start, &item_box(b"free", &[]).repeat(200_000)].concat()),
        ("avif of items without end", counts(&avif, b"iinf", 8)),
        ("avif of places without end", counts(&avif, b"iloc", 8)),
        ("avif of properties without end", counts(&avif, b"ipma", 8)),
        ("avif of sizes without end", counts(&sequence, b"stsz", 8)),
        ("avif of times without end", counts(&sequence, b"stts", 8)),
        ("avif of 16384 × 16384 pixels", {
            let place = avif.windows(4).position(|word| word == b"ispe").unwrap() + 8;
            patched(&avif, place, &[0, 0, 0x40, 0, 0, 0, 0x40, 0])
        }),
    ]
}

fn gif_bombs() -> Bombs {
    let gif = pictures::gif(24, 20, 1);
    let comments = [0x21, 0xFE, 1, b'x', 0].repeat(400_000);
    let at = 13 + 3 * 4;
    vec![
        ("gif of 60000 frames", pictures::gif(2, 2, 60_000)),
        ("gif of 65535 × 4096 pixels", patched(&gif, 6, &[0xFF, 0xFF, 0, 0x10])),
        ("gif of 400000 comments", [&gif[..at], &comments, &gif[at..]].concat()),
        (
            "gif with a block that never ends",
            [&gif[..at], &[0x21, 0xFE][..], &[&[255][..], &[0; 255]].concat().repeat(10_000)].concat(),
        ),
    ]
}

fn tiff_bombs() -> Bombs {
    let deflate = fixture("rgb-deflate-tiled.tif");
    let lzw = fixture("rgb-lzw.tif");
    let pages = fixture("rgb-two-pages.tif");
    let count = |file: &[u8], tag: u16| patched(file, tiff_value(file, tag) - 4, &[0xFF; 4]);
    let value = |file: &[u8], tag: u16, value: u32| patched(file, tiff_value(file, tag), &value.to_le_bytes());
    vec![
        ("tiff of 16384 × 16384 pixels", value(&value(&lzw, 256, 16384), 257, 16384)),
        ("tiff of tiles of 65520 × 65520 pixels", value(&value(&deflate, 322, 65520), 323, 65520)),
        ("tiff of 65535 samples a pixel", value(&lzw, 277, 65535)),
        ("tiff of strips without end", count(&lzw, 273)),
        ("tiff of depths without end", count(&lzw, 258)),
        ("tiff of one row a strip", value(&lzw, 278, 1)),
        ("tiff of sizes without end", value(&lzw, 279, u32::MAX)),
        ("tiff of pages in a circle", {
            let first = u32::from_le_bytes(pages[4..8].try_into().unwrap());
            let entries = u16::from_le_bytes(pages[first as usize..][..2].try_into().unwrap());
            patched(&pages, first as usize + 2 + usize::from(entries) * 12, &first.to_le_bytes())
        }),
        ("tiff of 100000 pages", many_pages(&lzw, 100_000)),
    ]
}

/// A file's first page and then so many directories of nothing.
fn many_pages(tiff: &[u8], pages: u32) -> Vec<u8> {
    let first = u32::from_le_bytes(tiff[4..8].try_into().unwrap()) as usize;
    let entries = u16::from_le_bytes(tiff[first..first + 2].try_into().unwrap());
    let next = first + 2 + usize::from(entries) * 12;
    let mut bytes = patched(tiff, next, &(tiff.len() as u32).to_le_bytes());
    for _ in 0..pages {
        let after = bytes.len() as u32 + 18;
        bytes.extend([1, 0, 0, 1, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
        bytes.extend(after.to_le_bytes());
    }
    let end = bytes.len() - 4;
    patched(&bytes, end, &[0; 4])
}

fn jxl_bombs() -> Bombs {
    let boxed = |boxes: &[u8]| {
        let start = item_box(b"JXL ", &[0x0D, 0x0A, 0x87, 0x0A]);
        let kind = item_box(b"ftyp", b"jxl \0\0\0\0jxl ");
        [start, kind, boxes.to_vec(), item_box(b"jxlc", &fixture("rgb-lossy.jxl"))].concat()
    };
    let digits = ZEROS_BY_BROTLI.as_bytes().chunks_exact(2);
    let zeros: Vec<u8> =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect();
    vec![
        ("jxl of 200000 empty boxes", boxed(&item_box(b"free", &[]).repeat(200_000))),
        ("jxl of 200000 parts", boxed(&item_box(b"jxlp", &[0, 0, 0, 0]).repeat(200_000))),
        ("jxl with EXIF that inflates", boxed(&item_box(b"brob", &[&b"Exif"[..], &zeros].concat()))),
        ("jxl with XMP that inflates", boxed(&item_box(b"brob", &[&b"xml "[..], &zeros].concat()))),
        ("jxl of two hundred layers", fixture("two-hundred-layers.jxl")),
    ]
}

/// 256 MB of zeros, packed by Node's zlib at quality 11: no crate that is built here writes brotli.
const ZEROS_BY_BROTLI: &str = "\
    cfffff7ff82700e2b14020f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c32200ddfb7ffeffffc33f0110870500baf7fffc\
    ffff877f02200e0b0074effff9ffff0fff04401c1600e8defff3ffff1ffe0980382c00d0bdffe7ffff3ffc1300715800a07bffcfffff\
    7ff82700e2b00040f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c30200ddfb7ffeffffc33f0110870500baf7fffcffff87\
    7f02200e0b0074effff9ffff0fff04401c1600e8defff3ffff1ffe0980382c00d0bdffcfffff7ffc1300715800a07bff0f";

fn bitmap_bombs() -> Bombs {
    let bmp = fixture("palette.bmp");
    let ico = fixture("three-sizes.ico");
    let inner = pictures::png(8, 8);
    let mut large = patched(&inner, 16, &[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    seal(&mut large, 8);
    let entry = |size: usize, at: u32| {
        [&[0, 0, 0, 0, 1, 0, 32, 0][..], &(size as u32).to_le_bytes(), &at.to_le_bytes()].concat()
    };
    let icons = |count: u16, picture: &[u8]| {
        let entries = entry(picture.len(), 6 + u32::from(count) * 16).repeat(count.into());
        [&[0, 0, 1, 0][..], &count.to_le_bytes(), &entries, picture].concat()
    };
    vec![
        ("bmp of 16384 × 16384 pixels", patched(&bmp, 18, &[0, 0x40, 0, 0, 0, 0x40, 0, 0])),
        ("bmp of colours without end", patched(&bmp, 46, &[0xFF; 4])),
        ("bmp with its pixels nowhere", patched(&bmp, 10, &[0xFF; 4])),
        ("ico of 65535 pictures that are one", icons(65_535, &inner)),
        ("ico of a picture of 16384 × 16384 pixels", icons(1, &large)),
        ("ico of sizes without end", patched(&ico, 6 + 8, &[0xFF; 4])),
    ]
}

fn svg_bombs() -> Bombs {
    let svg = |content: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'>{content}</svg>").into_bytes()
    };
    let filtered = |primitive: &str| {
        svg(&format!(
            "<filter id='f' x='-9' y='-9' width='19' height='19'>{primitive}</filter><rect width='400' height='400' filter='url(#f)'/>"
        ))
    };
    let kernel = "1 ".repeat(10_000);
    let patterns: String = (1..40)
        .map(|index| {
            format!("<pattern id='p{index}' width='.1' height='.1'><rect width='400' height='400' fill='url(#p{})'/></pattern>", index - 1)
        })
        .collect();
    let masks: String = (1..60)
        .map(|index| {
            format!(
                "<mask id='m{index}'><rect width='400' height='400' fill='#fff' mask='url(#m{})'/></mask>",
                index - 1
            )
        })
        .collect();
    vec![
        ("svg of a wide blur", filtered("<feGaussianBlur stdDeviation='1e9'/>")),
        ("svg of a window without end", filtered("<feMorphology operator='dilate' radius='1e9'/>")),
        ("svg of a large window", filtered("<feMorphology operator='dilate' radius='200'/>")),
        ("svg of noise without end", filtered("<feTurbulence baseFrequency='9' numOctaves='2147483647'/>")),
        ("svg of a large kernel", filtered(&format!("<feConvolveMatrix order='100' kernelMatrix='{kernel}'/>"))),
        ("svg of a hundred blurs", filtered(&"<feGaussianBlur stdDeviation='90'/>".repeat(100))),
        ("svg of a far offset", filtered("<feOffset dx='1e30' dy='-1e30'/><feTile/>")),
        ("svg of light", filtered(&"<feDiffuseLighting><fePointLight z='1e30'/></feDiffuseLighting>".repeat(50))),
        ("svg of patterns in patterns", svg(&format!("<pattern id='p0'/>{patterns}<rect width='400' height='400' fill='url(#p39)'/>"))),
        ("svg of masks in masks", svg(&format!("{masks}<rect width='400' height='400' mask='url(#m59)'/>"))),
        ("svg of a filter far beyond the canvas", b"<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='4000'><filter id='f' x='-9' y='-9' width='19' height='19'><feGaussianBlur stdDeviation='9'/></filter><rect width='4000' height='4000' filter='url(#f)'/></svg>".to_vec()),
        ("svg of a layer far beyond the canvas", b"<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='4000'><g opacity='.5'><g opacity='.5'><rect x='-8000' y='-8000' width='20000' height='20000'/></g></g></svg>".to_vec()),
        ("svg of a filter that is used often", svg(&format!("<filter id='f'><feTurbulence baseFrequency='.1' numOctaves='9'/></filter>{}", "<rect width='400' height='400' filter='url(#f)'/>".repeat(5000)))),
        ("svg of 90000 shapes over the whole canvas", format!("<svg xmlns='http://www.w3.org/2000/svg' width='3000' height='3000'>{}</svg>", "<rect width='3000' height='3000' opacity='.1'/>".repeat(60_000)).into_bytes()),
        ("svg of uses in a circle", svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>")),
        ("svg of a path of a million lines", svg(&format!("<path d='M0 0{}' stroke='red'/>", "l9 9".repeat(500_000)))),
        ("svg of a thick rough line", svg(&format!("<path d='M0 0{}' stroke='red' stroke-width='1e6' stroke-linejoin='round'/>", "l9 9".repeat(50_000)))),
        ("svg of a gradient of many stops", svg(&format!("<linearGradient id='g'>{}</linearGradient><rect width='400' height='400' fill='url(#g)'/>", "<stop/>".repeat(50_000)))),
    ]
}

/// Blocks that stand in several formats, here in a JPEG.
fn metadata_bombs() -> Bombs {
    let jpeg = pictures::jpeg(8, 8);
    let xmp = |packet: &str| {
        inserted(&jpeg, &segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat()))
    };
    let rdf = |inner: &str| {
        format!(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{inner}</rdf:RDF></x:xmpmeta>"
        )
    };
    let laughs: String = (1..9).map(|i| format!("<!ENTITY l{i} '{}'>", format!("&l{};", i - 1).repeat(10))).collect();
    let extension = |at: u32| {
        let whole = [&[0xFF; 4][..], &at.to_be_bytes(), &[b'x'; 60_000]].concat();
        segment(
            0xE1,
            &[&b"http://ns.adobe.com/xmp/extension/\x000123456789ABCDEF0123456789ABCDEF"[..], &whole].concat(),
        )
    };
    let mut chain = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    for index in 1..=3000u32 {
        chain.extend([1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
        chain.extend((8 + index * 18).to_le_bytes());
    }
    let entries: Vec<u8> = (0..5400u16).flat_map(|_| [0x3B, 1, 2, 0, 0xFF, 0xFF, 0, 0, 8, 0, 0, 0]).collect();
    let full = [&b"Exif\0\0II*\0\x08\0\0\0"[..], &5400u16.to_le_bytes(), &entries].concat();
    let iptc = [&b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\xE0\0"[..], &[0x1C, 2, 25, 0, 0].repeat(11_000)].concat();
    vec![
        ("metadata: XMP in 5000 layers", xmp(&rdf(&format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000))))),
        (
            "metadata: XMP of 9000 attributes",
            xmp(&rdf(&format!("<rdf:Description {}/>", (0..6000).map(|i| format!("a{i}='' ")).collect::<String>()))),
        ),
        (
            "metadata: XMP of a thousand million laughs",
            xmp(&format!("<!DOCTYPE x [<!ENTITY l0 'ha'>{laughs}]>{}", rdf("&l8;"))),
        ),
        (
            "metadata: XMP of a file",
            xmp(&format!("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///dev/zero'>]>{}", rdf("&e;"))),
        ),
        (
            "metadata: XMP of parts that are lies",
            inserted(&jpeg, &(0..40).flat_map(|part| extension(part * 60_000)).collect::<Vec<u8>>()),
        ),
        ("metadata: EXIF of 3000 directories", inserted(&jpeg, &segment(0xE1, &chain))),
        ("metadata: EXIF of 5400 texts of 65535 letters", inserted(&jpeg, &segment(0xE1, &full))),
        ("metadata: IPTC of 11000 words", inserted(&jpeg, &segment(0xED, &iptc))),
        ("metadata: 500 blocks of EXIF", inserted(&jpeg, &segment(0xE1, &full[..4000]).repeat(500))),
    ]
}

fn patched(bytes: &[u8], at: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

fn frame_of(jpeg: &[u8]) -> usize {
    jpeg.windows(2).position(|pair| pair[0] == 0xFF && matches!(pair[1], 0xC0..=0xC2)).unwrap()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat()
}

/// Behind the start of a JPEG.
fn inserted(jpeg: &[u8], segments: &[u8]) -> Vec<u8> {
    [&jpeg[..2], segments, &jpeg[2..]].concat()
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = [&(body.len() as u32).to_be_bytes()[..], name, body, &[0; 4]].concat();
    seal(&mut bytes, 0);
    bytes
}

/// Writes the checksum of the chunk that begins there.
fn seal(bytes: &mut [u8], at: usize) {
    let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let sum = crc32fast::hash(&bytes[at + 4..at + 8 + length]);
    bytes[at + 8 + length..at + 12 + length].copy_from_slice(&sum.to_be_bytes());
}

/// Behind the header of a PNG.
fn behind_header(png: &[u8], chunks: &[u8]) -> Vec<u8> {
    [&png[..33], chunks, &png[33..]].concat()
}

fn riff(chunks: &[u8]) -> Vec<u8> {
    [&b"RIFF"[..], &(chunks.len() as u32 + 4).to_le_bytes(), b"WEBP", chunks].concat()
}

fn item_box(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
}

/// Where a value of a little-endian TIFF's first directory lies.
fn tiff_value(bytes: &[u8], tag: u16) -> usize {
    let directory = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize;
    (directory + 2..).step_by(12).find(|&entry| bytes[entry..entry + 2] == tag.to_le_bytes()).unwrap() + 8
}

/// So many zeros.
fn deflated(bytes: usize) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..bytes >> 20 {
        encoder.write_all(&zeros).unwrap();
    }
    encoder.finish().unwrap()
}
