//! Writes a picture at a size as a PNG without compression, the source of what is measured apart from decoding.
//!
//! usage: fixture <source> <width> <file.png> [left,top,width,height]
//!
//! The region is in pixels of the source and is cut out before it is resampled.

use std::env;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder};
use lazy_image_bench_instruments::Failure;
use lazy_image_bench_instruments::picture::decode;
use lazy_image_bench_instruments::reference::Original;

fn main() -> Result<(), Failure> {
    let mut arguments = env::args_os().skip(1);
    let mut argument = |name: &str| arguments.next().ok_or_else(|| format!("no {name}"));
    let source = decode(Path::new(&argument("source")?))?;
    let width: u32 = argument("width")?.to_str().ok_or("a width that is no text")?.parse()?;
    let target = argument("target")?;
    let source = match arguments.next() {
        Some(region) => cropped(&source, region.to_str().ok_or("a region that is no text")?)?,
        None => source,
    };
    let height = (f64::from(source.height()) * f64::from(width) / f64::from(source.width())).round() as u32;
    let original = Original::new(&source);
    let picture = original.reference(original.whole(), width, height);
    let writer = BufWriter::new(File::create(target)?);
    PngEncoder::new_with_quality(writer, CompressionType::Uncompressed, FilterType::NoFilter).write_image(
        picture.as_bytes(),
        picture.width(),
        picture.height(),
        picture.color().into(),
    )?;
    Ok(())
}

fn cropped(source: &DynamicImage, region: &str) -> Result<DynamicImage, Failure> {
    let numbers: Vec<u32> = region.split(',').map(str::parse).collect::<Result<_, _>>()?;
    let [left, top, width, height] = numbers[..] else { return Err(format!("{region} is no region").into()) };
    let fits = |start: u32, length: u32, whole: u32| start.checked_add(length).is_some_and(|end| end <= whole);
    if width == 0 || height == 0 || !fits(left, width, source.width()) || !fits(top, height, source.height()) {
        return Err(format!("{region} lies outside of {}×{}", source.width(), source.height()).into());
    }
    Ok(source.crop_imm(left, top, width, height))
}
