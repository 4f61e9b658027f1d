//! The AV1 codec that the engine is linked with: the crate's own, or one that was named when it was built.

/// Major, minor and patch, as the library says.
pub fn version() -> (u8, u8, u8) {
    // SAFETY: reads a constant of the library.
    let [_, major, minor, patch] = unsafe { libaom_sys::aom_codec_version() }.to_be_bytes();
    (major, minor, patch)
}

/// The crate's own is compiled by native/codecs/aom.cmake, which gives it these names: the tables are of that one, and with another
/// build of the same release nothing links. Then CMAKE_TOOLCHAIN_FILE names another file than
/// native/codecs/toolchain.cmake, or the build is older than that one: `cargo clean --release --package libaom-sys`.
#[cfg(crate_libaom)]
mod refined {
    use std::ffi::c_int;

    unsafe extern "C" {
        safe static lazy_image_refined_speed_six: c_int;
        fn lazy_image_boosted_qindex();
    }

    #[used]
    static REFINED: &c_int = &lazy_image_refined_speed_six;
    #[used]
    static BOOSTED: unsafe extern "C" fn() = lazy_image_boosted_qindex;
}

#[cfg(all(test, crate_libaom))]
mod tests {
    use std::ffi::c_void;
    use std::{mem, ptr};

    const MATRIX_BITS: u32 = 5;

    unsafe extern "C" {
        // For every processor, and for those of x86-64 that have AVX2.
        fn lazy_image_quantise();
        #[cfg(all(target_arch = "x86_64", not(target_env = "msvc")))]
        fn lazy_image_quantise_avx2();
    }

    /// Coefficients, how many, least ones, roundings, reciprocals, powers, sizes, log of the scale, weights, inverse weights, places
    /// in the scan; levels and values are written: PARAMETERS of native/codecs/aom/quantise.c.
    type Quantise = unsafe extern "C" fn(
        *const i32,
        isize,
        *const i16,
        *const i16,
        *const i16,
        *const i16,
        *const i16,
        i32,
        *const u8,
        *const u8,
        *const i16,
        *mut i32,
        *mut i32,
    ) -> u16;

    /// All that this processor can do.
    fn ways() -> Vec<Quantise> {
        let declared = |way| {
            // SAFETY: what the C file gives both.
            unsafe { mem::transmute::<unsafe extern "C" fn(), Quantise>(way) }
        };
        let mut ways = vec![declared(lazy_image_quantise)];
        #[cfg(all(target_arch = "x86_64", not(target_env = "msvc")))]
        if std::arch::is_x86_feature_detected!("avx2") {
            ways.push(declared(lazy_image_quantise_avx2));
        }
        ways
    }

    #[derive(Clone, Copy)]
    struct Step {
        rounding: i16,
        reciprocal: i16,
        size: i16,
        /// Of libaom's b; its fp has none.
        power: Option<Power>,
    }

    #[derive(Clone, Copy)]
    struct Power {
        least: i16,
        factor: i16,
    }

    impl Step {
        fn fp(size: i32) -> Self {
            let reciprocal = ((1 << 16) / size).min(i32::from(i16::MAX)) as i16;
            Self { rounding: (size * 3 / 8) as i16, reciprocal, size: size as i16, power: None }
        }

        fn b(size: i32) -> Self {
            let log = size.ilog2();
            // As libaom's invert_quant has it: from a half on the fraction is below zero.
            let fraction = 1 + (1i64 << (16 + log)) / i64::from(size) - (1 << 16);
            let power = Power { least: (size * 5 / 8) as i16, factor: (1 << (16 - log)) as i16 };
            Self { rounding: (size * 3 / 8) as i16, reciprocal: fraction as i16, size: size as i16, power: Some(power) }
        }

