//! How the work of a build spreads over cores: the speed-up of a gallery and of one large photograph. What is executed is
//! 1/32 as wide and as high, and every job counts as what it takes at full size.

use std::num::NonZeroUsize;

use crate::admission::modelled_peak;
use crate::asked::chroma::Chroma;
use crate::asked::frame::{FixedFrame, Kernel, Region};
use crate::asked::framing::Framing;
use crate::asked::limits::Limits;
use crate::asked::quality::Quality;
use crate::batch::{Batch, DecodeSize, Output, Source, SourceInput};
use crate::cancel::Cancel;
use crate::cost;
use crate::fail_on::FailOn;
use crate::formats::Encoding;
use crate::formats::asked::{Avif, AvifEffort, Jpeg, JpegEffort, Webp};
use crate::kinds::header::{ImageHeader, SourceFormat};
use crate::picture::{ColourProfile, Picture};
use crate::pixels::{Channels, Raster};
use crate::process_batch::replay::{Replayed, replay};
use crate::run::step::Step;
use crate::steps::encode::encode;

/// Full size to the one that is executed.
const SHRINK: u32 = 32;

/// Of a source's pixel: decoding a JPEG, and its rows into three frames; on a photograph of 12 megapixels.
const READING_NANOSECONDS: u64 = 4;

/// What a JPEG of these photographs has at most, a pixel.
const FILE_BYTES_PER_PIXEL: f64 = 0.5;

const GIGABYTE: u64 = 1 << 30;

const JPEG: Encoding = Encoding::Jpeg(Jpeg {
    quality: Quality::Number(80),
    progressive: true,
    effort: JpegEffort::Default,
    chroma: Some(Chroma::Yuv420),
    background: [0; 3],
});
const WEBP: Encoding = Encoding::Webp(Webp { quality: Quality::Number(80), effort: 4, alpha_quality: 100 });
const AVIF: Encoding = Encoding::Avif(Avif {
    quality: Quality::Number(50),
    effort: AvifEffort::Default,
    depth: 8,
    chroma: Chroma::Yuv444,
});

#[derive(Clone, Copy)]
struct Photograph {
    size: (u32, u32),
    widths: [u32; 3],
}

const TWELVE_MEGAPIXELS: Photograph = Photograph { size: (4000, 3008), widths: [400, 800, 1600] };
const TWO_MEGAPIXELS: Photograph = Photograph { size: (1920, 1280), widths: [400, 800, 1200] };
const HUNDRED_MEGAPIXELS: Photograph = Photograph { size: (12000, 8336), widths: [400, 800, 1600] };

impl Photograph {
    fn source(self, shrink: u32) -> Source {
        let (width, height) = (self.size.0 / shrink, self.size.1 / shrink);
        let frame = |wanted: u32| {
            Framing::Fixed(FixedFrame {
                region: Region { left: 0.0, top: 0.0, width: width.into(), height: height.into() },
                width: wanted / shrink,
                height: wanted / shrink * height / width,
                kernel: Kernel::Lanczos3,
                canvas: None,
                slide: None,
            })
        };
        let outputs =
            self.widths.into_iter().flat_map(|width| [AVIF, WEBP, JPEG].map(|one| Output::plain(frame(width), one)));
        Source {
            input: SourceInput::Bytes(Vec::new().into()),
            decode_size: DecodeSize::Full,
            fail_on: FailOn::default(),
            timeout: None,
            outputs: outputs.collect(),
        }
    }

    fn pixels(self) -> u64 {
        u64::from(self.size.0) * u64::from(self.size.1)
    }

    fn peak(self, workers: usize) -> u64 {
        let header = ImageHeader::plain(SourceFormat::Jpeg, self.size);
        let file_bytes = (self.pixels() as f64 * FILE_BYTES_PER_PIXEL) as u64;
        modelled_peak(&self.source(1), &header, &Limits::UNBOUNDED, file_bytes, workers).unwrap()
    }

    /// What is executed instead.
    fn shrunk(self) -> Source {
        let mut pixels = Raster::<u8>::allocate(self.size.0 / SHRINK, self.size.1 / SHRINK, Channels::Rgb).unwrap();
        for (index, sample) in pixels.samples.iter_mut().enumerate() {
            *sample = (index / 7) as u8;
        }
        let picture = Picture::still(pixels, ColourProfile::Unspecified);
        let bytes = encode(&picture, &JPEG, &Cancel::new()).unwrap();
        Source { input: SourceInput::Bytes(bytes.into()), ..self.source(SHRINK) }
    }
}

