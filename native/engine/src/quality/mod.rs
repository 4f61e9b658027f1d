//! What a quality means to a codec whose own scale differs.

mod busyness;
// 3.14 and 2.72 are distances like any other.
#[allow(clippy::approx_constant)]
mod tables;

use crate::asked::encoding::{AvifEffort, Chroma, Encoding};
use crate::error::{EngineError, ErrorCode, Result};
use crate::picture::Picture;

pub use busyness::busyness;

/// How much of the picture may be lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quality {
    /// 1–100 on sharp's scale: at least as good a picture as sharp's at that number.
    Number(u8),
    /// The SSIMULACRA2 score to reach against the pixels given to the encoder, 1–100.
    Target(f64),
    Lossless,
    /// WebP's lossless coding of pixels that were smoothed to compress better: 0 (most) to 100 (not at all).
    NearLossless(u8),
}

impl Quality {
    pub(crate) fn is_in_range(self) -> bool {
        match self {
            Self::Number(number) => (1..=100).contains(&number),
            Self::Target(score) => (1.0..=100.0).contains(&score),
            Self::Lossless => true,
            Self::NearLossless(level) => level <= 100,
        }
    }

    pub(crate) const fn is_lossy(self) -> bool {
        matches!(self, Self::Number(_) | Self::Target(_))
    }
}

/// A codec's own scale as steps from its worst picture, 0, to its best: numbers are looked up on it, searches walk it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A step for each number; the level is jpegli's butteraugli distance.
    Jpeg(Chroma),
    /// A step for each number; the level is libwebp's quality.
    Webp { effort: u8 },
    /// A step for each level, which is libaom's cq-level, 1–63, and for halves where they are known to be such; 0 would
    /// be lossless. What a number is depends on how busy the picture is.
    Avif { effort: AvifEffort, busyness: u16 },
}

const COARSEST_AVIF_LEVEL: u8 = 63;
/// AVIF levels between which there are halves.
const HALVED_FROM: u8 = 31;
const HALVED_TO: u8 = 11;

impl Scale {
    /// `None` where nothing is lost, or nothing to set.
    pub fn of(encoding: &Encoding, picture: &Picture) -> Result<Option<Self>> {
        if !encoding.quality().is_some_and(Quality::is_lossy) {
            return Ok(None);
        }
        Ok(match *encoding {
            Encoding::Jpeg { chroma, .. } => Some(Self::Jpeg(chroma)),
            Encoding::Webp { effort, .. } => Some(Self::Webp { effort }),
            Encoding::Avif { effort, .. } => {
                Some(Self::Avif { effort, busyness: busyness(&*picture.first().to_eight()?) })
            }
            Encoding::Png { .. } | Encoding::Gif { .. } | Encoding::Tiff { .. } | Encoding::Derived(_) => None,
        })
    }

    /// The step of the best picture.
    pub const fn last(self) -> u8 {
        match self {
            Self::Jpeg(_) | Self::Webp { .. } => 99,
            Self::Avif { .. } => COARSEST_AVIF_LEVEL - 1 + (HALVED_FROM - HALVED_TO),
        }
    }

    /// The codec's own setting.
    pub fn level(self, step: u8) -> f64 {
        match self {
            Self::Jpeg(chroma) => entry(jpeg_distances(chroma), step + 1),
            Self::Webp { effort } => entry(webp_qualities(effort), step + 1),
            Self::Avif { .. } => {
                let whole = step.min(COARSEST_AVIF_LEVEL - HALVED_FROM);
                let halves = (step - whole).min(2 * (HALVED_FROM - HALVED_TO));
                f64::from(COARSEST_AVIF_LEVEL - (step - halves)) - f64::from(halves) / 2.0
            }
        }
    }

    /// The step of a quality number, 1–100.
    pub fn step_of(self, number: u8) -> u8 {
        match self {
            Self::Jpeg(_) | Self::Webp { .. } => number - 1,
            Self::Avif { effort, .. } => self.step_at(entry(avif_levels(effort), number)),
        }
    }

