//! The same request gives the same bytes: twenty times over, and on any number of threads. Cannot see a difference
//! between machines.

mod fixtures_folder;
mod pictures;
mod requests;

use fixtures_folder::fixture;
use lazy_image_engine::{
    Avif, AvifEffort, Cancel, Channels, Chroma, Encoding, Gif, Jpeg, JpegEffort, KeepMetadata, Limits, Output,
    PaletteLimit, Png, Quality, SourceInput, Tiff, TiffCompression, Webp, encode, photo_metadata,
};
use requests::{batch, bytes, output, run, source};

const FULL: Quality = Quality::Number(75);

fn encodings() -> Vec<Encoding> {
    let png = |depth, effort, interlaced, palette| Encoding::Png(Png { depth, effort, interlaced, palette });
    let jpeg = |progressive, chroma| {
        Encoding::Jpeg(Jpeg {
            quality: FULL,
            progressive,
            effort: JpegEffort::Default,
            chroma: Some(chroma),
            background: [0; 3],
        })
    };
    let webp = |quality, effort| Encoding::Webp(Webp { quality, effort, alpha_quality: 90 });
    let avif = |quality, effort, depth| Encoding::Avif(Avif { quality, effort, depth, chroma: Chroma::Yuv444 });
    let palette = Some(PaletteLimit { colours: 32, dither: 0.7, error: 0.0 });
    let mut all = vec![
        jpeg(false, Chroma::Yuv420),
        jpeg(true, Chroma::Yuv444),
        Encoding::Jpeg(Jpeg {
            quality: FULL,
            progressive: true,
            effort: JpegEffort::Best,
            chroma: None,
            background: [0; 3],
        }),
        png(8, 1, false, None),
        png(8, 6, false, None),
        png(8, 6, false, palette),
        png(8, 9, true, None),
        png(16, 8, false, None),
        webp(FULL, 0),
        webp(FULL, 6),
        webp(Quality::Lossless, 4),
        webp(Quality::NearLossless(40), 3),
        avif(Quality::Lossless, AvifEffort::Fast, 8),
        Encoding::Avif(Avif { quality: FULL, effort: AvifEffort::Draft, depth: 8, chroma: Chroma::Yuv420 }),
        Encoding::Gif(Gif { colours: 24, dither: 0.5, error: 0.0 }),
    ];
    all.extend(AvifEffort::ALL.into_iter().flat_map(|effort| [8, 10].map(|depth| avif(FULL, effort, depth))));
    let tiff = [TiffCompression::Lzw, TiffCompression::Deflate, TiffCompression::None];
    all.extend(tiff.map(|compression| Encoding::Tiff(Tiff { compression, depth: 16 })));
    all
}

#[test]
fn every_encoding_is_the_same_twenty_times_over() {
    let picture = pictures::still(pictures::pixels_sixteen(72, 54, Channels::Rgba));
    for encoding in encodings() {
        let first = encode(&picture, &encoding, &Cancel::new()).unwrap();
        for _ in 0..19 {
            assert!(encode(&picture, &encoding, &Cancel::new()).unwrap() == first, "{encoding:?}");
        }
    }
}

#[test]
fn every_encoding_is_the_same_on_any_number_of_threads() {
    let outputs: Vec<Output> = encodings()
        .into_iter()
        .flat_map(|encoding| [(72, 54), (48, 36)].map(|(width, height)| output((120, 90), width, height, encoding)))
        .collect();
    let all = |concurrency| {
        let sources = vec![
            source(pictures::png_sixteen(120, 90), outputs.clone()),
            source(pictures::jpeg(120, 90), outputs.clone()),
        ];
        bytes(&run(&batch(sources, concurrency)))
    };
    let alone = all(1);
    for concurrency in [2, 8] {
        for (index, (one, many)) in alone.iter().zip(all(concurrency)).enumerate() {
            assert!(*one == many, "{:?} on {concurrency} threads", outputs[index % outputs.len()].encoding);
        }
    }
}

#[test]
fn what_is_kept_and_told_of_a_source_is_the_same_twenty_times_over() {
    let original = pictures::stored_as(6, &pictures::jpeg(48, 36));
    let keeping = |metadata, encoding| Output { metadata, ..output((36, 48), 36, 48, encoding) };
    let outputs: Vec<Output> = [KeepMetadata::Copyright, KeepMetadata::Exif, KeepMetadata::All]
        .into_iter()
        .flat_map(|metadata| encodings().into_iter().take(9).map(move |encoding| keeping(metadata, encoding)))
        .collect();
    let all = |concurrency| bytes(&run(&batch(vec![source(original.clone(), outputs.clone())], concurrency)));
    let told = || photo_metadata(&SourceInput::Bytes(original.clone().into()), &Limits::UNBOUNDED).unwrap();
    let (first, said) = (all(1), told());
    for round in 0..20 {
        assert!(all(1 + round % 4) == first && told() == said, "round {round}");
    }
}

#[test]
fn gain_maps_are_the_same_twenty_times_over_and_on_any_number_of_threads() {
    let kept = |encoding| Output { keep_gain_map: true, ..output((160, 120), 72, 54, encoding) };
    let avif = |effort, depth| Encoding::Avif(Avif { quality: FULL, effort, depth, chroma: Chroma::Yuv420 });
    let jpeg = Encoding::Jpeg(Jpeg {
        quality: FULL,
        progressive: true,
        effort: JpegEffort::Default,
        chroma: Some(Chroma::Yuv420),
        background: [0; 3],
    });
    let outputs: Vec<Output> = [jpeg, avif(AvifEffort::Draft, 8), avif(AvifEffort::Draft, 10)].map(kept).into();
    let all = |concurrency| {
        let names = ["gain-maps/libultrahdr-gray.jpg", "gain-maps/libultrahdr-rgb.jpg"];
        let sources = names.map(|name| source(fixture(name), outputs.clone())).into();
        bytes(&run(&batch(sources, concurrency)))
    };
    let first = all(1);
    for again in 0..19 {
        assert!(all(1 + again % 8) == first);
    }
}

/// Two tiles, which an idle worker's thread encodes one of.
#[test]
fn a_large_avif_is_the_same_on_any_number_of_threads() {
    const SIZE: (u32, u32) = (1440, 1100);
    let avif = |quality, effort, depth| Encoding::Avif(Avif { quality, effort, depth, chroma: Chroma::Yuv444 });
    let outputs = [
        avif(FULL, AvifEffort::Draft, 8),
        avif(FULL, AvifEffort::Default, 10),
        avif(Quality::Lossless, AvifEffort::Draft, 8),
    ]
    .map(|encoding| output(SIZE, SIZE.0, SIZE.1, encoding));
    let original = pictures::jpeg(SIZE.0, SIZE.1);
    for wanted in outputs {
        let on = |concurrency| bytes(&run(&batch(vec![source(original.clone(), vec![wanted.clone()])], concurrency)));
        let alone = on(1);
        for concurrency in [2, 3] {
            assert!(on(concurrency) == alone, "{:?} on {concurrency} threads", wanted.encoding);
        }
    }
}
