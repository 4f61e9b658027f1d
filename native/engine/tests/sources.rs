//! Every readable format through a whole batch: decoded once for all its outputs, whatever the format.

mod fixtures_folder;
mod pictures;
mod requests;
mod upright;

use fixtures_folder::fixture;
use lazy_image_engine::{DecodeSize, Limits, Needs, SourceFormat, probe_bytes};
use requests::{PNG, WEBP, batch, bytes, output, run, source};
use upright::decode_upright;

const LOGO: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><circle cx='20' cy='10' r='9'/></svg>";

fn one_of_each() -> Vec<(SourceFormat, Vec<u8>)> {
    vec![
        (SourceFormat::Jpeg, fixture("ycck-adobe.jpg")),
        (SourceFormat::Png, pictures::apng(48, 40, 3)),
        (SourceFormat::Webp, fixture("animated.webp")),
        (SourceFormat::Avif, fixture("sequence.avif")),
        (SourceFormat::Gif, pictures::gif(48, 40, 3)),
        (SourceFormat::Tiff, fixture("cmyk16.tif")),
        (SourceFormat::Svg, LOGO.into()),
        (SourceFormat::Jxl, fixture("animated.jxl")),
        (SourceFormat::Bmp, fixture("rgb.bmp")),
        (SourceFormat::Ico, fixture("three-sizes.ico")),
    ]
}

#[test]
fn every_format_is_decoded_once_for_all_its_outputs() {
    let sources: Vec<_> = one_of_each()
        .into_iter()
        .map(|(format, bytes)| {
            let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
            assert_eq!(header.format, format);
            let outputs = [(24, PNG), (24, WEBP), (12, PNG)]
                .map(|(width, encoding)| output(header.upright_size(), width, width, encoding));
            source(bytes, outputs.to_vec())
        })
        .collect();
    let mut all = batch(sources, 2);
    // Each fits alone, none beside another: what the model says is used.
    all.memory_budget = 1;
    let outcome = run(&all);
    assert_eq!(outcome.counts.decodes, SourceFormat::ALL.len() as u64);
    for (encoded, width) in bytes(&outcome).iter().zip([24, 24, 12].into_iter().cycle()) {
        assert_eq!(probe_bytes(encoded, &Limits::UNBOUNDED).unwrap().width, width);
    }
}

#[test]
fn a_drawing_is_rasterised_at_the_largest_size_that_an_output_needs() {
    let large = output((40, 20), 400, 200, PNG);
    let outcome = run(&batch(vec![source(LOGO.into(), vec![large, output((40, 20), 40, 20, PNG)])], 1));
    assert_eq!((outcome.counts.decodes, outcome.counts.resizes), (1, 1), "each size is a drawing of its own");
    let encoded = bytes(&outcome).remove(0);
    let header = probe_bytes(LOGO.as_bytes(), &Limits::UNBOUNDED).unwrap();
    let drawn = decode_upright(LOGO.as_bytes(), &header, &Limits::UNBOUNDED, 10.0).unwrap().0;
    let back = probe_bytes(&encoded, &Limits::UNBOUNDED).unwrap();
    assert_eq!(decode_upright(&encoded, &back, &Limits::UNBOUNDED, 1.0).unwrap().0, drawn);
}

#[test]
fn the_needs_of_a_drawing_s_outputs_are_the_largest_scale() {
    let header = probe_bytes(LOGO.as_bytes(), &Limits::UNBOUNDED).unwrap();
    let outputs = [80, 320, 20].map(|width| output((40, 20), width, width / 2, PNG));
    assert_eq!(Needs::of(&outputs, DecodeSize::Full, &header).scale, 8.0);
}

#[test]
fn a_drawing_is_the_same_at_a_size_whatever_other_sizes_are_asked() {
    let small = || output((40, 20), 30, 15, PNG);
    let alone = bytes(&run(&batch(vec![source(LOGO.into(), vec![small()])], 1)));
    let beside = bytes(&run(&batch(vec![source(LOGO.into(), vec![output((40, 20), 400, 200, PNG), small()])], 1)));
    assert!(alone[0] == beside[1]);
}
