//! SVG: rasterised at the scale that is asked for, with built-in text, without reaching for files, and bounded.

mod upright;

use std::time::{Duration, Instant};

use lazy_image_engine::{ErrorCode, Limits, Raster, Result, probe_bytes};
use upright::decode_upright;

/// The limits that the package sets where a user sets none.
const LIMITS: Limits = Limits {
    pixels: 1 << 28,
    side: 65_535,
    file_bytes: 1 << 29,
    metadata_bytes: 1 << 24,
    frames: 1000,
    animation_pixels: 1 << 29,
    svg_elements: 100_000,
    svg_nesting: 100,
};

fn rasterised(text: &str, scale: f64, limits: &Limits) -> Result<(Raster<u8>, f64)> {
    let header = probe_bytes(text.as_bytes(), limits)?;
    decode_upright(text.as_bytes(), &header, limits, scale)
}

fn svg(content: &str) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>{content}</svg>")
}

fn pixel(raster: &Raster<u8>, x: usize, y: usize) -> [u8; 4] {
    let at = (y * raster.width as usize + x) * 4;
    raster.samples[at..at + 4].try_into().unwrap()
}

/// Share of pixels that are neither transparent nor opaque: only an edge has such.
fn blurred(raster: &Raster<u8>) -> f64 {
    let edge = raster.pixels().filter(|pixel| !matches!(pixel[3], 0 | 255)).count();
    edge as f64 / (raster.width * raster.height) as f64
}

#[test]
fn a_larger_picture_is_drawn_sharp_and_not_enlarged() {
    let text = svg("<circle cx='20' cy='10' r='8' fill='#123456'/>");
    let (own, scale) = rasterised(&text, 1.0, &LIMITS).unwrap();
    assert_eq!((own.width, own.height, scale), (40, 20, 1.0));
    let (large, scale) = rasterised(&text, 20.0, &LIMITS).unwrap();
    assert_eq!((large.width, large.height, scale), (800, 400, 20.0));
    assert_eq!(pixel(&large, 400, 200), [0x12, 0x34, 0x56, 255]);
    assert_eq!(pixel(&large, 5, 5), [0; 4]);
    assert!(blurred(&large) < blurred(&own) / 10.0, "{} {}", blurred(&large), blurred(&own));
    let (small, _) = rasterised(&text, 0.25, &LIMITS).unwrap();
    assert_eq!((small.width, small.height), (10, 5));
}

#[test]
fn the_scale_stays_within_the_limits() {
    let text = svg("<rect width='40' height='20'/>");
    for limits in [Limits { pixels: 10_000, ..LIMITS }, Limits { side: 100, ..LIMITS }] {
        let (raster, scale) = rasterised(&text, 1000.0, &limits).unwrap();
        assert!(limits.check_dimensions(raster.width, raster.height).is_ok() && scale > 2.0 && scale < 4.0);
    }
}

#[test]
fn text_is_set_in_the_font_that_is_built_in() {
    for family in ["Arial", "sans-serif", "Nobody Has This", "monospace"] {
        let text = svg(&format!("<text x='2' y='15' font-size='14' font-family='{family}'>Aé</text>"));
        let (raster, _) = rasterised(&text, 4.0, &LIMITS).unwrap();
        assert!(raster.pixels().filter(|pixel| pixel[3] > 200).count() > 200, "{family}");
    }
}

#[test]
fn translucent_colours_come_out_straight() {
    let (raster, _) =
        rasterised(&svg("<rect width='40' height='20' fill='#ff8000' opacity='0.5'/>"), 1.0, &LIMITS).unwrap();
    let [red, green, blue, alpha] = pixel(&raster, 20, 10);
    assert!(red >= 254 && green.abs_diff(128) <= 1 && blue == 0 && alpha.abs_diff(128) <= 1);
}

#[test]
fn pictures_come_from_data_urls_and_never_from_files() {
    // A red PNG of one pixel.
    let red = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
    let image = |href: &str| svg(&format!("<image href='{href}' width='40' height='20'/>"));
    assert_eq!(pixel(&rasterised(&image(red), 1.0, &LIMITS).unwrap().0, 20, 10), [255, 0, 0, 255]);
    let file = std::env::temp_dir().join(format!("lazy-image-svg-{}.svg", std::process::id()));
    std::fs::write(&file, svg("<rect width='40' height='20'/>")).unwrap();
    for href in [file.to_str().unwrap(), &format!("file://{}", file.display()), "https://example.invalid/a.png"] {
        assert_eq!(pixel(&rasterised(&image(href), 1.0, &LIMITS).unwrap().0, 20, 10), [0; 4], "{href}");
    }
    std::fs::remove_file(file).unwrap();
    let tight = Limits { pixels: 801, ..LIMITS };
    let two = svg(&format!("<image href='{red}' width='40' height='20'/><image href='{red}' width='0' height='0'/>"));
    assert!(rasterised(&two, 1.0, &tight).is_ok(), "pictures beyond the limit are left out");
}

