//! What the list and its members promise to each other.

use super::*;
use crate::asked::chroma::Chroma;

fn scales() -> Vec<Box<dyn Scale>> {
    all().flat_map(Format::scales).collect()
}

#[test]
fn every_readable_format_is_known_by_its_first_bytes() {
    for (head, format) in [
        (&b"\xFF\xD8\xFF\xE0"[..], SourceFormat::Jpeg),
        (b"\x89PNG\r\n\x1A\n", SourceFormat::Png),
        (b"RIFF\0\0\0\0WEBPVP8 ", SourceFormat::Webp),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", SourceFormat::Avif),
        (b"GIF89a", SourceFormat::Gif),
        (b"II*\0\x08\0\0\0", SourceFormat::Tiff),
        (b"MM\0+\0\x08\0\0", SourceFormat::Tiff),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", SourceFormat::Svg),
        (b"\xFF\x0A\0\0", SourceFormat::Jxl),
        (b"\0\0\0\x0CJXL \r\n\x87\n", SourceFormat::Jxl),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", SourceFormat::Bmp),
        (b"\0\0\x01\0\x01\0\x10\x10", SourceFormat::Ico),
    ] {
        assert_eq!(identify(&mut &head[..]).unwrap().name(), format);
        let others = all().filter(|other| other.name() != format && other.is_start(head));
        assert_eq!(others.count(), 0, "no start is that of two formats: {format:?}");
    }
}

#[test]
fn what_is_told_of_a_format_is_told_once_and_completely() {
    let names: Vec<_> = all().map(Format::name).collect();
    assert_eq!(names, SourceFormat::ALL);
    for format in all() {
        assert_eq!(format.name().format().title(), format.title());
        assert!(!format.extensions().is_empty() && format.media_type().starts_with("image/"));
    }
    let png = Encoding::Png(Png { depth: 8, effort: 6, interlaced: false, palette: None });
    assert_eq!(Some(png.traits()), png.format().unwrap().format().traits());
}

#[test]
fn an_encoding_is_read_from_its_name_and_parameters_and_refuses_others() {
    use crate::asked::parameters::Parameter::{Number, Text};
    let read = |parameters: &[(&str, crate::asked::parameters::Parameter)]| {
        let owned = parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Encoding::read("avif", Some(Quality::Number(50)), Parameters::new("avif", owned))
    };
    let (effort, depth) = (("effort", Text("fast".to_owned())), ("depth", Number(10.0)));
    let chroma = ("chroma", Text("4:4:4".to_owned()));
    let avif = Avif { quality: Quality::Number(50), effort: AvifEffort::Fast, depth: 10, chroma: Chroma::Yuv444 };
    assert_eq!(read(&[effort.clone(), depth.clone(), chroma.clone()]).unwrap(), Encoding::Avif(avif));
    for wrong in [&[effort.clone(), chroma.clone()][..], &[effort, depth, chroma, ("sharpness", Number(1.0))]] {
        assert_eq!(read(wrong).unwrap_err().code, ErrorCode::InvalidRequest);
    }
    let unknown = Encoding::read("heif", None, Parameters::new("heif", [])).unwrap_err();
    assert!(unknown.code == ErrorCode::InvalidRequest && unknown.to_string().contains("heif"), "{unknown}");
}

#[test]
fn a_higher_number_is_never_a_worse_picture() {
    for scale in scales() {
        let rises = scale.is_rising();
        for number in 2..=100 {
            assert!(scale.step_of(number) >= scale.step_of(number - 1), "{scale:?} {number}");
        }
        for step in 1..=scale.last() {
            let (level, before) = (scale.level(step), scale.level(step - 1));
            assert!(if rises { level >= before } else { level <= before }, "{scale:?} at {step}: {level}");
        }
    }
}

#[test]
fn a_step_tells_the_number_that_it_stands_for() {
    for scale in scales() {
        for number in 1..=100 {
            let told = scale.number_of(scale.step_of(number));
            assert_eq!(scale.step_of(told), scale.step_of(number), "{scale:?} {number}");
            assert!(told >= number);
        }
        assert_eq!(scale.number_of(scale.last()), 100, "{scale:?}");
    }
}

#[test]
fn what_a_search_finds_between_the_numbers_is_what_its_number_makes() {
    for scale in scales() {
        let steps = scale.searched_steps();
        assert!(steps.is_sorted_by(|one, next| one < next), "{scale:?}");
        assert_eq!((steps[0], steps.last()), (0, Some(&scale.last())), "{scale:?}");
        for step in steps.into_iter().filter(|step| (scale.step_of(1)..=scale.step_of(100)).contains(step)) {
            assert_eq!(scale.step_of(scale.number_of(step)), step, "{scale:?}");
        }
    }
}
