//! One effort of a ladder.

use crate::formats::avif::settings::AvifEffort;
use crate::formats::avif::tables::numbers::Numbers;
use crate::kinds::encode::Deepening;

#[derive(Debug)]
pub struct Ladder {
    /// Major and minor of the oldest libaom that it is for.
    pub since: (u8, u8),
    /// In the order of [`AvifEffort::ALL`].
    pub rungs: [Rung; AvifEffort::ALL.len()],
}

/// How libaom is to go about a picture.
#[derive(Debug)]
pub struct Coding {
    /// libaom's own word: the higher, the quicker.
    pub speed: i32,
    /// Beside the options that all codings have.
    pub options: &'static [(&'static str, &'static str)],
}

#[derive(Debug)]
pub struct Rung {
    pub effort: AvifEffort,
    pub photographs: Coding,
    pub drawings: Coding,
    pub animations: Coding,
    pub matrices: Matrices,
    /// With 8 bits a sample and with 10; what is not used was not measured.
    pub eight: Option<Numbers>,
    pub ten: Option<Numbers>,
    pub ten_pays: Option<TenPays>,
    /// The effort whose rung a drawing takes, where none as quick as this one spares its bytes.
    pub for_drawings: Option<AvifEffort>,
    /// Of 8 bits, and of 10; on photographs of 3 megapixels.
    pub nanoseconds_per_pixel: (u64, u64),
}

/// From where on a picture of 10 bits is smaller than one of 8 that looks as good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TenPays {
    /// Of quality, 1–100.
    pub from_number: u8,
    /// SSIMULACRA2.
    pub from_score: f64,
}

/// Whose quantisation matrices are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matrices {
    /// What libaom's tune chooses for each level.
    Libaom,
    /// A choice of ours, whose next one makes halves of some levels.
    Ours,
}

impl Rung {
    pub fn deepening(&self) -> Option<Deepening> {
        let TenPays { from_number, from_score } = self.ten_pays?;
        Some(Deepening { effort: self.effort.name(), depth: 10, from_number, from_score })
    }

    /// Those of the other depth where the asked one was not measured: they differ by less than a level.
    pub fn numbers(&self, depth: u8) -> Option<&Numbers> {
        let (asked, other) = if depth > 8 { (&self.ten, &self.eight) } else { (&self.eight, &self.ten) };
        asked.as_ref().or(other.as_ref())
    }
}
