//! Every encoding against every channel layout, read back by the engine's own decoders and headers.
//! Cannot catch an error that encoder and decoder share; the corpus and the end-to-end tests decode with others.

mod pictures;
mod upright;

use lazy_image_engine::{
    Avif, AvifEffort, Cancel, Channels, Chroma, ColourSpace, Encoding, ErrorCode, Gif, Jpeg, JpegEffort, Limits,
    PaletteLimit, Pixels, Png, Quality, Raster, SourceFormat, Tiff, TiffCompression, Webp, encode, probe_bytes,
};
use pictures::still;
use upright::decode_upright;

const LAYOUTS: [Channels; 4] = [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba];

const FULL: Quality = Quality::Number(90);

fn jpeg(progressive: bool, chroma: Chroma) -> Encoding {
    Encoding::Jpeg(Jpeg {
        quality: FULL,
        progressive,
        effort: JpegEffort::Default,
        chroma: Some(chroma),
        background: [255; 3],
    })
}

fn encodings() -> Vec<(SourceFormat, Encoding)> {
    let best = |chroma| {
        Encoding::Jpeg(Jpeg {
            quality: FULL,
            progressive: true,
            effort: JpegEffort::Best,
            chroma,
            background: [255; 3],
        })
    };
    let mut all = vec![
        (SourceFormat::Jpeg, best(Some(Chroma::Yuv420))),
        (SourceFormat::Jpeg, best(None)),
        (SourceFormat::Jpeg, jpeg(false, Chroma::Yuv420)),
        (SourceFormat::Jpeg, jpeg(true, Chroma::Yuv444)),
        (SourceFormat::Png, Encoding::Png(Png { depth: 8, effort: 6, interlaced: true, palette: None })),
        (
            SourceFormat::Png,
            Encoding::Png(Png {
                depth: 8,
                effort: 6,
                interlaced: false,
                palette: Some(PaletteLimit { colours: 256, dither: 1.0, error: 0.0 }),
            }),
        ),
        (
            SourceFormat::Webp,
            Encoding::Webp(Webp { quality: Quality::NearLossless(60), effort: 4, alpha_quality: 100 }),
        ),
    ];
    for effort in [0, 4, 6] {
        all.push((SourceFormat::Webp, Encoding::Webp(Webp { quality: FULL, effort, alpha_quality: 80 })));
    }
    for effort in AvifEffort::ALL {
        for (depth, chroma) in [(8, Chroma::Yuv444), (10, Chroma::Yuv444), (8, Chroma::Yuv420), (10, Chroma::Yuv420)] {
            all.push((SourceFormat::Avif, Encoding::Avif(Avif { quality: FULL, effort, depth, chroma })));
        }
    }
    all.extend(lossless());
    all
}

