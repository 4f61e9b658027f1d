//! Small files of one feature each against the picture that they were made from, and what must be refused by name.
//! Cannot catch a misreading that the programs which made the files share.

mod fixtures_folder;
mod pictures;
mod upright;

use fixtures_folder::fixture;
use lazy_image_engine::{
    Base, Cancel, Channels, Decoded, Encoded, ErrorCode, Limits, Needs, Orientation, Picture, Pixels, Raster,
    TargetColours, decode, probe_bytes,
};
use upright::decode_upright;

const LIMITS: Limits = Limits::UNBOUNDED;

fn needs(all_frames: bool, wide: bool) -> Needs {
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: all_frames };
    Needs { scale: 1.0, all_frames, wide, bases: vec![base] }
}

fn upright(bytes: &[u8]) -> Raster<u8> {
    let header = probe_bytes(bytes, &LIMITS).unwrap();
    let raster = decode_upright(bytes, &header, &LIMITS, 1.0).unwrap().0;
    assert_eq!(header.upright_size(), (raster.width, raster.height));
    assert_eq!(header.has_alpha, raster.channels.has_alpha());
    raster
}

fn stored(bytes: &[u8], needs: &Needs) -> Picture {
    let header = probe_bytes(bytes, &LIMITS).unwrap();
    let Decoded { picture, .. } =
        decode(&Encoded { bytes, header: &header, limits: &LIMITS }, needs, &Cancel::new()).unwrap();
    picture
}

/// Mean difference over all samples; pictures of other size or layout differ entirely.
fn difference(a: &Raster<u8>, b: &Raster<u8>) -> f64 {
    if (a.width, a.height, a.channels) != (b.width, b.height, b.channels) {
        return f64::INFINITY;
    }
    let sum: u64 = a.samples.iter().zip(&b.samples).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.samples.len() as f64
}

