//! Makes one of everything from each picture in files and folders: every decoder, operation and encoder runs once a
//! file, and every decoder once more on its first half and on damaged copies of it. Made to be watched by a tool that finds memory errors
//! (scripts/check-memory.mjs); tells how much was made, and fails when that is nothing.
//!
//! usage: make_everything <file or folder>…

#[path = "../tests/requests/mod.rs"]
mod requests;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use lazy_image_engine::{
    Avif, AvifEffort, Base, Batch, Blur, BlurHash, Chroma, Contrast, Derived, Encoding, Flatten, Flip, Flop,
    FrameRequest, Framing, Gif, Grayscale, ImageHeader, Invert, Jpeg, JpegEffort, KeepMetadata, Limits, Median,
    Modulate, Normalize, Operation, Output, Palette, PaletteLimit, Pass, Png, Position, Quality, Rotate, Sharpen,
    Source, Statistics, Strategy, TargetColours, ThumbHash, Tiff, TiffCompression, Tint, Webp, geometry,
    photo_metadata, probe_bytes,
};
use requests::{NOTHING, batch, output, run, source};

/// Where memory is watched, each pixel costs fifty times as much; SIMD loops still run several times a row.
const WIDTH: u32 = 72;

const DAMAGED_COPIES: u64 = 4;

