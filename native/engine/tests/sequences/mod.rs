//! Animations that chance draws, and how they are read back.
#![allow(dead_code, reason = "each test file uses some of these")]

use lazy_image_engine::{Base, Cancel, Decoded, Encoded, Limits, Needs, Picture, TargetColours, decode, probe_bytes};

/// Knuth's MMIX generator; its high bits are the good ones.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(most)) as u32
    }
}

/// Every frame, by the engine's own decoder.
pub fn read(bytes: &[u8]) -> Picture {
    let limits = Limits::UNBOUNDED;
    let header = probe_bytes(bytes, &limits).unwrap();
    let base = Base { auto_orient: true, colour_space: TargetColours::Srgb, animated: true };
    let needs = Needs { scale: 1.0, all_frames: true, wide: false, bases: vec![base] };
    let Decoded { picture, .. } =
        decode(&Encoded { bytes, header: &header, limits: &limits }, &needs, &Cancel::new()).unwrap();
    assert_eq!(picture.frames.len() as u32, header.frames);
    picture
}
