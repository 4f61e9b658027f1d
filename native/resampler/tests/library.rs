//! Our own resampling against the library's, to the last bit, in every layout: whole pictures and rows as they come.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x2, U8x3, U8x4};
use fast_image_resize::{Filter, FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use lazy_image_resampler::{Kernel, Layout, Region, RowResampler, RowTarget, Source, Target, resample_eight};

const KERNELS: [Kernel; 4] = [Kernel::Cubic, Kernel::Mitchell, Kernel::Lanczos2, Kernel::Lanczos3];
const LAYOUTS: [Layout; 4] = [Layout::Gray, Layout::GrayAlpha, Layout::Rgb, Layout::Rgba];

fn channels(layout: Layout) -> usize {
    LAYOUTS.iter().position(|one| *one == layout).unwrap() + 1
}

struct Case {
    source: (u32, u32),
    region: Region,
    target: (u32, u32),
}

/// Sizes on both sides of what is done at once, regions between pixels, reductions and enlargements, weights that come again and
/// weights that do not.
fn cases() -> Vec<Case> {
    let whole = |source: (u32, u32), target| {
        let region = Region { left: 0.0, top: 0.0, width: source.0.into(), height: source.1.into() };
        Case { source, region, target }
    };
    let part = |source, [left, top, width, height]: [f64; 4], target| {
        let region = Region { left, top, width, height };
        Case { source, region, target }
    };
    vec![
        whole((1, 1), (1, 1)),
        whole((1, 1), (7, 5)),
        whole((5, 3), (3, 2)),
        whole((64, 48), (32, 24)),
        whole((211, 163), (80, 61)),
        whole((211, 163), (16, 16)),
        whole((211, 163), (17, 33)),
        whole((211, 163), (211, 33)),
        whole((211, 163), (80, 163)),
        whole((211, 163), (211, 163)),
        whole((90, 70), (200, 150)),
        whole((640, 481), (250, 188)),
        whole((640, 480), (160, 120)),
        whole((72, 54), (180, 135)),
        whole((700, 500), (3, 2)),
        whole((501, 3), (100, 1)),
        whole((3, 501), (1, 100)),
        part((211, 163), [13.0, 21.0, 100.0, 90.0], (40, 36)),
        part((211, 163), [13.25, 21.5, 100.5, 90.75], (40, 36)),
        part((211, 163), [13.25, 21.5, 100.0, 90.0], (40, 36)),
        part((211, 163), [110.0, 72.0, 101.0, 91.0], (101, 40)),
        part((211, 163), [200.5, 150.5, 10.5, 12.5], (50, 60)),
    ]
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 7u32;
    (0..length)
        .map(|index| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Whole stretches of the least and the most: sums that must be clipped.
            match index / 91 % 5 {
                0 => 0,
                1 => 255,
                2 => {
                    if state >> 31 == 0 {
                        0
                    } else {
                        255
                    }
                }
                _ => (state >> 24) as u8,
            }
        })
        .collect()
}

fn by_library(layout: Layout, samples: &[u8], case: &Case, kernel: Kernel) -> Vec<u8> {
    match layout {
        Layout::Gray => library::<U8>(samples, case, kernel, false),
        Layout::GrayAlpha => library::<U8x2>(samples, case, kernel, true),
        Layout::Rgb => library::<U8x3>(samples, case, kernel, false),
        Layout::Rgba => library::<U8x4>(samples, case, kernel, true),
    }
}

fn library<P: PixelTrait>(samples: &[u8], case: &Case, kernel: Kernel, alpha: bool) -> Vec<u8> {
    let mut made = vec![0; case.target.0 as usize * case.target.1 as usize * size_of::<P>()];
    let source = TypedImageRef::<P>::from_buffer(case.source.0, case.source.1, samples).unwrap();
    let mut target = TypedImage::<P>::from_buffer(case.target.0, case.target.1, &mut made).unwrap();
    let lanczos2 = |x: f64| {
        use std::f64::consts::PI;
        match x.abs() {
            0.0 => 1.0,
            x if x < 2.0 => 2.0 * (PI * x).sin() * (PI * x / 2.0).sin() / (PI * PI * x * x),
            _ => 0.0,
        }
    };
    let filter = match kernel {
        Kernel::Nearest => unreachable!("not compared"),
        Kernel::Cubic => FilterType::CatmullRom,
        Kernel::Mitchell => FilterType::Mitchell,
        Kernel::Lanczos2 => FilterType::Custom(Filter::new("Lanczos2", lanczos2, 2.0).unwrap()),
        Kernel::Lanczos3 => FilterType::Lanczos3,
    };
    let Region { left, top, width, height } = case.region;
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).crop(left, top, width, height).use_alpha(alpha);
    Resizer::new().resize_typed(&source, &mut target, &options).unwrap();
    made
}

#[test]
fn a_whole_picture_comes_to_what_the_library_makes_of_it() {
    for case in cases() {
        for layout in LAYOUTS {
            let (width, height) = case.source;
            let samples = noise(width as usize * height as usize * channels(layout));
            for kernel in KERNELS {
                let mut made = vec![0; case.target.0 as usize * case.target.1 as usize * channels(layout)];
                let source = Source { samples: &samples, width, height, layout };
                let target = Target { samples: &mut made, width: case.target.0, height: case.target.1 };
                resample_eight(source, case.region, target, kernel).unwrap();
                let expected = by_library(layout, &samples, &case, kernel);
                assert!(
                    made == expected,
                    "{layout:?} {kernel:?} {:?} {:?} → {:?}",
                    case.source,
                    case.region,
                    case.target
                );
            }
        }
    }
}

#[test]
fn rows_may_come_in_any_number_and_go_into_any_number_of_pictures() {
    let (width, height) = (211, 163);
    for layout in LAYOUTS {
        let row = width as usize * channels(layout);
        let samples = noise(row * height as usize);
        let cases: Vec<Case> = cases().into_iter().filter(|case| case.source == (width, height)).collect();
        for at_once in [1, 2, 3, 4, 5, 16, 163] {
            let mut made: Vec<Vec<u8>> = cases
                .iter()
                .map(|case| vec![0; case.target.0 as usize * case.target.1 as usize * channels(layout)])
                .collect();
            let targets = cases.iter().zip(&mut made).map(|(case, samples)| RowTarget {
                region: case.region,
                kernel: Kernel::Lanczos3,
                target: Target { samples, width: case.target.0, height: case.target.1 },
            });
            let mut rows = RowResampler::new((width, height), layout, targets).unwrap();
            for some in samples.chunks(at_once * row) {
                rows.push(some);
            }
            rows.finish();
            for (case, made) in cases.iter().zip(made) {
                assert!(made == by_library(layout, &samples, case, Kernel::Lanczos3), "{at_once} rows of {layout:?}");
            }
        }
    }
}

#[test]
fn rows_that_never_come_are_black() {
    let (width, height) = (40, 30);
    let samples = noise(40 * 30 * 3);
    let make = |given: &[u8], rest: usize| {
        let mut made = vec![9; 13 * 11 * 3];
        let region = Region { left: 0.0, top: 0.0, width: 40.0, height: 30.0 };
        let target = Target { samples: &mut made, width: 13, height: 11 };
        let mut rows =
            RowResampler::new((width, height), Layout::Rgb, [RowTarget { region, kernel: Kernel::Cubic, target }])
                .unwrap();
        rows.push(given);
        rows.push(&vec![0; rest]);
        rows.finish();
        made
    };
    assert_eq!(make(&samples[..40 * 3 * 13], 0), make(&samples[..40 * 3 * 13], 40 * 3 * 17));
}
