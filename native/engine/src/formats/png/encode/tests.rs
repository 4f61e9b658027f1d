//! What is stored and what comes back.

use png::{BitDepth, ColorType, Decoder, Info, OutputInfo, Transformations};

use super::*;

const PLAIN: Settings = Settings { effort: 6, interlaced: false };

/// Smooth, with noise: no palette holds it.
fn photograph(channels: Channels) -> Raster<u8> {
    let mut pixels = Raster::allocate(120, 90, channels).unwrap();
    let mut noise = 1u32;
    for (index, sample) in pixels.samples.iter_mut().enumerate() {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *sample = (index / 150 % 200) as u8 + (noise >> 29) as u8 * 6;
    }
    pixels
}

fn decoded(bytes: &[u8]) -> (OutputInfo, Vec<u8>, Info<'static>) {
    let mut decoder = Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut data).unwrap();
    data.truncate(info.buffer_size());
    let header = reader.info().clone();
    (info, data, header)
}

#[test]
fn few_colours_become_a_palette_of_the_least_depth_and_keep_every_pixel() {
    for (colours, depth) in [
        (2usize, BitDepth::One),
        (4, BitDepth::Two),
        (5, BitDepth::Four),
        (17, BitDepth::Eight),
        (256, BitDepth::Eight),
    ] {
        let samples: Vec<u8> = (0..33 * 20).flat_map(|i| [(i % colours) as u8, 7, 9]).collect();
        let pixels = Raster { width: 33, height: 20, channels: Channels::Rgb, samples };
        let (_, out, header) = decoded(&encode_eight(&pixels, PLAIN, None, false, &Cancel::new()).unwrap());
        assert_eq!((header.color_type, header.bit_depth), (ColorType::Indexed, depth), "{colours} colours");
        assert_eq!(out, pixels.samples, "{colours} colours");
    }
}

#[test]
fn translucent_palettes_keep_their_alpha() {
    let samples: Vec<u8> = (0..64).flat_map(|i| [i % 3 * 100, 0, 0, if i % 2 == 0 { 255 } else { 40 }]).collect();
    let pixels = Raster { width: 8, height: 8, channels: Channels::Rgba, samples };
    let (info, out, header) = decoded(&encode_eight(&pixels, PLAIN, None, false, &Cancel::new()).unwrap());
    assert_eq!((info.color_type, header.color_type), (ColorType::Rgba, ColorType::Indexed));
    assert_eq!(out, pixels.samples);
}

#[test]
fn an_opaque_alpha_and_grey_colours_are_not_stored() {
    let samples: Vec<u8> = (0..40 * 40)
        .flat_map(|i| {
            let g = (i * 7 % 256) as u8;
            [g, g, g, 255]
        })
        .collect();
    let pixels = Raster { width: 40, height: 40, channels: Channels::Rgba, samples };
    let (_, _, header) = decoded(&encode_eight(&pixels, PLAIN, None, false, &Cancel::new()).unwrap());
    assert_eq!(header.color_type, ColorType::Grayscale);
}

#[test]
fn more_than_256_colours_stay_what_they_are() {
    let samples: Vec<u8> = (0..257u32).flat_map(|i| [(i % 256) as u8, (i / 256) as u8, 3]).collect();
    let pixels = Raster { width: 257, height: 1, channels: Channels::Rgb, samples };
    let (_, out, header) = decoded(&encode_eight(&pixels, PLAIN, None, false, &Cancel::new()).unwrap());
    assert_eq!(header.color_type, ColorType::Rgb);
    assert_eq!(out, pixels.samples);
}

#[test]
fn every_effort_keeps_every_pixel_and_the_highest_is_the_smallest() {
    for channels in [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba] {
        let pixels = photograph(channels);
        let mut sizes = Vec::new();
        for effort in 1..=10 {
            let bytes = encode_eight(&pixels, Settings { effort, ..PLAIN }, None, false, &Cancel::new()).unwrap();
            let (info, out, _) = decoded(&bytes);
            assert!(out == pixels.samples, "{channels:?} at {effort}: {info:?}");
            sizes.push(bytes.len());
        }
        assert!(sizes[9] <= sizes[6] && sizes[6] <= sizes[2], "{channels:?}: {sizes:?}");
    }
}

