//! The memory that admission lets a source have against what it takes at most, for every format and every way through the engine:
//! never more than it was given, and not much less.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

mod counting_malloc;
mod pictures;
mod requests;

use counting_malloc::peak_of;
use lazy_image_engine::*;
use pictures::{apng, gif, pixels, still, stored_as};
use requests::{AVIF, JPEG, NOTHING, PNG, PNG_SIXTEEN, WEBP, output, source};

const SIZE: (u32, u32) = (1200, 900);

struct Case {
    name: &'static str,
    file: Vec<u8>,
    outputs: Vec<Output>,
}

fn file(channels: Channels, encoding: Encoding) -> Vec<u8> {
    encode(&still(pixels(SIZE.0, SIZE.1, channels)), &encoding, &Cancel::new()).unwrap()
}

fn cases() -> Vec<Case> {
    let half = |encoding| output(SIZE, 600, 450, encoding);
    let whole = |encoding| output(SIZE, SIZE.0, SIZE.1, encoding);
    let Encoding::Jpeg(jpeg) = JPEG else { unreachable!() };
    let Encoding::Avif(avif) = AVIF else { unreachable!() };
    let Encoding::Webp(webp) = WEBP else { unreachable!() };
    let photograph = file(Channels::Rgb, JPEG);
    let progressive = file(Channels::Rgb, Encoding::Jpeg(Jpeg { progressive: true, ..jpeg }));
    let avif_of = |effort, depth| Encoding::Avif(Avif { effort, depth, ..avif });
    let mut cases = Vec::new();
    let mut add = |name, file: &[u8], outputs: Vec<Output>| cases.push(Case { name, file: file.to_vec(), outputs });
    // Each encoder, of rows.
    for (name, encoding) in [
        ("to jpeg", JPEG),
        ("to progressive jpeg", Encoding::Jpeg(Jpeg { progressive: true, ..jpeg })),
        ("to webp", WEBP),
        ("to lossless webp", Encoding::Webp(Webp { quality: Quality::Lossless, effort: 2, ..webp })),
        ("to avif draft", avif_of(AvifEffort::Draft, 8)),
        ("to avif faster", avif_of(AvifEffort::Faster, 8)),
        ("to avif default 10", avif_of(AvifEffort::Default, 10)),
        ("to png", PNG),
        ("to png 16", PNG_SIXTEEN),
        (
            "to png palette",
            Encoding::Png(Png {
                depth: 8,
                effort: 6,
                interlaced: false,
                palette: Some(PaletteLimit { colours: 64, dither: 1.0, error: 0.0 }),
            }),
        ),
        ("to gif", Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 })),
        ("to tiff", Encoding::Tiff(Tiff { compression: TiffCompression::Lzw, depth: 8 })),
    ] {
        add(name, &photograph, vec![half(encoding)]);
    }
    add("jpeg whole", &photograph, vec![whole(JPEG)]);
    add("jpeg to whole avif", &photograph, vec![whole(avif_of(AvifEffort::Default, 10))]);
    let mut drawing = pixels(SIZE.0, SIZE.1, Channels::Rgb);
    let drawn = drawing.samples.len() / 4;
    drawing.samples[drawn..].fill(200);
    let drawing = encode(&still(drawing), &PNG, &Cancel::new()).unwrap();
    add("drawing to whole avif", &drawing, vec![whole(avif_of(AvifEffort::Fast, 10))]);
    add(
        "jpeg nine",
        &photograph,
        [600, 400, 200].into_iter().flat_map(|w| [JPEG, WEBP, AVIF].map(|e| output(SIZE, w, w * 3 / 4, e))).collect(),
    );
    add("jpeg tiny", &photograph, vec![output(SIZE, 40, 30, JPEG)]);
    add("jpeg turned", &stored_as(6, &photograph), vec![output((SIZE.1, SIZE.0), 450, 600, JPEG)]);
    let trimmed = Framing::Trimmed { threshold: 5.0, request: FrameRequest { width: Some(300.0), ..NOTHING } };
    add("jpeg trimmed", &photograph, vec![Output { framing: trimmed, ..half(JPEG) }]);
    add("jpeg flipped", &photograph, vec![Output { operations: vec![Operation::Flip(Flip)], ..half(JPEG) }]);
    let to = |width| Pass {
        trim: None,
        request: FrameRequest { width: Some(width), enlarge: true, ..NOTHING },
        operations: vec![],
    };
    add("jpeg passed", &photograph, vec![Output { passes: vec![to(1800.0), to(300.0)], ..half(JPEG) }]);
    add("progressive", &progressive, vec![half(JPEG)]);
    add("gray jpeg", &file(Channels::Gray, JPEG), vec![half(JPEG)]);
    // Each decoder, into what takes least.
    let small = || vec![output(SIZE, 300, 225, JPEG)];
    for (name, channels, encoding) in [
        ("from png", Channels::Rgb, PNG),
        ("from rgba png", Channels::Rgba, PNG),
        ("from webp", Channels::Rgb, WEBP),
        ("from rgba webp", Channels::Rgba, WEBP),
        ("from avif", Channels::Rgb, avif_of(AvifEffort::Draft, 8)),
        ("from rgba avif", Channels::Rgba, avif_of(AvifEffort::Draft, 8)),
        ("from avif 10", Channels::Rgb, avif_of(AvifEffort::Draft, 10)),
        ("from tiff", Channels::Rgb, Encoding::Tiff(Tiff { compression: TiffCompression::Lzw, depth: 8 })),
        ("from gif", Channels::Rgb, Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 })),
    ] {
        add(name, &file(channels, encoding), small());
    }
    add("from png 16", &pictures::png_sixteen(SIZE.0, SIZE.1), small());
    add("from png 16 to png 16", &pictures::png_sixteen(SIZE.0, SIZE.1), vec![output(SIZE, 300, 225, PNG_SIXTEEN)]);
    add("from apng first", &apng(400, 300, 5), vec![output((400, 300), 100, 75, JPEG)]);
    let moving = |size, encoding| {
        let still = output(size, 100, 75, encoding);
        Output { base: Base { animated: true, ..still.base }, ..still }
    };
    let gifs = Encoding::Gif(Gif { colours: 256, dither: 1.0, error: 0.0 });
    add("apng to webp", &apng(400, 300, 5), vec![moving((400, 300), WEBP)]);
    add("gif to gif", &gif(400, 300, 5), vec![moving((400, 300), gifs)]);
    add("gif to webp", &gif(400, 300, 5), vec![moving((400, 300), WEBP)]);
    cases
}