/// Damaged headers ask for anything.
const LIMITS: Limits = Limits {
    pixels: 16_000_000,
    metadata_bytes: 16_000_000,
    frames: 100,
    animation_pixels: 64_000_000,
    svg_elements: 10_000,
    svg_nesting: 100,
    ..Limits::UNBOUNDED
};

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let mut files = Vec::new();
    for path in &paths {
        if let Err(error) = collect(path, &mut files) {
            eprintln!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    let mut tally = Tally::default();
    for file in &files {
        match fs::read(file) {
            Ok(bytes) => tally.add(bytes),
            Err(error) => eprintln!("{}: {error}", file.display()),
        }
    }
    println!(
        "{} files: {} outputs made, {} refused; {} files are no pictures that are read",
        files.len(),
        tally.made,
        tally.refused,
        tally.no_pictures
    );
    if tally.made > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    entries.iter().try_for_each(|entry| collect(&entry.path(), files))
}

#[derive(Default)]
struct Tally {
    made: usize,
    refused: usize,
    no_pictures: usize,
}

impl Tally {
    fn add(&mut self, bytes: Vec<u8>) {
        let Ok(header) = probe_bytes(&bytes, &LIMITS) else {
            self.no_pictures += 1;
            return;
        };
        let outputs = everything(&header);
        let bad =
            [bytes[..bytes.len() / 2].to_vec()].into_iter().chain((1..=DAMAGED_COPIES).map(|n| damaged(&bytes, n)));
        // Of what is bad, one output reaches all that is decoded, and what clears up after an error.
        let first = Output { keep_gain_map: true, ..outputs[0].clone() };
        let mut sources: Vec<Source> = bad.map(|bytes| source(bytes, vec![first.clone()])).collect();
        sources.push(source(bytes, outputs));
        for source in &sources {
            // What cannot be read is refused below.
            let _ = photo_metadata(&source.input, &LIMITS);
        }
        let outcome = run(&Batch { limits: LIMITS, ..batch(sources, 1) });
        for result in outcome.sources.iter().flat_map(|source| &source.outputs) {
            match result {
                Ok(_) => self.made += 1,
                Err(_) => self.refused += 1,
            }
        }
    }
}

/// With a few bytes changed, others for each seed, the same in every run.
fn damaged(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut state = seed;
    for _ in 0..4 + bytes.len() / 5000 {
        // Knuth's MMIX generator; its high bits are the good ones.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = (state >> 33) as usize % bytes.len();
        bytes[place] ^= (state >> 24) as u8 | 1;
    }
    bytes
}

/// One output for each encoding and for each step before it; the first reaches every pixel of the source.
fn everything(header: &ImageHeader) -> Vec<Output> {
    let size = header.upright_size();
    let width = size.0.min(WIDTH);
    // A thin strip stays within a square.
    let height = (u64::from(width) * u64::from(size.1) / u64::from(size.0)).clamp(1, WIDTH.into()) as u32;
    let plain = |encoding| output(size, width, height, encoding);
    let based = |base, encoding| Output { base, metadata: KeepMetadata::All, ..plain(encoding) };
    let done = |operations| Output { operations, ..plain(requests::WEBP) };
    let framed = |framing| Output { framing, ..plain(requests::WEBP) };

    let upright = plain(requests::WEBP).base;
    let mut outputs: Vec<Output> = encodings().into_iter().map(plain).collect();
    outputs.extend([GIF, requests::WEBP].map(|encoding| based(Base { animated: true, ..upright }, encoding)));
    for encoding in [requests::JPEG, requests::PNG, requests::AVIF] {
        outputs.push(based(Base { colour_space: TargetColours::DisplayP3, ..upright }, encoding));
        outputs.push(based(Base { colour_space: TargetColours::Source, auto_orient: false, ..upright }, encoding));
    }
    // Of a picture without a gain map these are two more of the first.
    for encoding in [requests::JPEG, requests::AVIF] {
        let turned = vec![Operation::Rotate(Rotate { degrees: 33.0, background: [0; 4] }), Operation::Flip(Flip)];
        outputs.push(Output {
            keep_gain_map: true,
            metadata: KeepMetadata::All,
            operations: turned,
            ..plain(encoding)
        });
    }
    outputs.push(done(first_operations()));
    outputs.push(done(last_operations()));
    let request = FrameRequest { width: Some(20.0), ..NOTHING };
    let pass = Pass { trim: Some(10.0), request, operations: vec![Operation::Flop(Flop)] };
    outputs.push(Output { passes: vec![pass.clone(), pass], ..plain(requests::PNG) });
    outputs.push(framed(Framing::Trimmed { threshold: 10.0, request: FrameRequest { width: Some(32.0), ..NOTHING } }));
    for strategy in [Strategy::Entropy, Strategy::Attention] {
        let position = Position::Found(strategy);
        let square = FrameRequest { width: Some(24.0), height: Some(24.0), position, ..NOTHING };
        outputs.push(framed(Framing::Fixed(geometry(size.0, size.1, &square))));
    }
    outputs
}

const GIF: Encoding = Encoding::Gif(Gif { colours: 64, dither: 1.0, error: 0.0 });

fn encodings() -> Vec<Encoding> {
    let number = Quality::Number(75);
    let palette = Some(PaletteLimit { colours: 32, dither: 1.0, error: 0.0 });
    vec![
        requests::JPEG,
        Encoding::Jpeg(Jpeg {
            quality: number,
            progressive: true,
            effort: JpegEffort::Default,
            chroma: Some(Chroma::Yuv444),
            background: [255; 3],
        }),
        Encoding::Jpeg(Jpeg {
            quality: number,
            progressive: false,
            effort: JpegEffort::Best,
            chroma: None,
            background: [255; 3],
        }),
        requests::PNG,
        requests::PNG_SIXTEEN,
        Encoding::Png(Png { depth: 8, effort: 3, interlaced: true, palette }),
        requests::WEBP,
        Encoding::Webp(Webp { quality: Quality::Lossless, effort: 2, alpha_quality: 100 }),
        Encoding::Webp(Webp { quality: Quality::NearLossless(50), effort: 2, alpha_quality: 50 }),
        Encoding::Avif(Avif { quality: number, effort: AvifEffort::Draft, depth: 8, chroma: Chroma::Yuv444 }),
        Encoding::Avif(Avif { quality: number, effort: AvifEffort::Draft, depth: 10, chroma: Chroma::Yuv420 }),
        Encoding::Avif(Avif { quality: number, effort: AvifEffort::Faster, depth: 10, chroma: Chroma::Yuv444 }),
        Encoding::Avif(Avif {
            quality: Quality::Lossless,
            effort: AvifEffort::Draft,
            depth: 8,
            chroma: Chroma::Yuv444,
        }),
        GIF,
        Encoding::Tiff(Tiff { compression: TiffCompression::Lzw, depth: 8 }),
        Encoding::Tiff(Tiff { compression: TiffCompression::Deflate, depth: 16 }),
        Encoding::Derived(Derived::ThumbHash(ThumbHash)),
        Encoding::Derived(Derived::BlurHash(BlurHash { x: 4, y: 3 })),
        Encoding::Derived(Derived::Palette(Palette { colours: 5 })),
        Encoding::Derived(Derived::Statistics(Statistics)),
    ]
}

fn first_operations() -> Vec<Operation> {
    vec![
        Operation::Rotate(Rotate { degrees: 33.0, background: [255, 0, 0, 128] }),
        Operation::Flip(Flip),
        Operation::Flop(Flop),
        Operation::Blur(Blur { sigma: 1.5 }),
        Operation::Sharpen(Sharpen { sigma: 1.0 }),
        Operation::Median(Median { size: 3 }),
    ]
}

fn last_operations() -> Vec<Operation> {
    vec![
        Operation::Modulate(Modulate { brightness: 1.1, saturation: 0.8, hue: 40.0 }),
        Operation::Contrast(Contrast { factor: 1.2 }),
        Operation::Tint(Tint { colour: [200, 120, 40] }),
        Operation::Grayscale(Grayscale),
        Operation::Invert(Invert),
        Operation::Normalize(Normalize),
        Operation::Flatten(Flatten { background: [10, 20, 30] }),
    ]
}