#[test]
fn pictures_of_every_shape_keep_every_pixel_whatever_becomes_of_their_rows() {
    // Flat, repeating, sloped and noisy rows: every filter is the best for some.
    let level = |x: u32, y: u32, channel: u32| match y / 5 % 5 {
        0 => 90,
        1 => x / 7 * 40,
        2 => x * 3 + y * (channel + 2),
        3 => (x * 2_654_435_761_u32.wrapping_mul(y + 1 + channel)) >> 24,
        _ => y * y + channel,
    };
    for (width, height) in [(1, 1), (1, 90), (90, 1), (2, 3), (131, 140)] {
        for channels in [Channels::Gray, Channels::GrayAlpha, Channels::Rgb, Channels::Rgba] {
            let mut pixels = Raster::allocate(width, height, channels).unwrap();
            for (index, sample) in pixels.samples.iter_mut().enumerate() {
                let (pixel, channel) = (index / channels.count(), index % channels.count());
                *sample = level(pixel as u32 % width, pixel as u32 / width, channel as u32) as u8;
            }
            for effort in 1..=MOST_EFFORT {
                let settings = Settings { effort, ..PLAIN };
                let (_, out, header) = decoded(&encode_eight(&pixels, settings, None, true, &Cancel::new()).unwrap());
                if header.color_type != ColorType::Indexed {
                    assert!(out == pixels.samples, "{width}×{height}, {channels:?} at {effort}");
                }
                let wide = pixels.widen().unwrap();
                let (_, out, header) = decoded(&encode_sixteen(&wide, settings, true, &Cancel::new()).unwrap());
                if header.color_type.samples() == channels.count() {
                    let samples: Vec<u8> = wide.samples.iter().flat_map(|sample| sample.to_be_bytes()).collect();
                    assert!(out == samples, "{width}×{height}, {channels:?} of 16 bits at {effort}");
                }
            }
        }
    }
}

#[test]
fn interlaced_pictures_say_so_and_keep_every_pixel_at_every_effort_and_depth() {
    let pixels = photograph(Channels::Rgb);
    for effort in [1, 6, 8] {
        let settings = Settings { effort, interlaced: true };
        let (_, out, header) = decoded(&encode_eight(&pixels, settings, None, false, &Cancel::new()).unwrap());
        assert!(header.interlaced && out == pixels.samples, "8 bits at {effort}");
        let wide = pixels.widen().unwrap();
        let (info, _, header) = decoded(&encode_sixteen(&wide, settings, false, &Cancel::new()).unwrap());
        assert!(header.interlaced && info.bit_depth == BitDepth::Sixteen, "16 bits at {effort}");
    }
}

#[test]
fn sixteen_bits_stay_sixteen_at_every_effort() {
    for effort in [1, 6, 9] {
        let mut wide = photograph(Channels::Rgb).widen().unwrap();
        wide.samples[7] += 1;
        let (info, out, _) =
            decoded(&encode_sixteen(&wide, Settings { effort, ..PLAIN }, false, &Cancel::new()).unwrap());
        let back: Vec<u16> = out.as_chunks::<2>().0.iter().map(|bytes| u16::from_be_bytes(*bytes)).collect();
        assert!(info.bit_depth == BitDepth::Sixteen && back == wide.samples, "{effort}");
    }
}

#[test]
fn a_palette_limit_is_met_where_that_is_smaller_and_alpha_survives_it() {
    for channels in [Channels::Rgb, Channels::Rgba] {
        let pixels = photograph(channels);
        let plain = encode_eight(&pixels, PLAIN, None, false, &Cancel::new()).unwrap();
        for (colours, dither) in [(16, 0.0), (64, 1.0), (256, 0.5)] {
            let limit = PaletteLimit { colours, dither, error: 0.0 };
            let small = encode_eight(&pixels, PLAIN, Some(limit), false, &Cancel::new()).unwrap();
            let (info, out, header) = decoded(&small);
            assert!(small.len() < plain.len() * 3 / 4, "{} of {}", small.len(), plain.len());
            assert_eq!(header.color_type, ColorType::Indexed);
            assert!(header.palette.as_ref().unwrap().len() <= usize::from(colours) * 3);
            assert_eq!(info.color_type == ColorType::Rgba, channels.has_alpha());
            let error: f64 = pixels.samples.iter().zip(&out).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
            let mean = error / out.len() as f64;
            assert!(mean < 40.0, "{colours} colours, dither {dither}: mean difference {mean}");
        }
    }
}

