//! Damaged, lying and exploding files of every format: an error that names the format or the limit, or a picture;
//! never a crash, a hang or a runaway allocation. Allocations of the C codecs are not counted, theirs are bounded by
//! the limits on dimensions alone.

mod counting_allocator;
mod fixtures_folder;
mod pictures;
mod upright;

use std::time::{Duration, Instant};

use counting_allocator::{CountingAllocator, peak_of};
use fixtures_folder::fixture;
use lazy_image_engine::{
    Avif, AvifEffort, Base, Cancel, Channels, Chroma, Encoded, Encoding, EngineError, ErrorCode, Limits, Needs,
    Quality, Result, TargetColours, Webp, decode, encode, probe_bytes, probe_path,
};
use pictures::still;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// What a small picture's file may ask for here.
const LIMITS: Limits = Limits {
    pixels: 1 << 20,
    side: 4096,
    file_bytes: 1 << 24,
    metadata_bytes: 1 << 20,
    frames: 100,
    animation_pixels: 1 << 22,
    svg_elements: 1000,
    svg_nesting: 100,
};

/// Bytes of Rust's allocator. The JPEG XL decoder may have 128 MB and 160 bytes a pixel before it is refused.
const MOST_BYTES: usize = 320 << 20;

const MOST_TIME: Duration = Duration::from_secs(10);

/// A format's name as errors say it, with undamaged files.
fn seeds() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let encoded =
        |encoding| encode(&still(pictures::pixels(48, 40, Channels::Rgb)), &encoding, &Cancel::new()).unwrap();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><style>.a{fill:url(#g)}</style>\
        <linearGradient id='g'><stop offset='0' stop-color='red'/><stop offset='1'/></linearGradient>\
        <rect class='a' width='30' height='15'/><text x='3' y='9' font-size='6'>ab</text>\
        <filter id='f'><feGaussianBlur stdDeviation='2'/></filter><use href='#c' filter='url(#f)'/>\
        <path id='c' d='M1 1L9 9Q4 4 8 1z' stroke='blue' stroke-dasharray='1 2'/></svg>";
    let all = |files: &[&str]| files.iter().map(|file| fixture(file)).collect::<Vec<_>>();
    let small_webp = encoded(Encoding::Webp(Webp { quality: Quality::Number(90), effort: 2, alpha_quality: 100 }));
    let small_avif = encoded(Encoding::Avif(Avif {
        quality: Quality::Number(60),
        effort: AvifEffort::Draft,
        depth: 8,
        chroma: Chroma::Yuv444,
    }));
    vec![
        ("JPEG", [vec![pictures::jpeg(48, 40)], all(&["ycck-adobe.jpg", "arithmetic.jpg", "chroma-4x1.jpg"])].concat()),
        ("PNG", vec![pictures::png(48, 40), pictures::apng(12, 10, 3)]),
        ("WebP", [vec![small_webp], all(&["animated.webp"])].concat()),
        (
            "AVIF",
            [vec![small_avif], all(&["rgb-10-bits.avif", "rgba-multiplied.avif", "grid.avif", "sequence.avif"])]
                .concat(),
        ),
        ("GIF", vec![pictures::gif(24, 20, 3)]),
        (
            "TIFF",
            all(&[
                "rgb-lzw.tif",
                "rgb-jpeg-ycbcr.tif",
                "rgb-jpeg-tiled.tif",
                "rgb-planes.tif",
                "rgb-deflate-tiled.tif",
                "rgb16-big-endian.tif",
                "palette-4.tif",
                "cmyk.tif",
                "bilevel-fax4.tif",
            ]),
        ),
        ("SVG", vec![svg.into()]),
        ("JPEG XL", all(&["rgb-lossy.jxl", "animated.jxl", "rgba-lossless.jxl"])),
        ("BMP", all(&["palette.bmp", "rgb.bmp"])),
        ("ICO", all(&["bitmaps.ico", "three-sizes.ico"])),
    ]
}

/// Decodes everything that a file has.
fn open(bytes: &[u8], limits: &Limits) -> Result<()> {
    let header = probe_bytes(bytes, limits)?;
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: true };
    let needs = Needs { scale: 1.0, all_frames: header.frames > 1, wide: false, bases: vec![base] };
    decode(&Encoded { bytes, header: &header, limits }, &needs, &Cancel::new()).map(|_| ())
}