#[test]
fn every_feature_shows_the_picture_that_it_was_made_from() {
    let [gray, gray_alpha, rgb, rgba] = [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba]
        .map(|channels| pictures::pixels(48, 40, channels));
    let icon = pictures::pixels(48, 48, Channels::Rgba);
    let mirrored = Orientation::from_heif(1, Some(0)).turn(&rgb).unwrap();
    let bilevel =
        Raster { samples: gray.samples.iter().map(|v| if *v > 127 { 255 } else { 0 }).collect(), ..gray.clone() };
    let mut failures = Vec::new();
    for (file, expected, tolerance) in [
        ("rgb-lzw.tif", &rgb, 0.0),
        ("rgb-deflate-tiled.tif", &rgb, 0.0),
        ("rgb-packbits-strips.tif", &rgb, 0.0),
        ("rgb-planes.tif", &rgb, 0.0),
        ("rgb-bigtiff.tif", &rgb, 0.0),
        ("rgb16-big-endian.tif", &rgb, 0.0),
        ("rgb-two-pages.tif", &rgb, 0.0),
        ("rgb-jpeg-ycbcr.tif", &rgb, 5.0),
        ("rgb-jpeg-tiled.tif", &rgb, 5.0),
        ("rgba-straight.tif", &rgba, 0.0),
        ("rgba-multiplied.tif", &rgba, 1.0),
        ("gray-alpha.tif", &gray_alpha, 0.0),
        ("gray-white-is-zero.tif", &gray, 0.0),
        ("bilevel-fax4.tif", &bilevel, 0.0),
        ("gray-oriented-6.tif", &Orientation::Rotate90.turn(&gray).unwrap(), 0.0),
        ("palette-8.tif", &rgb, 20.0),
        ("arithmetic.jpg", &rgb, 5.0),
        ("chroma-4x1.jpg", &rgb, 9.0),
        ("chroma-2x1.jpg", &rgb, 6.0),
        ("chroma-1x2.jpg", &rgb, 6.0),
        ("rgb.bmp", &rgb, 0.0),
        ("three-sizes.ico", &icon, 0.0),
        ("bitmaps.ico", &icon, 0.0),
        ("rgb-lossless.jxl", &rgb, 0.0),
        ("rgb-lossy.jxl", &rgb, 3.0),
        ("rgba-lossless.jxl", &rgba, 0.0),
        ("gray-lossless.jxl", &gray, 0.0),
        ("rgb16-lossless.jxl", &rgb, 0.2),
        ("rgb-10-bits.avif", &rgb, 4.0),
        ("rgb-12-bits.avif", &rgb, 7.0),
        ("rgba-multiplied.avif", &rgba, 6.0),
        ("rotated-mirrored.avif", &mirrored, 4.0),
        ("cropped.avif", &rgb.crop(4, 10, 32, 24).unwrap(), 4.0),
        ("grid.avif", &pictures::pixels(256, 128, Channels::Rgb), 4.0),
    ] {
        let difference = difference(&upright(&fixture(file)), expected);
        if difference > tolerance {
            failures.push(format!("{file}: mean difference {difference:.2}, {tolerance} allowed"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn one_palette_looks_the_same_in_every_depth_and_format() {
    let [eight, four, bitmap] = ["palette-8.tif", "palette-4.tif", "palette.bmp"].map(|file| upright(&fixture(file)));
    assert_eq!(difference(&eight, &four), 0.0);
    assert_eq!(difference(&eight, &bitmap), 0.0);
}

#[test]
fn inks_look_the_same_however_a_file_stores_them() {
    let exact = upright(&fixture("cmyk.tif"));
    assert_eq!(exact.channels, Channels::Rgb);
    for (file, tolerance) in [("cmyk16.tif", 0.0), ("cmyk-adobe.jpg", 5.0), ("ycck-adobe.jpg", 5.0)] {
        let difference = difference(&upright(&fixture(file)), &exact);
        assert!(difference <= tolerance, "{file}: mean difference {difference:.2}");
    }
    // A deep blue corner, and no negative of it.
    assert!(exact.samples[0] < 80 && exact.samples[1] < 80 && exact.samples[2] > 90, "{:?}", &exact.samples[..3]);
}

#[test]
fn inks_are_inverted_in_a_jpeg_whether_adobe_s_mark_says_so_or_not() {
    let marked = fixture("cmyk-adobe.jpg");
    let mark = marked.windows(2).position(|pair| pair == [0xFF, 0xEE]).unwrap();
    let length = 2 + usize::from(u16::from_be_bytes([marked[mark + 2], marked[mark + 3]]));
    let unmarked = [&marked[..mark], &marked[mark + length..]].concat();
    assert_eq!(upright(&unmarked), upright(&marked));
    // Inks as they are, without a mark: every viewer takes them for inverted ones, and so the corner is no blue.
    let negative = upright(&fixture("cmyk-plain.jpg"));
    assert!(negative.samples[2] < 60, "{:?}", &negative.samples[..3]);
}

#[test]
fn a_cmyk_jpeg_is_scaled_in_its_transform_like_any_other() {
    let bytes = fixture("cmyk-adobe.jpg");
    let header = probe_bytes(&bytes, &LIMITS).unwrap();
    let (half, scale) = decode_upright(&bytes, &header, &LIMITS, 0.25).unwrap();
    assert_eq!((half.width, half.height, scale), (24, 20, 0.5));
}

#[test]
fn wide_samples_are_kept_when_asked_for_and_round_to_the_narrow_ones() {
    for file in ["rgb16-big-endian.tif", "rgb16-lossless.jxl", "rgb-10-bits.avif", "rgb-12-bits.avif"] {
        let bytes = fixture(file);
        let header = probe_bytes(&bytes, &LIMITS).unwrap();
        assert!(header.bit_depth > 8, "{file}: {}", header.bit_depth);
        let Pixels::Sixteen(wide) = stored(&bytes, &needs(false, true)).frames.remove(0).pixels else {
            panic!("{file} was narrowed");
        };
        let Pixels::Eight(narrow) = stored(&bytes, &needs(false, false)).frames.remove(0).pixels else {
            panic!("{file} was not narrowed");
        };
        assert_eq!(wide.narrow().unwrap(), narrow, "{file}");
        assert!(wide.samples.iter().any(|sample| sample % 257 != 0) || file.ends_with("endian.tif"), "{file}");
    }
}

#[test]
fn an_animation_gives_its_frames_delays_and_repetitions_when_they_are_asked_for() {
    let rgb = pictures::pixels(48, 40, Channels::Rgb);
    for (file, delays, loops) in [
        ("animated.webp", [100, 50, 200, 80], 3),
        ("animated.jxl", [100, 50, 200, 80], 0),
        ("sequence.avif", [100; 4], 0),
    ] {
        let bytes = fixture(file);
        let header = probe_bytes(&bytes, &LIMITS).unwrap();
        assert_eq!((header.frames, header.loops), (4, loops), "{file}");
        let picture = stored(&bytes, &needs(true, false));
        assert_eq!(picture.frames.iter().map(|frame| frame.delay_ms).collect::<Vec<_>>(), delays, "{file}");
        assert_eq!(picture.loops, loops, "{file}");
        for (index, frame) in picture.frames.iter().enumerate() {
            let shown = frame.pixels.to_eight().unwrap().flatten([0; 3]).unwrap();
            let difference = difference(&shown, &moved(&rgb, 8 * index));
            assert!(difference <= 4.0, "{file}, frame {index}: {difference:.2}");
        }
        let first = stored(&bytes, &needs(false, false));
        assert_eq!((first.frames.len(), first.frames[0].delay_ms, first.loops), (1, 0, 0), "{file}");
        assert_eq!(first.frames[0].pixels, picture.frames[0].pixels, "{file}");
    }
}

/// The picture turned to the right, what leaves it coming in on the left.
fn moved(picture: &Raster<u8>, by: usize) -> Raster<u8> {
    let mut moved = picture.clone();
    for row in moved.samples.chunks_exact_mut(picture.stride()) {
        row.rotate_right(by * picture.channels.count());
    }
    moved
}

#[test]
fn what_is_not_read_is_refused_by_its_name() {
    // A frame header is all that a decoder needs to see.
    let jpeg = |marker: u8, bits: u8| {
        let mut bytes = vec![0xFF, 0xD8, 0xFF, marker, 0, 11, bits, 0, 16, 0, 16, 1, 1, 0x11, 0];
        bytes.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0xFF, 0xD9]);
        bytes
    };
    let tagged = |tags: &[(u16, u16, u32)]| {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend((tags.len() as u16).to_le_bytes());
        for (tag, kind, value) in tags {
            bytes.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
            bytes.extend([1u32.to_le_bytes(), value.to_le_bytes()].concat());
        }
        bytes.extend([0; 64]);
        bytes
    };
    let plain =
        [(256, 4, 8), (257, 4, 8), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 0), (277, 3, 1), (278, 4, 8)];
    let raw: Vec<_> = [(254, 4, 1)].into_iter().chain(plain).chain([(279, 4, 64), (330, 4, 8)]).collect();
    let dng: Vec<_> = plain.into_iter().chain([(279, 4, 64), (50_706, 1, 1)]).collect();
    let lab: Vec<_> =
        plain.map(|tag| if tag.0 == 262 { (262, 3, 8) } else { tag }).into_iter().chain([(279, 4, 64)]).collect();
    for (bytes, code, name) in [
        (jpeg(0xC3, 8), ErrorCode::FeatureUnsupported, "lossless JPEG"),
        (jpeg(0xC5, 8), ErrorCode::FeatureUnsupported, "hierarchical JPEG"),
        (jpeg(0xC1, 12), ErrorCode::FeatureUnsupported, "12 bits"),
        (fixture("float.tif"), ErrorCode::FeatureUnsupported, "32-bit floating-point"),
        (fixture("two-hundred-layers.jxl"), ErrorCode::FeatureUnsupported, "over 100 layers"),
        (tagged(&lab), ErrorCode::FeatureUnsupported, "L*a*b*"),
        (tagged(&raw), ErrorCode::FormatUnsupported, "camera raw"),
        (tagged(&dng), ErrorCode::FormatUnsupported, "DNG"),
    ] {
        let error = probe_bytes(&bytes, &LIMITS)
            .and_then(|header| decode_upright(&bytes, &header, &LIMITS, 1.0))
            .expect_err(name);
        assert_eq!(error.code, code, "{name}: {error}");
        assert!(error.to_string().contains(name), "{name}: {error}");
    }
}
