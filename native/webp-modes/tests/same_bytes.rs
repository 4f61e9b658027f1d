//! What two modes at once come to, against one after the other.

use std::ffi::c_int;

use lazy_image_webp_modes::try_two_at_once;
use libwebp_sys::{
    WebPConfig, WebPEncode, WebPMemoryWrite, WebPMemoryWriter, WebPMemoryWriterClear, WebPMemoryWriterInit,
    WebPPicture, WebPPictureFree, WebPPictureImportRGB,
};

/// Slopes, edges, noise and flat parts, so that every mode is the best somewhere and levels reach from 0 to the greatest.
fn picture(width: usize, height: usize, seed: u32) -> Vec<u8> {
    let mut noise = seed;
    let mut rgb = Vec::new();
    for y in 0..height {
        for x in 0..width {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (noise >> 24) as usize;
            let level = match (x / 24 + y / 24 * 3) % 7 {
                0 => x * 3 + y,
                1 => (x * 2).abs_diff(y * 3) * 2,
                2 => 255 * usize::from((x + 2 * y) % 17 < 8),
                3 => 200,
                4 => 128 + grain / 8,
                5 => grain,
                _ => 255 * usize::from(x.abs_diff(y) % 9 < 2),
            };
            rgb.extend([level as u8, (level / 2 + grain / 16) as u8, (255 - level % 256) as u8]);
        }
    }
    rgb
}

fn encoded(rgb: &[u8], width: usize, height: usize, config: &WebPConfig) -> Vec<u8> {
    let mut picture = WebPPicture::new().unwrap();
    picture.width = width as c_int;
    picture.height = height as c_int;
    // SAFETY: the pixels are those of the size; writer and picture are initialised and freed here.
    unsafe {
        let mut writer = std::mem::MaybeUninit::<WebPMemoryWriter>::uninit();
        WebPMemoryWriterInit(writer.as_mut_ptr());
        let mut writer = writer.assume_init();
        picture.writer = Some(WebPMemoryWrite);
        picture.custom_ptr = (&raw mut writer).cast();
        assert_eq!(WebPPictureImportRGB(&mut picture, rgb.as_ptr(), (width * 3) as c_int), 1);
        assert_eq!(WebPEncode(config, &mut picture), 1);
        let bytes = std::slice::from_raw_parts(writer.mem, writer.size).to_vec();
        WebPMemoryWriterClear(&mut writer);
        WebPPictureFree(&mut picture);
        bytes
    }
}

#[test]
fn two_modes_at_once_come_to_the_same_bytes() {
    #[cfg(all(target_arch = "x86_64", not(target_env = "msvc")))]
    assert_eq!(try_two_at_once(true), std::is_x86_feature_detected!("avx2"));
    for (width, height) in [(1, 1), (16, 16), (17, 33), (203, 150)] {
        let rgb = picture(width, height, 7 + width as u32);
        for method in 0..=6 {
            for quality in [0.0, 25.0, 75.0, 96.0, 100.0] {
                for (sns, segments) in [(50, 4), (0, 1), (100, 4)] {
                    let mut config = WebPConfig::new().unwrap();
                    config.method = method;
                    config.quality = quality;
                    config.sns_strength = sns;
                    config.segments = segments;
                    try_two_at_once(false);
                    let one_by_one = encoded(&rgb, width, height, &config);
                    try_two_at_once(true);
                    let two_at_once = encoded(&rgb, width, height, &config);
                    assert!(
                        one_by_one == two_at_once,
                        "{width}×{height}, method {method}, quality {quality}, sns {sns}"
                    );
                }
            }
        }
    }
}