/// The result, and what is wrong with how it came about.
fn judged(bytes: &[u8], format: &str) -> (Result<()>, Option<String>) {
    let started = Instant::now();
    let (result, peak) = peak_of(|| open(bytes, &LIMITS));
    let problem = if peak > MOST_BYTES {
        Some(format!("{peak} bytes allocated at once"))
    } else if started.elapsed() > MOST_TIME {
        Some(format!("took {:?}", started.elapsed()))
    } else {
        result.as_ref().err().and_then(|error| badly_told(error, format))
    };
    (result, problem)
}

/// A damaged file may look like another format, or like none.
fn badly_told(error: &EngineError, format: &str) -> Option<String> {
    let told = match error.code {
        ErrorCode::SourceCorrupt | ErrorCode::SourceTruncated | ErrorCode::FeatureUnsupported => {
            error.to_string().contains(format) || format == "PNG" || format == "JPEG" || format == "ICO"
        }
        ErrorCode::SourceNotAnImage | ErrorCode::FormatUnsupported | ErrorCode::OutOfMemory => true,
        ErrorCode::LimitPixels
        | ErrorCode::LimitSide
        | ErrorCode::LimitFrames
        | ErrorCode::LimitAnimationPixels
        | ErrorCode::LimitMetadataBytes
        | ErrorCode::LimitSvgElements
        | ErrorCode::LimitSvgNesting => !error.operands.is_empty(),
        _ => false,
    };
    (!told).then(|| error.to_string())
}

/// A small generator of numbers that every machine agrees on (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % end as u64) as usize
    }
}

#[test]
fn the_undamaged_files_are_read() {
    for (format, files) in seeds() {
        for (index, bytes) in files.iter().enumerate() {
            open(bytes, &LIMITS).unwrap_or_else(|error| panic!("{format} {index}: {error}"));
        }
    }
}

