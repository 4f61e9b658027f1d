//! Every encoding against every channel layout, read back by the engine's own decoders and headers.
//! Cannot catch an error that encoder and decoder share; the corpus and the end-to-end tests decode with others.

mod pictures;
mod upright;

use lazy_image_engine::{
    AvifEffort, Cancel, Channels, Chroma, Encoding, ErrorCode, Limits, Quality, Raster, SourceFormat, encode,
    probe_bytes,
};
use pictures::still;
use upright::decode_upright;

const LAYOUTS: [Channels; 4] = [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba];

fn encodings() -> Vec<(SourceFormat, Encoding)> {
    let jpeg = |progressive, chroma| Encoding::Jpeg {
        quality: Quality::Number(90),
        progressive,
        chroma,
        background: [255; 3],
    };
    let mut all = vec![
        (SourceFormat::Jpeg, jpeg(false, Chroma::Yuv420)),
        (SourceFormat::Jpeg, jpeg(true, Chroma::Yuv444)),
        (SourceFormat::Png, Encoding::Png { depth: 8, effort: 6, interlaced: false, palette: None }),
        (SourceFormat::Webp, Encoding::Webp { quality: Quality::Number(90), effort: 4, alpha_quality: 100 }),
    ];
    for effort in [AvifEffort::Best, AvifEffort::Default, AvifEffort::Fast, AvifEffort::Faster, AvifEffort::Draft] {
        all.push((SourceFormat::Avif, Encoding::Avif { quality: Quality::Number(90), effort, depth: 8 }));
    }
    all
}

/// Mean difference of what is seen: colours laid over white.
fn difference(a: &Raster<u8>, b: &Raster<u8>) -> f64 {
    let visible = |pixels: &Raster<u8>| pixels.flatten([255; 3]).unwrap().expand_gray().unwrap();
    let (a, b) = (visible(a), visible(b));
    let sum: f64 = a.samples.iter().zip(&b.samples).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / a.samples.len() as f64
}

#[test]
fn every_format_keeps_the_picture_in_every_layout() {
    for channels in LAYOUTS {
        let picture = pictures::pixels(61, 47, channels);
        for (format, encoding) in encodings() {
            let bytes = encode(&still(picture.clone()), &encoding, &Cancel::new()).unwrap();
            let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
            assert_eq!((header.format, header.width, header.height), (format, 61, 47), "{encoding:?} {channels:?}");
            let keeps_alpha = channels.has_alpha() && format != SourceFormat::Jpeg;
            assert_eq!(header.has_alpha, keeps_alpha, "{encoding:?} {channels:?}");
            let back = decode_upright(&bytes, &header, &Limits::UNBOUNDED, 1.0).unwrap().0;
            let error = difference(&picture, &back);
            let tolerance = if format == SourceFormat::Png { 0.0 } else { 4.0 };
            assert!(error <= tolerance, "{encoding:?} {channels:?}: mean difference {error}");
        }
    }
}

#[test]
fn the_smallest_and_the_thinnest_pictures_survive_every_format() {
    for (width, height) in [(1, 1), (1, 64), (64, 1), (3, 2)] {
        let picture = pictures::pixels(width, height, Channels::Rgb);
        for (_, encoding) in encodings() {
            let bytes = encode(&still(picture.clone()), &encoding, &Cancel::new()).unwrap();
            let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
            let back = decode_upright(&bytes, &header, &Limits::UNBOUNDED, 1.0).unwrap().0;
            assert_eq!((back.width, back.height), (width, height), "{encoding:?}");
        }
    }
}

#[test]
fn progressive_is_told_by_the_header() {
    let picture = pictures::pixels(64, 64, Channels::Rgb);
    for progressive in [false, true] {
        let encoding =
            Encoding::Jpeg { quality: Quality::Number(80), progressive, chroma: Chroma::Yuv420, background: [0; 3] };
        let bytes = encode(&still(picture.clone()), &encoding, &Cancel::new()).unwrap();
        assert_eq!(probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap().is_progressive, progressive);
    }
}

#[test]
fn a_scaled_jpeg_decode_has_the_size_it_was_asked_for() {
    let bytes = pictures::jpeg(333, 217);
    let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
    for (shrink, size) in [(1, (333, 217)), (2, (167, 109)), (4, (84, 55)), (8, (42, 28))] {
        let asked = 0.5 / f64::from(shrink);
        let (pixels, scale) = decode_upright(&bytes, &header, &Limits::UNBOUNDED, asked).unwrap();
        assert_eq!((pixels.width, pixels.height, scale), (size.0, size.1, 2.0 * asked));
    }
}

/// A cut file must be refused at every length, in any format, without a panic; what the cut removes may be nothing
/// but padding, so the last few bytes are left alone.
#[test]
fn truncated_input_is_refused_at_every_length() {
    for (format, encoding) in encodings() {
        let bytes = encode(&still(pictures::pixels(48, 40, Channels::Rgb)), &encoding, &Cancel::new()).unwrap();
        for length in (1..bytes.len() - 8).step_by(7) {
            let cut = &bytes[..length];
            let result = probe_bytes(cut, &Limits::UNBOUNDED)
                .and_then(|header| decode_upright(cut, &header, &Limits::UNBOUNDED, 1.0));
            let Err(error) = result else { panic!("{format:?} cut to {length} of {} bytes was accepted", bytes.len()) };
            assert_ne!(error.code, ErrorCode::EngineFailure, "{format:?} at {length}: {error}");
        }
    }
}

#[test]
fn a_header_that_lies_about_its_size_allocates_nothing() {
    let mut bytes = pictures::png(8, 8);
    bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    let limits = Limits { pixels: 268_435_456, side: 65_535, ..Limits::UNBOUNDED };
    let error = probe_bytes(&bytes, &limits).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitPixels);
    assert!(error.message.contains("60000×60000"), "{}", error.message);
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