        /// As libaom's `av1_highbd_quantize_fp_facade` and `av1_highbd_quantize_b_facade` have it with a matrix: a coefficient's level,
        /// and what a decoder makes of it.
        fn quantise(&self, coefficient: i32, weight: u8, inverse_weight: u8, log_scale: u32) -> (i32, i32) {
            let magnitude = i64::from(coefficient).abs();
            let weight = i64::from(weight);
            let scaled_down = |value: i16| (i64::from(value) + ((1 << log_scale) >> 1)) >> log_scale;
            let least = match self.power {
                None => i64::from(self.size) << (MATRIX_BITS - 1 - log_scale),
                Some(Power { least, .. }) => scaled_down(least) << MATRIX_BITS,
            };
            if magnitude * weight < least {
                return (0, 0);
            }
            let weighted = (magnitude + scaled_down(self.rounding)) * weight;
            let product = weighted * i64::from(self.reciprocal);
            let scaled = match self.power {
                None => product,
                Some(Power { factor, .. }) => ((product >> 16) + weighted) * i64::from(factor),
            };
            let level = scaled >> (16 - log_scale + MATRIX_BITS);
            let size = (i64::from(self.size) * i64::from(inverse_weight) + (1 << (MATRIX_BITS - 1))) >> MATRIX_BITS;
            let signed = |magnitude: i64| (magnitude * i64::from(coefficient.signum())) as i32;
            (signed(level), signed((level * size) >> log_scale))
        }
    }

