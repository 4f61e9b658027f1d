//! The scales of our codecs, as far as they are measured.

use lazy_image_engine::{Avif, AvifEffort, Chroma, Encoding, Jpeg, Quality, Webp, avif_level};

/// One table to be made: an encoding, and the levels at which it is measured, from the worst picture to the best.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Names measurements on disk.
    pub name: &'static str,
    /// The format of sharp's that it is held against.
    pub against: &'static str,
    pub encoding: Encoding,
    pub levels: &'static [f64],
    /// The finest step of the table's setting.
    pub step: f64,
    /// Whether butteraugli has a say beside SSIMULACRA2.
    pub both_metrics: bool,
}

/// Butteraugli distances, a factor of 1.25 apart where pictures are made.
const DISTANCES: &[f64] = &[
    25.0, 20.0, 16.0, 13.0, 10.5, 8.5, 6.8, 5.5, 4.4, 3.5, 2.8, 2.25, 1.8, 1.45, 1.15, 0.92, 0.74, 0.59, 0.47, 0.38,
    0.3, 0.2, 0.1, 0.05,
];
const CQ_LEVELS: &[f64] = &[63.0, 58.0, 52.0, 46.0, 40.0, 34.0, 29.0, 24.0, 20.0, 16.0, 12.0, 9.0, 6.0, 3.0, 1.0];
const WEBP_QUALITIES: &[f64] = &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0, 100.0];

const QUALITY: Quality = Quality::Number(80);

impl Scale {
    /// Every setting that a table may name, from the worst picture to the best.
    pub fn settings(&self) -> Vec<f64> {
        let (worst, best) = (self.levels[0], self.levels[self.levels.len() - 1]);
        let steps = ((best - worst).abs() / self.step).round() as usize;
        (0..=steps).map(|step| worst + (best - worst) * step as f64 / steps as f64).collect()
    }

    /// What the engine makes of a table's setting for a picture.
    pub fn level_for(&self, setting: f64, busyness: u16) -> f64 {
        match self.encoding {
            Encoding::Avif(Avif { effort, .. }) => avif_level(effort, setting, busyness),
            _ => setting,
        }
    }
}

const fn jpeg(name: &'static str, chroma: Chroma) -> Scale {
    let encoding =
        Encoding::Jpeg(Jpeg { quality: QUALITY, progressive: false, chroma: Some(chroma), background: [0; 3] });
    Scale { name, against: name, encoding, levels: DISTANCES, step: 0.01, both_metrics: true }
}

const fn webp(name: &'static str, effort: u8) -> Scale {
    let encoding = Encoding::Webp(Webp { quality: QUALITY, effort, alpha_quality: 100 });
    Scale { name, against: "webp", encoding, levels: WEBP_QUALITIES, step: 0.1, both_metrics: false }
}

const fn avif(name: &'static str, effort: AvifEffort) -> Scale {
    let encoding = Encoding::Avif(Avif { quality: QUALITY, effort, depth: 8, chroma: Chroma::Yuv444 });
    Scale { name, against: "avif", encoding, levels: CQ_LEVELS, step: 0.1, both_metrics: false }
}

pub const SCALES: [Scale; 11] = [
    jpeg("jpeg-420", Chroma::Yuv420),
    jpeg("jpeg-444", Chroma::Yuv444),
    webp("webp-0", 0),
    webp("webp-2", 2),
    webp("webp-4", 4),
    webp("webp-6", 6),
    avif("avif-best", AvifEffort::Best),
    avif("avif-default", AvifEffort::Default),
    avif("avif-fast", AvifEffort::Fast),
    avif("avif-faster", AvifEffort::Faster),
    avif("avif-draft", AvifEffort::Draft),
];