/// How many times what is taken may be modelled: 1.3, and more where a header does not tell what would be needed to know it.
fn most_of(name: &str) -> f64 {
    match name {
        // What is written depends on what is seen: noise takes all of it.
        "to png" | "to png 16" | "to png palette" | "from png" | "from rgba png" | "apng to webp" => 1.8,
        // Room for frames that are encoded at the same time.
        "gif to gif" | "gif to webp" | "to gif" => 5.0,
        // Tables that every picture has room for are most of what a small one takes.
        "jpeg tiny" | "gray jpeg" | "from apng first" => 2.4,
        // There may be a border, and an operation may need wide samples.
        "jpeg trimmed" | "jpeg flipped" => 2.5,
        // A picture that is on its way may be wide, and stand beside the one before.
        "jpeg passed" => 4.0,
        // A header tells neither the chroma of coefficients nor whether there is loss.
        "progressive" | "from webp" | "from rgba webp" | "from tiff" => 3.0,
        _ => 1.35,
    }
}

#[test]
fn no_source_takes_more_than_it_was_given_or_much_less() {
    let mut wrong = Vec::new();
    for Case { name, file, outputs } in cases() {
        let source = source(file, outputs);
        let SourceInput::Bytes(bytes) = &source.input else { unreachable!("as it was made") };
        let header = probe_bytes(bytes, &Limits::UNBOUNDED).unwrap();
        let modelled = modelled_peak(&source, &header, &Limits::UNBOUNDED, bytes.len() as u64, 1).unwrap();
        let run = || process_source(&source, Limits::UNBOUNDED, &Cancel::new()).unwrap();
        // What is kept for good is had by then.
        run();
        let (outcome, peak) = peak_of(run);
        assert!(outcome.sources[0].outputs.iter().all(Result::is_ok), "{name}");
        let ratio = modelled as f64 / (peak + bytes.len() as u64) as f64;
        println!("{name:24} {:6} kB modelled, {ratio:.2} times what it takes", modelled >> 10);
        if !(1.0..=most_of(name)).contains(&ratio) {
            wrong.push((name, ratio));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
