//! The scales of our codecs, as far as they are measured.

use lazy_image_engine::{
    Avif, Chroma, Encoding, Jpeg, JpegEffort, Quality, Webp, avif_ladder, avif_level, codecs, measured_avifs,
};

/// One table to be made: an encoding, and the levels at which it is measured, from the worst picture to the best.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Of the table, in lower case.
    pub name: String,
    /// The format of sharp's that it is held against.
    pub against: &'static str,
    pub encoding: Encoding,
    pub levels: &'static [f64],
    /// The finest step of the table's setting.
    pub step: f64,
    /// Whether butteraugli has a say beside SSIMULACRA2.
    pub both_metrics: bool,
    /// What the average of SSIMULACRA2 may lie below sharp's, as a share of what sharp's lost.
    pub allowance: f64,
    pub most_loss: MostLoss,
    /// Whether a drawing that stands badly makes a number finer for all. Where drawings are coded in a way of their own it would
    /// take photographs to twice the bytes, and says nothing of them.
    pub graphics_bound: bool,
}

/// How far below sharp's of the same number a picture's SSIMULACRA2 may lie.
#[derive(Debug, Clone, Copy)]
pub struct MostLoss {
    pub points: f64,
    /// Or, where that is more, this share of what sharp's own lost: poor pictures differ by many points.
    pub share: f64,
}

/// Half a point at number 50, of the 0.6 to 1.9 by which our files of photographs stood above sharp's at its number when their equal
/// pixels stood alike: sharp reads a JPEG that is to be small at a fraction of its size.
const FOR_FILES: f64 = 1.0 / 60.0;

/// JPEG has bytes to spare for its worst pictures.
const STRICT: MostLoss = MostLoss { points: 2.0, share: 0.06 };
const LENIENT: MostLoss = MostLoss { points: 3.0, share: 0.3 };

/// Butteraugli distances, a factor of 1.25 apart where pictures are made.
const DISTANCES: &[f64] = &[
    25.0, 20.0, 16.0, 13.0, 10.5, 8.5, 6.8, 5.5, 4.4, 3.5, 2.8, 2.25, 1.8, 1.45, 1.15, 0.92, 0.74, 0.59, 0.47, 0.38,
    0.3, 0.2, 0.1, 0.05,
];
const CQ_LEVELS: &[f64] = &[63.0, 52.0, 44.0, 37.0, 31.0, 26.0, 21.0, 16.0, 11.0, 6.0, 1.0];
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
    pub fn level_for(&self, setting: f64, slope: f64, busyness: u16) -> f64 {
        match self.encoding {
            Encoding::Avif(Avif { effort, .. }) => avif_level(effort, setting, slope, busyness),
            _ => setting,
        }
    }

    /// Of the files of sharp's.
    pub fn extension(&self) -> &'static str {
        match self.encoding {
            Encoding::Jpeg(_) => "jpg",
            Encoding::Webp(_) => "webp",
            _ => "avif",
        }
    }

    /// Whether what a setting is depends on the picture.
    pub fn is_shifted(&self) -> bool {
        matches!(self.encoding, Encoding::Avif(_))
    }
}

/// A format whose tables are written together.
pub struct Tables {
    /// Among the formats of the engine.
    pub file: String,
    /// The codec that they are true of.
    pub codecs: &'static [&'static str],
    pub scales: Vec<Scale>,
}

impl Tables {
    /// The codecs, with what they say of themselves.
    pub fn versions(&self) -> String {
        let own = codecs().into_iter().filter(|codec| self.codecs.contains(&codec.name));
        own.map(|codec| format!("{} {}", codec.name, codec.version)).collect::<Vec<_>>().join(", ")
    }
}

pub fn tables_of(format: &str) -> Option<Tables> {
    Some(match format {
        "jpeg" => Tables {
            file: "jpeg/tables.rs".to_owned(),
            codecs: &["jpegli-sys"],
            scales: vec![jpeg("jpeg-420", Chroma::Yuv420), jpeg("jpeg-444", Chroma::Yuv444)],
        },
        "webp" => Tables {
            file: "webp/tables.rs".to_owned(),
            codecs: &["libwebp-sys"],
            scales: [0, 2, 4, 5, 6].map(webp).to_vec(),
        },
        "avif" => {
            let (major, minor) = avif_ladder();
            Tables {
                file: format!("avif/tables/libaom_{major}_{minor}.rs"),
                codecs: &["libaom", "libavif-sys"],
                scales: measured_avifs()
                    .map(|(effort, depth)| avif(Avif { quality: QUALITY, effort, depth, chroma: Chroma::Yuv444 }))
                    .collect(),
            }
        }
        _ => return None,
    })
}

fn jpeg(name: &'static str, chroma: Chroma) -> Scale {
    let encoding = Encoding::Jpeg(Jpeg {
        quality: QUALITY,
        progressive: false,
        effort: JpegEffort::Default,
        chroma: Some(chroma),
        background: [0; 3],
    });
    Scale {
        name: name.to_owned(),
        against: name,
        encoding,
        levels: DISTANCES,
        step: 0.01,
        both_metrics: true,
        allowance: 0.0,
        most_loss: STRICT,
        graphics_bound: true,
    }
}

fn webp(effort: u8) -> Scale {
    let encoding = Encoding::Webp(Webp { quality: QUALITY, effort, alpha_quality: 100 });
    let name = format!("webp-{effort}");
    Scale {
        name,
        against: "webp",
        encoding,
        levels: WEBP_QUALITIES,
        step: 0.1,
        // The quick ones would take a tenth more bytes for it.
        both_metrics: effort >= 5,
        allowance: 0.0,
        most_loss: LENIENT,
        graphics_bound: true,
    }
}

fn avif(avif: Avif) -> Scale {
    let name = format!("avif-{}-{}", avif.effort.name(), avif.depth);
    let encoding = Encoding::Avif(avif);
    Scale {
        name,
        against: "avif",
        encoding,
        levels: CQ_LEVELS,
        step: 0.1,
        both_metrics: false,
        allowance: FOR_FILES,
        most_loss: LENIENT,
        graphics_bound: false,
    }
}
