use crate::quality::NUMBERS;

/// What numbers of quality are on the scale of one rung in one depth.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    /// Levels by which a picture of nothing but busy coefficients is coarser than one of none.
    pub slope: f32,
    /// The level of a picture of usual busyness, from number 1 to 100.
    pub levels: &'static [f32; NUMBERS],
}