#[test]
fn bombs_of_every_kind_are_refused_and_name_their_limit() {
    let entities: String = (1..9).map(|i| format!("<!ENTITY l{i} '{}'>", format!("&l{};", i - 1).repeat(10))).collect();
    let laughs = format!("<!DOCTYPE svg [<!ENTITY l0 'ha'>{entities}]>{}", svg("<text>&l8;</text>"));
    let external = format!("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}", svg("<text>&x;</text>"));
    let uses: String =
        (1..9).map(|i| format!("<g id='u{i}'>{}</g>", format!("<use href='#u{}'/>", i - 1).repeat(10))).collect();
    let nested = format!("{}{}", "<g>".repeat(2000), "</g>".repeat(2000));
    let layers =
        (0..90).fold("<rect width='40' height='20'/>".to_owned(), |inner, _| format!("<g opacity='.9'>{inner}</g>"));
    let tile = "<pattern id='p' width='1e6' height='1e6' patternUnits='userSpaceOnUse'><rect width='9' height='9'/></pattern>\
                <rect width='40' height='20' fill='url(#p)'/>";
    let spread = "<filter id='f'><feMorphology operator='dilate' radius='4000'/></filter>\
                  <rect width='40' height='20' filter='url(#f)'/>";
    let noise = "<filter id='f'><feTurbulence baseFrequency='.5' numOctaves='100000'/></filter>\
                 <rect width='40' height='20' filter='url(#f)'/>";
    let far = "<text style='letter-spacing:1e30px' stroke='red' stroke-width='1e20' x='1' y='9'>AB</text>";
    let placed = "<pattern id='p' width='900' height='900' patternUnits='userSpaceOnUse'><rect width='9' height='9'/></pattern>\
                  <rect width='4' height='2' fill='url(#p)' transform='scale(100)'/>";
    let attributes: String = (0..100_000).map(|index| format!("a{index}='' ")).collect();
    let expanded = format!(
        "<!DOCTYPE svg [<!ENTITY a '{}'>]>{}",
        "x".repeat(100_000),
        svg(&format!("<text>{}</text>", "&a;".repeat(5000)))
    );
    for (name, text, scale, code) in [
        ("entities", laughs, 1.0, ErrorCode::SourceCorrupt),
        ("external entity", external, 1.0, ErrorCode::SourceCorrupt),
        ("uses", svg(&format!("<g id='u0'><rect/></g>{uses}")), 1.0, ErrorCode::LimitSvgElements),
        ("elements", svg(&"<g/>".repeat(200_000)), 1.0, ErrorCode::LimitSvgElements),
        ("nesting", svg(&nested), 1.0, ErrorCode::LimitSvgNesting),
        ("layers", svg(&layers), 100.0, ErrorCode::LimitAnimationPixels),
        ("tile", svg(tile), 1.0, ErrorCode::LimitSide),
        ("window", svg(spread), 50.0, ErrorCode::FeatureUnsupported),
        ("octaves", svg(noise), 5.0, ErrorCode::FeatureUnsupported),
        ("far away", svg(far), 1.0, ErrorCode::FeatureUnsupported),
        ("tile in a large place", svg(placed), 1.0, ErrorCode::LimitSide),
        ("dashes", svg("<path stroke='red' stroke-dasharray='1e-9' d='M0 0h40'/>"), 1.0, ErrorCode::FeatureUnsupported),
        (
            "dash offset",
            svg("<path stroke-dasharray='3' stroke-dashoffset='-7e11' d='M0 0h9'/>"),
            1.0,
            ErrorCode::FeatureUnsupported,
        ),
        ("arc", svg("<path d='M0 0a-6 8e34 9e-4 1 1 15 8'/>"), 1.0, ErrorCode::FeatureUnsupported),
        ("attributes", svg(&format!("<g {}/>", attributes)), 1.0, ErrorCode::FeatureUnsupported),
        ("one long entity", expanded, 1.0, ErrorCode::FeatureUnsupported),
        (
            "style rules",
            svg(&format!("<style>{}</style>{}", ".a{fill:red}".repeat(9000), "<g/>".repeat(20_000))),
            1.0,
            ErrorCode::LimitSvgElements,
        ),
        ("long text", svg(&format!("<text>{}</text>", "A".repeat(50_000))), 1.0, ErrorCode::FeatureUnsupported),
        (
            "size",
            "<svg xmlns='http://www.w3.org/2000/svg' width='60000' height='60000'/>".into(),
            1.0,
            ErrorCode::LimitPixels,
        ),
        (
            "no size",
            "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='10'/>".into(),
            1.0,
            ErrorCode::SourceCorrupt,
        ),
        ("cut", svg("<g>").replace("</svg>", ""), 1.0, ErrorCode::SourceTruncated),
    ] {
        let started = Instant::now();
        let error = rasterised(&text, scale, &LIMITS).map(|_| ()).expect_err(name);
        assert_eq!(error.code, code, "{name}: {error}");
        assert!(started.elapsed() < Duration::from_secs(20), "{name} took {:?}", started.elapsed());
    }
}

/// A stack overflow would end the process; Rust's threads have 2 MB by default, so do rayon's.
#[test]
fn the_deepest_drawing_that_is_allowed_fits_into_a_thread_s_stack() {
    let deep = |open: &str, close: &str, levels: usize| {
        svg(&format!("{}<rect width='9' height='9'/>{}", open.repeat(levels), close.repeat(levels)))
    };
    let chain: String = (1..48).map(|i| format!("<g id='u{i}' opacity='.9'><use href='#u{}'/></g>", i - 1)).collect();
    for text in [
        deep("<g opacity='.9' transform='scale(1.001)'>", "</g>", 97),
        deep("<svg width='40' height='20'>", "</svg>", 97),
        deep("<a><switch>", "</switch></a>", 48),
        svg(&format!("<g id='u0'><rect width='9' height='9'/></g>{chain}<use href='#u47'/>")),
    ] {
        std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || {
                rasterised(&text, 1.0, &LIMITS).unwrap();
            })
            .unwrap()
            .join()
            .unwrap();
    }
}