/// On this many workers, within so much memory.
fn on(workers: usize, memory_budget: u64, photographs: &[Photograph]) -> Replayed {
    let batch = Batch {
        sources: photographs.iter().map(|photograph| photograph.shrunk()).collect(),
        concurrency: NonZeroUsize::new(workers).unwrap(),
        memory_budget,
        limits: Limits::UNBOUNDED,
    };
    let peaks: Vec<u64> = photographs.iter().map(|photograph| photograph.peak(workers)).collect();
    let full_size: Vec<Source> = photographs.iter().map(|photograph| photograph.source(1)).collect();
    replay(&batch, &peaks, |step: &Step| match (step.is_decode, step.is_encode) {
        (true, _) => photographs[step.source].pixels() * READING_NANOSECONDS,
        (_, true) => cost::nanoseconds(&full_size[step.source].outputs[step.outputs[0]]),
        _ => panic!("rows of a JPEG are encoded without a job between"),
    })
}

fn gallery() -> Vec<Photograph> {
    [[TWELVE_MEGAPIXELS; 6].as_slice(), &[TWO_MEGAPIXELS; 8]].concat()
}

/// Nanoseconds that no number of workers goes below.
fn longest_path(photographs: &[Photograph]) -> u64 {
    on(9 * photographs.len(), u64::MAX, photographs).makespan
}

/// How many times as quick as one worker this many are.
fn speed_up(workers: usize, memory_budget: u64, photographs: &[Photograph]) -> f64 {
    let Replayed { makespan, work, sources_at_once } = on(workers, memory_budget, photographs);
    let speed_up = work as f64 / makespan as f64;
    let busy = 100.0 * speed_up / workers as f64;
    println!("{workers:3} workers: {speed_up:5.2} times, {busy:3.0} % busy, {sources_at_once} sources at once");
    speed_up
}

#[test]
fn sixteen_workers_are_kept_busy_by_a_gallery_and_more_by_a_larger_one() {
    let one = on(1, u64::MAX, &gallery());
    assert_eq!(one.makespan, one.work, "one worker never waits");
    let most = one.work as f64 / longest_path(&gallery()) as f64;
    println!("a gallery: {most:.2} times at most");
    for workers in [2, 3, 4, 6, 8, 10, 12, 16] {
        let reached = speed_up(workers, 8 * GIGABYTE, &gallery());
        assert!(reached >= 0.9 * workers as f64, "{reached} on {workers}");
    }
    for workers in [24, 64] {
        let reached = speed_up(workers, 8 * GIGABYTE, &gallery());
        assert!(reached >= 0.99 * most, "{reached} on {workers}, {most} at most");
    }
    println!("ten galleries");
    for workers in [32, 64] {
        let reached = speed_up(workers, 8 * GIGABYTE, &gallery().repeat(10));
        assert!(reached >= 0.9 * workers as f64, "{reached} on {workers}");
    }
}

#[test]
fn four_workers_are_kept_busy_within_half_a_gigabyte() {
    println!("a gallery within 512 MB");
    let [four, eight] = [4, 8].map(|workers| speed_up(workers, GIGABYTE / 2, &gallery()));
    assert!(four >= 0.88 * 4.0, "{four}");
    assert!(eight >= four, "{eight} on 8, {four} on 4");
}

#[test]
fn one_photograph_takes_no_longer_than_its_longest_path() {
    let wide = Photograph { widths: [3200, 6400, 9600], ..HUNDRED_MEGAPIXELS };
    for photograph in [HUNDRED_MEGAPIXELS, wide] {
        let work = on(1, u64::MAX, &[photograph]).work;
        let most = work as f64 / longest_path(&[photograph]) as f64;
        println!("100 megapixels to {:?}: {most:.2} times at most", photograph.widths);
        for workers in [2, 4, 16] {
            let reached = speed_up(workers, 8 * GIGABYTE, &[photograph]);
            assert!(reached >= 0.99 * most, "{reached} on {workers}, {most} at most");
        }
    }
}
