//! Time of each stage by itself: `cargo bench -p lazy-image-engine`. What it all comes to, and against whom, is measured
//! in the folder bench of the repository.

use std::path::Path;

use divan::{Bencher, Divan, black_box};
use lazy_image_engine::{
    Avif, AvifEffort, Base, Cancel, Chroma, Encoded, Encoding, ImageHeader, Jpeg, JpegEffort, Kernel, Limits, Needs,
    Picture, Pixels, Png, Quality, Region, TargetColours, Webp, decode, encode, probe_bytes, resize,
};

/// 1600 × 1066 pixels.
const PHOTOGRAPH: &str = "../../examples/vite-gallery/photographs/concert.jpg";
const LIMITS: Limits = Limits::UNBOUNDED;

fn main() {
    Divan::from_args().main();
}

fn photograph() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(PHOTOGRAPH)).expect("the gallery's photographs")
}

fn header_of(bytes: &[u8]) -> ImageHeader {
    probe_bytes(bytes, &LIMITS).expect("a header")
}

/// All that is needed of a source for an output at a scale.
fn needs(scale: f64) -> Needs {
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: false };
    Needs { scale, all_frames: false, wide: false, bases: vec![base] }
}

fn picture_of(bytes: &[u8], header: &ImageHeader, scale: f64) -> Picture {
    decode(&Encoded { bytes, header, limits: &LIMITS }, &needs(scale), &Cancel::new()).expect("a picture").picture
}

fn decoded() -> Picture {
    let bytes = photograph();
    picture_of(&bytes, &header_of(&bytes), 1.0)
}

fn pixels(picture: &Picture) -> &Pixels {
    &picture.frames[0].pixels
}

/// The photograph, fitted into 800 pixels.
fn small() -> Picture {
    let mut picture = decoded();
    let source = pixels(&picture);
    let region = Region { left: 0.0, top: 0.0, width: source.width().into(), height: source.height().into() };
    picture.frames[0].pixels = resize(source, region, 800, 533, Kernel::Lanczos3).expect("pixels");
    picture
}

const QUALITY: Quality = Quality::Number(80);
const JPEG: Encoding = Encoding::Jpeg(Jpeg {
    quality: QUALITY,
    progressive: false,
    effort: JpegEffort::Default,
    chroma: Some(Chroma::Yuv420),
    background: [0; 3],
});
const WEBP: Encoding = Encoding::Webp(Webp { quality: QUALITY, effort: 4, alpha_quality: 100 });
const PNG: Encoding = Encoding::Png(Png { depth: 8, effort: 6, interlaced: false, palette: None });

const fn avif(effort: AvifEffort) -> Encoding {
    Encoding::Avif(Avif { quality: Quality::Number(50), effort, depth: 8, chroma: Chroma::Yuv444 })
}

#[divan::bench(args = ["jpeg", "png", "webp", "avif"])]
fn decode_whole(bencher: Bencher, format: &str) {
    let bytes = match format {
        "jpeg" => photograph(),
        "png" => encode(&decoded(), &PNG, &Cancel::new()).expect("a PNG"),
        "webp" => encode(&decoded(), &WEBP, &Cancel::new()).expect("a WebP"),
        _ => encode(&decoded(), &avif(AvifEffort::Draft), &Cancel::new()).expect("an AVIF"),
    };
    let header = header_of(&bytes);
    bencher.bench_local(|| picture_of(black_box(&bytes), &header, 1.0));
}

#[divan::bench(args = [2, 4, 8])]
fn decode_jpeg_for_a_part_of_its_size(bencher: Bencher, part: u32) {
    let bytes = photograph();
    let header = header_of(&bytes);
    // The decoder leaves two pixels for each one that is needed.
    let scale = 0.5 / f64::from(part);
    bencher.bench_local(|| picture_of(black_box(&bytes), &header, scale));
}

#[divan::bench]
fn probe(bencher: Bencher) {
    let bytes = photograph();
    bencher.bench_local(|| header_of(black_box(&bytes)));
}

#[divan::bench(args = [1200, 800, 400, 200])]
fn resize_to_width(bencher: Bencher, width: u32) {
    let picture = decoded();
    let source = pixels(&picture);
    let region = Region { left: 0.0, top: 0.0, width: source.width().into(), height: source.height().into() };
    let height = width * source.height() / source.width();
    bencher.bench_local(|| resize(black_box(source), region, width, height, Kernel::Lanczos3));
}

#[divan::bench]
fn encode_jpeg(bencher: Bencher) {
    encoding(bencher, JPEG);
}

#[divan::bench]
fn encode_png(bencher: Bencher) {
    encoding(bencher, PNG);
}

#[divan::bench(args = [0, 4, 6])]
fn encode_webp_of_effort(bencher: Bencher, effort: u8) {
    encoding(bencher, Encoding::Webp(Webp { quality: QUALITY, effort, alpha_quality: 100 }));
}

#[divan::bench(sample_count = 10, args = ["draft", "faster", "fast", "default", "best"])]
fn encode_avif_of_effort(bencher: Bencher, effort: &str) {
    let effort = match effort {
        "draft" => AvifEffort::Draft,
        "faster" => AvifEffort::Faster,
        "fast" => AvifEffort::Fast,
        "default" => AvifEffort::Default,
        _ => AvifEffort::Best,
    };
    encoding(bencher, avif(effort));
}

fn encoding(bencher: Bencher, encoding: Encoding) {
    let picture = small();
    bencher.bench_local(|| encode(black_box(&picture), &encoding, &Cancel::new()));
}