/// Those that keep every sample of 8 bits.
fn lossless() -> Vec<(SourceFormat, Encoding)> {
    let png = |depth, effort, interlaced| Encoding::Png(Png { depth, effort, interlaced, palette: None });
    let webp = |effort| Encoding::Webp(Webp { quality: Quality::Lossless, effort, alpha_quality: 100 });
    let avif = |effort| Encoding::Avif(Avif { quality: Quality::Lossless, effort, depth: 8, chroma: Chroma::Yuv444 });
    let mut all: Vec<_> =
        [1, 4, 6, 7, 8].into_iter().map(|effort| (SourceFormat::Png, png(8, effort, false))).collect();
    all.push((SourceFormat::Png, png(8, 3, true)));
    all.push((SourceFormat::Png, png(16, 6, false)));
    all.extend([0, 3, 6].into_iter().map(|effort| (SourceFormat::Webp, webp(effort))));
    all.extend(AvifEffort::ALL.map(|effort| (SourceFormat::Avif, avif(effort))));
    for compression in [TiffCompression::Lzw, TiffCompression::Deflate, TiffCompression::None] {
        all.extend([8, 16].map(|depth| (SourceFormat::Tiff, Encoding::Tiff(Tiff { compression, depth }))));
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
fn every_format_keeps_the_picture_in_every_layout_and_depth() {
    for channels in LAYOUTS {
        let eight = pictures::pixels(61, 47, channels);
        let wide = eight.widen().unwrap();
        for (format, encoding) in encodings() {
            for pixels in [Pixels::from(eight.clone()), Pixels::from(wide.clone())] {
                let depth = pixels.depth();
                let bytes = encode(&still(pixels), &encoding, &Cancel::new()).unwrap();
                let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
                assert_eq!((header.format, header.width, header.height), (format, 61, 47), "{encoding:?} {channels:?}");
                let keeps_alpha = channels.has_alpha() && format != SourceFormat::Jpeg;
                assert_eq!(header.has_alpha, keeps_alpha, "{encoding:?} {channels:?}");
                let keeps_gray = channels.is_gray() && format != SourceFormat::Webp;
                let stored_gray = header.colour_space == ColourSpace::Gray;
                let is_palette = matches!(encoding, Encoding::Png(Png { .. })) && !stored_gray;
                assert!(stored_gray == keeps_gray || is_palette, "{encoding:?} {channels:?}");
                let back = decode_upright(&bytes, &header, &Limits::UNBOUNDED, 1.0).unwrap().0;
                let error = difference(&eight, &back);
                assert!(error <= 4.0, "{encoding:?} {channels:?} of {depth} bits: mean difference {error}");
            }
        }
    }
}

#[test]
fn lossless_is_every_sample_in_every_layout() {
    for channels in LAYOUTS {
        let picture = pictures::pixels(61, 47, channels);
        for (_, encoding) in lossless() {
            let bytes = encode(&still(picture.clone()), &encoding, &Cancel::new()).unwrap();
            let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
            let back = decode_upright(&bytes, &header, &Limits::UNBOUNDED, 1.0).unwrap().0;
            assert_eq!(difference(&picture, &back), 0.0, "{encoding:?} {channels:?}");
        }
    }
}

#[test]
fn ten_bits_are_written_where_ten_are_asked_for() {
    let picture = still(pictures::pixels_sixteen(40, 30, Channels::Rgb));
    for depth in [8, 10] {
        let encoding =
            Encoding::Avif(Avif { quality: FULL, effort: AvifEffort::Faster, depth, chroma: Chroma::Yuv444 });
        let bytes = encode(&picture, &encoding, &Cancel::new()).unwrap();
        assert_eq!(probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap().bit_depth, depth);
    }
}

/// Red and green by turns: fine colours that halved chroma cannot hold.
fn stripes(width: u32, height: u32) -> Raster<u8> {
    let mut pixels = Raster::allocate(width, height, Channels::Rgb).unwrap();
    let colours = [[220, 30, 30], [30, 140, 30]];
    let stride = pixels.stride();
    for row in pixels.samples.chunks_exact_mut(stride) {
        row.chunks_exact_mut(3).enumerate().for_each(|(x, pixel)| pixel.copy_from_slice(&colours[x % 2]));
    }
    pixels
}

#[test]
fn full_chroma_keeps_fine_colours_and_halved_chroma_their_mean() {
    let picture = stripes(63, 45);
    let avif = |chroma| Encoding::Avif(Avif { quality: FULL, effort: AvifEffort::Draft, depth: 8, chroma });
    for [halved, full] in
        [[jpeg(false, Chroma::Yuv420), jpeg(false, Chroma::Yuv444)], [avif(Chroma::Yuv420), avif(Chroma::Yuv444)]]
    {
        let [halved, full] = [halved, full].map(|encoding| {
            let bytes = encode(&still(picture.clone()), &encoding, &Cancel::new()).unwrap();
            let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
            decode_upright(&bytes, &header, &Limits::UNBOUNDED, 1.0).unwrap().0
        });
        let red_of = |pixels: &Raster<u8>| {
            let sum: f64 = pixels.pixels().map(|pixel| f64::from(pixel[0])).sum();
            sum / f64::from(pixels.width * pixels.height)
        };
        assert!(difference(&picture, &full) < 8.0 && difference(&picture, &halved) > 25.0, "{full:?} {halved:?}");
        assert!((red_of(&picture) - red_of(&halved)).abs() < 6.0, "{}", red_of(&halved));
    }
}

#[test]
fn chroma_that_suits_the_picture_is_full_for_fine_colours_and_halved_for_broad_ones() {
    let mut broad = Raster::allocate(64, 64, Channels::Rgb).unwrap();
    broad.pixels_mut().zip(0u32..).for_each(|(pixel, index)| {
        pixel.copy_from_slice(&[(index % 64 * 4) as u8, 128, (index / 64 * 4) as u8]);
    });
    for (picture, fitting) in [(stripes(64, 64), Chroma::Yuv444), (broad, Chroma::Yuv420)] {
        let written = |chroma| {
            let encoding = Encoding::Jpeg(Jpeg {
                quality: FULL,
                progressive: false,
                effort: JpegEffort::Default,
                chroma,
                background: [255; 3],
            });
            encode(&still(picture.clone()), &encoding, &Cancel::new()).unwrap()
        };
        assert!(written(None) == written(Some(fitting)), "{fitting:?}");
    }
}

#[test]
fn what_a_codec_cannot_do_is_refused_before_it_is_asked() {
    let png = |depth, effort, palette| Encoding::Png(Png { depth, effort, interlaced: false, palette });
    let limit = |colours, dither| Some(PaletteLimit { colours, dither, error: 0.0 });
    for encoding in [
        Encoding::Jpeg(Jpeg {
            quality: Quality::Lossless,
            progressive: false,
            effort: JpegEffort::Default,
            chroma: Some(Chroma::Yuv420),
            background: [0; 3],
        }),
        Encoding::Webp(Webp { quality: Quality::Number(0), effort: 4, alpha_quality: 100 }),
        Encoding::Webp(Webp { quality: Quality::Target(100.5), effort: 4, alpha_quality: 100 }),
        Encoding::Webp(Webp { quality: Quality::NearLossless(101), effort: 4, alpha_quality: 100 }),
        Encoding::Webp(Webp { quality: FULL, effort: 7, alpha_quality: 100 }),
        Encoding::Webp(Webp { quality: FULL, effort: 4, alpha_quality: 101 }),
        Encoding::Avif(Avif {
            quality: Quality::NearLossless(50),
            effort: AvifEffort::Fast,
            depth: 8,
            chroma: Chroma::Yuv444,
        }),
        Encoding::Avif(Avif {
            quality: Quality::Target(f64::NAN),
            effort: AvifEffort::Fast,
            depth: 8,
            chroma: Chroma::Yuv444,
        }),
        Encoding::Avif(Avif { quality: FULL, effort: AvifEffort::Fast, depth: 12, chroma: Chroma::Yuv444 }),
        png(8, 0, None),
        png(8, 11, None),
        png(8, 6, limit(1, 0.0)),
        png(8, 6, limit(257, 0.0)),
        png(8, 6, limit(16, 1.1)),
        png(16, 6, limit(16, 1.0)),
        Encoding::Gif(Gif { colours: 1, dither: 0.0, error: 0.0 }),
        Encoding::Gif(Gif { colours: 256, dither: f32::NAN, error: 0.0 }),
        Encoding::Tiff(Tiff { compression: TiffCompression::Lzw, depth: 10 }),
    ] {
        let refused = encode(&still(pictures::pixels(9, 9, Channels::Rgb)), &encoding, &Cancel::new()).unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidRequest, "{encoding:?}");
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
        let encoding = Encoding::Jpeg(Jpeg {
            quality: Quality::Number(80),
            progressive,
            effort: JpegEffort::Default,
            chroma: Some(Chroma::Yuv420),
            background: [0; 3],
        });
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
/// but padding, so the last few bytes are left alone: of a PNG, its last chunk and the two checksums of its pixels,
/// without which browsers show it whole.
#[test]
fn truncated_input_is_refused_at_every_length() {
    for (format, encoding) in encodings() {
        let bytes = encode(&still(pictures::pixels(48, 40, Channels::Rgb)), &encoding, &Cancel::new()).unwrap();
        let padding = if format == SourceFormat::Png { 12 + 4 + 4 } else { 8 };
        for length in (1..bytes.len() - padding).step_by(bytes.len() / 200 + 7) {
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
    assert!(error.to_string().contains("width 60000, height 60000"), "{error}");
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