    /// The step that a table's level is, for the picture.
    fn step_at(self, level: f64) -> u8 {
        let level = match self {
            Self::Avif { busyness, .. } => busyness::shifted(level, busyness),
            Self::Jpeg(_) | Self::Webp { .. } => level,
        };
        let distance = |step: u8| (self.level(step) - level).abs();
        (0..=self.last()).min_by(|one, other| distance(*one).total_cmp(&distance(*other))).unwrap_or_default()
    }

    /// The highest number whose picture is no better than that of the step; at least 1.
    pub fn number_of(self, step: u8) -> u8 {
        (1..=100).rev().find(|number| self.step_of(*number) <= step).unwrap_or(1)
    }
}

/// What a table says of a quality of 1–100.
fn entry(table: &[f32; 100], quality: u8) -> f64 {
    table[usize::from(quality) - 1].into()
}

/// jpegli's distances.
const fn jpeg_distances(chroma: Chroma) -> &'static [f32; 100] {
    match chroma {
        Chroma::Yuv420 => &tables::JPEG_420,
        Chroma::Yuv444 => &tables::JPEG_444,
    }
}

/// libwebp's qualities. Efforts between two measured ones take the quicker one's table.
const fn webp_qualities(effort: u8) -> &'static [f32; 100] {
    match effort {
        0..=1 => &tables::WEBP_0,
        2..=3 => &tables::WEBP_2,
        4..=5 => &tables::WEBP_4,
        _ => &tables::WEBP_6,
    }
}

/// libaom's cq-levels, 1–63, and halves of one.
const fn avif_levels(effort: AvifEffort) -> &'static [f32; 100] {
    match effort {
        AvifEffort::Best => &tables::AVIF_BEST,
        AvifEffort::Default => &tables::AVIF_DEFAULT,
        AvifEffort::Fast => &tables::AVIF_FAST,
        AvifEffort::Faster => &tables::AVIF_FASTER,
        AvifEffort::Draft => &tables::AVIF_DRAFT,
    }
}

/// The AVIF level that one of the tables' is, for a picture that is so busy.
pub fn avif_level(effort: AvifEffort, level: f64, busyness: u16) -> f64 {
    let scale = Scale::Avif { effort, busyness };
    scale.level(scale.step_at(level))
}

/// A level was asked of a format without one, or none of one that has nothing else.
pub(crate) fn no_level(encoding: &Encoding) -> EngineError {
    EngineError::new(ErrorCode::InvalidRequest, format!("a quality that the format does not have: {encoding:?}"))
}

/// Every table's scale; AVIF's for smooth, common and busy pictures.
fn scales() -> impl Iterator<Item = Scale> {
    let jpeg = [Chroma::Yuv420, Chroma::Yuv444].map(Scale::Jpeg);
    let webp = (0..=6).map(|effort| Scale::Webp { effort });
    let avif =
        AvifEffort::ALL.into_iter().flat_map(|effort| [0, 150, 500].map(|busyness| Scale::Avif { effort, busyness }));
    jpeg.into_iter().chain(webp).chain(avif)
}

/// Every table's content, for the engine's fingerprint.
pub(crate) fn hash_tables(hasher: &mut blake3::Hasher) {
    for scale in scales() {
        for number in 1..=100 {
            hasher.update(&scale.level(scale.step_of(number)).to_le_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_number_is_never_a_worse_picture() {
        for scale in scales() {
            // libwebp's quality rises with the picture's, the others' settings are errors to allow.
            let rises = matches!(scale, Scale::Webp { .. });
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
    fn avif_walks_in_halves_where_there_are_some_and_never_to_lossless() {
        let scale = Scale::Avif { effort: AvifEffort::Best, busyness: 150 };
        let levels: Vec<f64> = (0..=scale.last()).map(|step| scale.level(step)).collect();
        assert_eq!((levels[0], levels[levels.len() - 1]), (63.0, 1.0));
        for pair in levels.windows(2) {
            let step = if pair[0] <= 31.0 && pair[1] >= 11.0 { 0.5 } else { 1.0 };
            assert_eq!(pair[0] - pair[1], step, "from {}", pair[0]);
        }
    }

    #[test]
    fn a_level_between_two_steps_is_the_nearer() {
        let level = |level| avif_level(AvifEffort::Fast, level, 150);
        assert_eq!([28.6, 28.8, 40.4, 40.6, 9.9].map(level), [28.5, 29.0, 40.0, 41.0, 10.0]);
    }
}
