//! The AV1 codec that the engine is linked with: the crate's own, or one that was named when it was built.

/// Major, minor and patch, as the library says.
pub fn version() -> (u8, u8, u8) {
    // SAFETY: reads a constant of the library.
    let [_, major, minor, patch] = unsafe { libaom_sys::aom_codec_version() }.to_be_bytes();
    (major, minor, patch)
}

/// The crate's own is compiled by native/codecs/aom.cmake, which gives it this name: the tables of the default effort are of that
/// one, and with another build of the same release nothing links. Then CMAKE_TOOLCHAIN_FILE names another file than
/// native/codecs/toolchain.cmake, or the build is older than that one: `cargo clean --release --package libaom-sys`.
#[cfg(crate_libaom)]
mod refined {
    use std::ffi::c_int;

    unsafe extern "C" {
        safe static lazy_image_refined_speed_six: c_int;
    }

    #[used]
    static LINKED: &c_int = &lazy_image_refined_speed_six;
}

#[cfg(all(test, crate_libaom))]
mod tests {
    use std::mem;

    const MATRIX_BITS: u32 = 5;

    unsafe extern "C" {
        // For every processor, and for those of x86-64 that have AVX2.
        fn lazy_image_quantise_fp();
        #[cfg(all(target_arch = "x86_64", not(target_env = "msvc")))]
        fn lazy_image_quantise_fp_avx2();
    }

    /// Coefficients, how many, roundings, reciprocals, sizes, log of the scale, weights, inverse weights, places in the scan;
    /// levels and values are written: PARAMETERS of native/codecs/aom/quantise.c.
    type QuantiseFp = unsafe extern "C" fn(
        *const i32,
        isize,
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
    fn ways() -> Vec<QuantiseFp> {
        let declared = |way| {
            // SAFETY: what the C file gives both.
            unsafe { mem::transmute::<unsafe extern "C" fn(), QuantiseFp>(way) }
        };
        let mut ways = vec![declared(lazy_image_quantise_fp)];
        #[cfg(all(target_arch = "x86_64", not(target_env = "msvc")))]
        if std::arch::is_x86_feature_detected!("avx2") {
            ways.push(declared(lazy_image_quantise_fp_avx2));
        }
        ways
    }

    struct Step {
        rounding: i16,
        reciprocal: i16,
        size: i16,
    }

    impl Step {
        /// As libaom's `av1_highbd_quantize_fp_facade` has it with a matrix: a coefficient's level, and what a decoder makes of it.
        fn quantise(&self, coefficient: i32, weight: u8, inverse_weight: u8, log_scale: u32) -> (i32, i32) {
            let magnitude = i64::from(coefficient).abs();
            let weight = i64::from(weight);
            if magnitude * weight < i64::from(self.size) << (MATRIX_BITS - 1 - log_scale) {
                return (0, 0);
            }
            let rounding = (i64::from(self.rounding) + ((1 << log_scale) >> 1)) >> log_scale;
            let level =
                ((magnitude + rounding) * i64::from(self.reciprocal) * weight) >> (16 - log_scale + MATRIX_BITS);
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
            for block in 0..200 {
                let log_scale = block % 3;
                let steps = [0, 1].map(|_| {
                    let size = 4 + number(if block % 5 == 0 { 21_000 } else { 600 }) as i32;
                    let reciprocal = ((1 << 16) / size).min(i32::from(i16::MAX)) as i16;
                    Step { rounding: (size * 3 / 8) as i16, reciprocal, size: size as i16 }
                });
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
                let [forward, inverse]: [Vec<u8>; 2] =
                    [0, 1].map(|which| weights.iter().map(|pair| pair[which]).collect());
                for quantise in &ways {
                    let (mut levels, mut values) = (vec![-1; count], vec![-1; count]);
                    // SAFETY: every buffer holds `count` values, and the steps two each.
                    let said = unsafe {
                        quantise(
                            coefficients.as_ptr(),
                            count as isize,
                            roundings.as_ptr(),
                            reciprocals.as_ptr(),
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
}