#[test]
fn a_file_cut_at_any_length_is_refused() {
    let mut failures = Vec::new();
    for (format, files) in seeds() {
        for (index, bytes) in files.iter().enumerate() {
            // What the last bytes hold may be padding, a TIFF's tag that no decoder reads, or a PNG's end.
            let end = bytes.len()
                - match format {
                    "TIFF" => 48,
                    "PNG" => 16,
                    _ => 8,
                };
            for length in (1..end).step_by(37) {
                match judged(&bytes[..length], format) {
                    (Ok(()), _) => {
                        failures.push(format!("{format} {index} cut to {length} of {} was read", bytes.len()))
                    }
                    (Err(_), Some(problem)) => failures.push(format!("{format} {index} cut to {length}: {problem}")),
                    (Err(_), None) => {}
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn flipped_bits_give_an_error_or_a_picture() {
    const TIMES: usize = 1000;
    let mut failures = Vec::new();
    for (seed, (format, files)) in seeds().into_iter().enumerate() {
        let mut numbers = Numbers(seed as u64);
        for time in 0..TIMES {
            let mut bytes = files[time % files.len()].clone();
            for _ in 0..=numbers.below(4) {
                let at = numbers.below(bytes.len());
                bytes[at] ^= 1 << numbers.below(8);
            }
            if let (_, Some(problem)) = judged(&bytes, format) {
                failures.push(format!("{format}, flip {time}: {problem}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_content_decides_and_not_the_name() {
    let path = std::env::temp_dir().join(format!("lazy-image-hostile-{}.png", std::process::id()));
    for (format, files) in seeds() {
        std::fs::write(&path, &files[0]).unwrap();
        let header = probe_path(&path, &LIMITS).unwrap();
        assert_eq!(header.format.name(), format);
    }
    std::fs::remove_file(path).unwrap();
}

fn patched(mut bytes: Vec<u8>, at: usize, with: &[u8]) -> Vec<u8> {
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

/// Where a value of a little-endian TIFF's first directory lies.
fn tiff_value(bytes: &[u8], tag: u16) -> usize {
    let directory = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize;
    (directory + 2..).step_by(12).find(|&entry| bytes[entry..entry + 2] == tag.to_le_bytes()).unwrap() + 8
}

#[test]
fn sizes_that_are_lies_allocate_nothing() {
    let jpeg = pictures::jpeg(48, 40);
    let frame = jpeg.windows(2).position(|pair| pair[0] == 0xFF && matches!(pair[1], 0xC0..=0xC2)).unwrap();
    let tiff = fixture("rgb-lzw.tif");
    let width = tiff_value(&tiff, 256);
    for (format, bytes) in [
        ("JPEG", patched(jpeg.clone(), frame + 5, &[0xFF; 4])),
        ("GIF", patched(pictures::gif(24, 20, 3), 6, &[0xFF; 4])),
        ("BMP", patched(fixture("palette.bmp"), 18, &[0x50, 0xC3, 0, 0, 0x50, 0xC3, 0, 0])),
        ("TIFF", patched(tiff.clone(), width, &50_000u32.to_le_bytes())),
        ("WebP", patched(fixture("animated.webp"), 24, &[0xFF; 6])),
    ] {
        let (result, peak) = peak_of(|| open(&bytes, &LIMITS));
        let error = result.expect_err(format);
        assert!(matches!(error.code, ErrorCode::LimitPixels | ErrorCode::LimitSide), "{format}: {error}");
        assert!(peak < 4 << 20, "{format}: {peak} bytes");
    }
}

#[test]
fn a_picture_without_pixels_is_refused() {
    let jpeg = pictures::jpeg(48, 40);
    let frame = jpeg.windows(2).position(|pair| pair[0] == 0xFF && matches!(pair[1], 0xC0..=0xC2)).unwrap();
    let tiff = fixture("rgb-lzw.tif");
    let height = tiff_value(&tiff, 257);
    for (format, bytes) in [
        ("JPEG", patched(jpeg, frame + 5, &[0, 0])),
        ("PNG", patched(pictures::png(48, 40), 16, &[0; 8])),
        ("BMP", patched(fixture("palette.bmp"), 18, &[0; 8])),
        ("TIFF", patched(tiff, height, &[0; 4])),
        ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>".to_vec()),
    ] {
        let (result, problem) = judged(&bytes, format);
        assert_eq!(problem, None, "{format}");
        let code = result.expect_err(format).code;
        assert!(matches!(code, ErrorCode::SourceCorrupt | ErrorCode::FeatureUnsupported), "{format}: {code:?}");
    }
}

#[test]
fn an_animation_of_a_hundred_thousand_frames_is_refused_where_all_are_wanted() {
    let bytes = pictures::gif(2, 2, 100_000);
    let ((), peak) = peak_of(|| {
        let error = open(&bytes, &LIMITS).unwrap_err();
        assert_eq!(error.code, ErrorCode::LimitFrames);
        assert!(error.to_string().contains("frames 100000, limit 100"), "{error}");
    });
    assert!(peak < 8 << 20, "{peak} bytes");
    let header = probe_bytes(&bytes, &LIMITS).unwrap();
    assert_eq!(upright::decode_upright(&bytes, &header, &LIMITS, 1.0).unwrap().0.width, 2);
}

#[test]
fn a_small_png_of_an_enormous_picture_is_refused_by_its_header() {
    let mut bytes = pictures::png(8, 8);
    bytes[16..24].copy_from_slice(&[0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50]);
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes.resize(60_000, 0);
    let limits = Limits { pixels: 1 << 28, side: 65_535, ..LIMITS };
    let (result, peak) = peak_of(|| open(&bytes, &limits));
    let error = result.unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitPixels);
    assert!(error.to_string().contains("width 50000, height 50000, limit 268435456"), "{error}");
    assert!(peak < 1 << 20, "{peak} bytes");
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

#[test]
fn directories_that_point_at_themselves_end() {
    // TIFF: the next directory is the same one.
    let tiff = fixture("rgb-lzw.tif");
    let directory = u32::from_le_bytes(tiff[4..8].try_into().unwrap());
    let entries = u16::from_le_bytes(tiff[directory as usize..][..2].try_into().unwrap());
    let next = directory as usize + 2 + usize::from(entries) * 12;
    let error = open(&patched(tiff, next, &directory.to_le_bytes()), &LIMITS).unwrap_err();
    assert!(error.to_string().contains("cycle"), "{error}");

    // EXIF in a JPEG: directories in circles, through the next pointer and through the EXIF pointer (0x8769).
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    for (tag, value) in [(0x8769u16, 8u32), (0xA005, 8)] {
        exif.extend([tag.to_le_bytes(), 4u16.to_le_bytes()].concat());
        exif.extend([1u32.to_le_bytes(), value.to_le_bytes()].concat());
    }
    exif.extend(8u32.to_le_bytes());
    let (result, problem) = judged(&with_segment(&pictures::jpeg(48, 40), 0xE1, &exif), "JPEG");
    assert_eq!((result, problem), (Ok(()), None));

    // A count that would fill the memory.
    let mut absurd = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    absurd.extend([0x12, 0x01, 3, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x20, 0, 0, 0, 0, 0, 0, 0]);
    let (result, problem) = judged(&with_segment(&pictures::jpeg(48, 40), 0xE1, &absurd), "JPEG");
    assert_eq!((result, problem), (Ok(()), None));
}

/// A JPEG with one more segment behind its start.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, body, &jpeg[2..]].concat()
}

#[test]
fn absurd_profiles_count_as_none() {
    let profile = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/profiles/cmyk.icc")).unwrap();
    let table = profile.windows(4).position(|window| window == b"mft2").unwrap();
    let mut profiles = vec![
        patched(profile.clone(), 128, &[0xFF; 4]),                // tags
        patched(profile.clone(), 136, &[0x7F, 0xFF, 0xFF, 0xFF]), // a tag's place
        patched(profile.clone(), table + 8, &[15, 15, 255]),      // channels and points of the table
        patched(profile.clone(), table + 48, &[0xFF; 4]),         // entries of its curves
        patched(profile.clone(), 0, &[0xFF; 4]),                  // its size
        profile[..200].to_vec(),
        vec![0; 128],
    ];
    let mut numbers = Numbers(7);
    for _ in 0..200 {
        // The header, the tags and the heads of the tables.
        profiles.push(patched(profile.clone(), numbers.below(800), &[numbers.below(256) as u8]));
    }
    for jpeg in [fixture("cmyk-adobe.jpg"), pictures::jpeg(48, 40)] {
        for (index, profile) in profiles.iter().enumerate() {
            let body = [b"ICC_PROFILE\0\x01\x01", &profile[..]].concat();
            let (result, problem) = judged(&with_segment(&jpeg, 0xE2, &body), "JPEG");
            assert_eq!((result, problem), (Ok(()), None), "profile {index}");
        }
    }
}

#[test]
fn a_profile_above_its_limit_is_refused_by_name() {
    let part = [&b"ICC_PROFILE\0\x01\x01"[..], &[0; 65_000]].concat();
    let jpeg = (0..20).fold(pictures::jpeg(48, 40), |jpeg, _| with_segment(&jpeg, 0xE2, &part));
    let error = open(&jpeg, &LIMITS).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitMetadataBytes);
    assert!(error.to_string().contains("block ICC") && error.operand("limit").is_some(), "{error}");
}

#[test]
fn the_thinnest_pictures_are_read() {
    let limits = Limits { side: 65_535, ..LIMITS };
    for (width, height) in [(1, 1), (1, 65_535), (65_535, 1)] {
        for bytes in [pictures::png(width, height), pictures::gif(width as u16, height as u16, 1)] {
            let header = probe_bytes(&bytes, &limits).unwrap();
            assert_eq!((header.width, header.height), (width, height));
            open(&bytes, &limits).unwrap();
        }
    }
}