#[test]
fn no_more_colours_are_taken_than_an_error_needs() {
    for channels in [Channels::Rgb, Channels::Rgba] {
        let pixels = photograph(channels);
        let made = [0.0, 80.0, 200.0, 800.0].map(|error| {
            let limit = PaletteLimit { colours: 256, dither: 0.0, error };
            let bytes = encode_eight(&pixels, PLAIN, Some(limit), false, &Cancel::new()).unwrap();
            let (_, out, header) = decoded(&bytes);
            let squares = pixels.samples.iter().zip(&out).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2));
            (
                error,
                header.palette.as_ref().unwrap().len() / 3,
                squares.sum::<f64>() / (out.len() / channels.count()) as f64,
            )
        });
        assert!(made.windows(2).all(|pair| pair[0].1 > pair[1].1), "{channels:?}: {made:?}");
        for (error, colours, is) in made {
            // Few of all colours there may be are not good enough for a small error.
            // What is transparent counts less than this sum says.
            assert!(colours == 256 || channels.has_alpha() || is <= f64::from(error) * 1.1, "{channels:?}: {made:?}");
        }
    }
}

#[test]
fn a_drawn_slope_is_not_dithered_where_that_saves_next_to_nothing() {
    let samples: Vec<u8> =
        (0..160 * 120u32).flat_map(|i| [(i % 160) as u8, (i / 160 * 2) as u8, 90, (255 - i / 160) as u8]).collect();
    let pixels = Raster { width: 160, height: 120, channels: Channels::Rgba, samples };
    let made = |dither| {
        let limit = PaletteLimit { colours: 256, dither, error: 16.0 };
        encode_eight(&pixels, PLAIN, Some(limit), false, &Cancel::new()).unwrap()
    };
    assert_eq!(made(0.4), made(0.0));
}

#[test]
fn colours_that_are_hardly_seen_take_no_place_in_a_palette() {
    // Every red there is at an alpha of 1 to 4, and a few opaque ones.
    let samples: Vec<u8> = (0..64 * 64u32)
        .flat_map(
            |i| if i < 3072 { [(i % 256) as u8, 0, 0, 1 + (i % 4) as u8] } else { [0, (i % 60 * 4) as u8, 0, 255] },
        )
        .collect();
    let pixels = Raster { width: 64, height: 64, channels: Channels::Rgba, samples };
    let limit = PaletteLimit { colours: 80, dither: 0.0, error: 0.0 };
    let (_, out, _) = decoded(&encode_eight(&pixels, PLAIN, Some(limit), false, &Cancel::new()).unwrap());
    let opaque =
        |samples: &[u8]| samples.chunks(4).filter(|pixel| pixel[3] == 255).flatten().copied().collect::<Vec<_>>();
    assert_eq!(opaque(&out), opaque(&pixels.samples));
}

#[test]
fn a_palette_limit_never_makes_a_file_larger() {
    // A slope: two bytes a row in channels, a list of colours and noise in a palette.
    let samples: Vec<u8> =
        (0..400 * 300).flat_map(|i| [(i % 400 * 255 / 399) as u8, (i / 400 * 255 / 299) as u8, 0]).collect();
    let pixels = Raster { width: 400, height: 300, channels: Channels::Rgb, samples };
    let plain = encode_eight(&pixels, PLAIN, None, false, &Cancel::new()).unwrap();
    for (colours, dither) in [(8, 1.0), (256, 1.0), (256, 0.0)] {
        let limited =
            encode_eight(&pixels, PLAIN, Some(PaletteLimit { colours, dither, error: 0.0 }), false, &Cancel::new())
                .unwrap();
        assert!(limited.len() <= plain.len(), "{} against {}", limited.len(), plain.len());
    }
}

#[test]
fn grey_colours_stay_colours_where_a_colour_profile_labels_them() {
    let samples: Vec<u8> = (0..60 * 60).flat_map(|i| [(i * 7 % 256) as u8; 3]).collect();
    let pixels = Raster { width: 60, height: 60, channels: Channels::Rgb, samples };
    for effort in [6, 8] {
        let settings = Settings { effort, ..PLAIN };
        let (_, _, header) = decoded(&encode_eight(&pixels, settings, None, true, &Cancel::new()).unwrap());
        assert!(matches!(header.color_type, ColorType::Rgb | ColorType::Indexed), "{effort}: {:?}", header.color_type);
        let (_, _, wide) = decoded(&encode_sixteen(&pixels.widen().unwrap(), settings, true, &Cancel::new()).unwrap());
        assert_eq!(wide.color_type, ColorType::Rgb, "{effort}");
    }
}