    /// Numbers below a limit, the same on every machine.
    fn numbers() -> impl FnMut(u64) -> i64 {
        let mut state = 1u64;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % below) as i64
        }
    }

    #[test]
    fn coefficients_are_quantised_to_what_libaom_says_in_blocks_of_every_size() {
        let mut number = numbers();
        let ways = ways();
        for count in [16, 32, 64, 128, 256, 512, 1024] {
            for block in 0..400 {
                let log_scale = block % 3;
                let step = if block / 4 % 2 == 0 { Step::fp } else { Step::b };
                let steps = [0, 1].map(|_| step(4 + number(if block % 5 == 0 { 21_000 } else { 600 }) as i32));
                // Most are small, as in pictures; some are as large as a sample of 10 bits makes them.
                let reach = [1 << 18, 40, 900, 5][block as usize % 4];
                let coefficients: Vec<i32> =
                    (0..count).map(|_| ((number(2 * reach) - reach as i64) >> number(12)) as i32).collect();
                let weights: Vec<[u8; 2]> =
                    (0..count).map(|_| [1 + number(255) as u8, 1 + number(255) as u8]).collect();
                let mut scan: Vec<usize> = (0..count).collect();
                for last in (2..count).rev() {
                    scan.swap(last, 1 + number(last as u64) as usize);
                }
                let mut places = vec![0i16; count];
                for (place, &at) in scan.iter().enumerate() {
                    places[at] = place as i16;
                }

                let expected: Vec<(i32, i32)> = (0..count)
                    .map(|at| {
                        let step = &steps[usize::from(at > 0)];
                        step.quantise(coefficients[at], weights[at][0], weights[at][1], log_scale)
                    })
                    .collect();
                let coded = scan.iter().rposition(|&at| expected[at].0 != 0).map_or(0, |last| last + 1);

                let roundings = steps.each_ref().map(|step| step.rounding);
                let reciprocals = steps.each_ref().map(|step| step.reciprocal);
                let sizes = steps.each_ref().map(|step| step.size);
                let powers = steps.each_ref().map(|step| step.power.map_or(0, |power| power.factor));
                let least = steps.each_ref().map(|step| step.power.map_or(0, |power| power.least));
                let only_b = |pair: &[i16; 2]| if steps[0].power.is_some() { pair.as_ptr() } else { ptr::null() };
                let [forward, inverse]: [Vec<u8>; 2] =
                    [0, 1].map(|which| weights.iter().map(|pair| pair[which]).collect());
                for quantise in &ways {
                    let (mut levels, mut values) = (vec![-1; count], vec![-1; count]);
                    // SAFETY: every buffer holds `count` values, and the steps two each.
                    let said = unsafe {
                        quantise(
                            coefficients.as_ptr(),
                            count as isize,
                            only_b(&least),
                            roundings.as_ptr(),
                            reciprocals.as_ptr(),
                            only_b(&powers),
                            sizes.as_ptr(),
                            log_scale as i32,
                            forward.as_ptr(),
                            inverse.as_ptr(),
                            places.as_ptr(),
                            levels.as_mut_ptr(),
                            values.as_mut_ptr(),
                        )
                    };
                    let got: Vec<(i32, i32)> = levels.into_iter().zip(values).collect();
                    assert_eq!(got, expected, "{count} coefficients, block {block}");
                    assert_eq!(usize::from(said), coded, "{count} coefficients, block {block}");
                }
            }
        }
    }

    unsafe extern "C" {
        /// Samples of 8 bits in a byte each or of more in two, samples from one row to the next, bits of a sample, columns and rows of
        /// the picture that are left: native/codecs/aom/boost.c.
        fn lazy_image_boost(samples: *const c_void, stride: isize, depth: i32, columns: i32, rows: i32) -> i32;
    }

    const SIDE: usize = 64;
    const NO_BOOST: i32 = 1024;

    /// Of a square of 64 pixels, of which so many columns and rows are in the picture; the same with 8 bits a sample and with 10.
    fn boost_of(columns: i32, rows: i32, value: impl Fn(usize, usize) -> u8) -> i32 {
        let eight: Vec<u8> = (0..SIDE * SIDE).map(|at| value(at % SIDE, at / SIDE)).collect();
        let ten: Vec<u16> = eight.iter().map(|&sample| u16::from(sample) * 4).collect();
        let boost = |samples: *const c_void, depth| {
            // SAFETY: a whole square of samples of that many bits.
            unsafe { lazy_image_boost(samples, SIDE as isize, depth, columns, rows) }
        };
        let boosts = [boost(eight.as_ptr().cast(), 8), boost(ten.as_ptr().cast(), 10)];
        assert_eq!(boosts[0], boosts[1]);
        boosts[0]
    }

    /// Stripes of a pixel, whose variance is the square of half the difference.
    fn stripes(difference: u8) -> impl Fn(usize, usize) -> u8 {
        move |x, _| if x % 2 == 0 { 20 } else { 20 + difference }
    }

    #[test]
    fn the_less_happens_in_a_square_the_finer_it_is_coded_and_a_busy_one_as_the_picture_is() {
        let boosts: Vec<i32> =
            [0, 2, 8, 20, 60, 90, 120].map(|difference| boost_of(64, 64, stripes(difference))).to_vec();
        assert!(boosts.windows(2).all(|pair| pair[0] >= pair[1]), "{boosts:?}");
        assert_eq!([boosts[6], boost_of(64, 64, stripes(235))], [NO_BOOST; 2]);
        for difference in [2, 6, 20, 60] {
            let variance = f64::from(difference).powi(2) / 4.0;
            let formula = 1.0 + 0.1575 * (11.5 - variance.log2());
            let boost = f64::from(boost_of(64, 64, stripes(difference))) / f64::from(NO_BOOST);
            // Logarithms are straight lines between powers of two.
            assert!((boost - formula).abs() < 0.016, "{difference}: {boost}, {formula}");
        }
    }

    #[test]
    fn a_square_is_judged_by_the_busiest_quarter_of_its_blocks() {
        let boosts: Vec<i32> = [0, 1, 9, 17]
            .map(|busy| boost_of(64, 64, move |x, y| if y / 8 * 8 + x / 8 < busy { stripes(40)(x, y) } else { 90 }))
            .to_vec();
        assert!(boosts.windows(2).all(|pair| pair[0] > pair[1]), "{boosts:?}");
        assert_eq!(boosts[3], boost_of(64, 64, stripes(40)));
    }

    #[test]
    fn what_lies_outside_of_the_picture_has_no_say() {
        let busy_from =
            |edge: usize| move |x: usize, y: usize| if x >= edge || y >= edge { stripes(235)(x, y) } else { 90 };
        assert_eq!(boost_of(40, 40, busy_from(40)), boost_of(64, 64, |_, _| 90));
        // Of a block that is cut, nothing is looked at.
        assert_eq!(boost_of(47, 47, busy_from(40)), boost_of(64, 64, |_, _| 90));
        assert_eq!(boost_of(7, 64, |_, _| 90), NO_BOOST);
    }
}
