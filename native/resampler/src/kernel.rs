//! The resampling filters, by the names that sharp gives them.

use std::f64::consts::PI;

use fast_image_resize::{Filter, FilterType, ResizeAlg};

/// The resampling filter. All but `Nearest` widen with the reduction, so that every source pixel counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kernel {
    /// The one pixel under the centre: for pixel art.
    Nearest,
    /// Catmull-Rom.
    Cubic,
    /// Mitchell–Netravali with B = C = 1/3.
    Mitchell,
    Lanczos2,
    Lanczos3,
}

impl Kernel {
    pub(crate) fn algorithm(self) -> ResizeAlg {
        let filter = match self {
            Self::Nearest => return ResizeAlg::Nearest,
            Self::Cubic => FilterType::CatmullRom,
            Self::Mitchell => FilterType::Mitchell,
            Self::Lanczos2 => {
                FilterType::Custom(Filter::new("Lanczos2", lanczos2, 2.0).expect("a support above zero is valid"))
            }
            Self::Lanczos3 => FilterType::Lanczos3,
        };
        ResizeAlg::Convolution(filter)
    }
}

fn lanczos2(x: f64) -> f64 {
    match x.abs() {
        0.0 => 1.0,
        x if x < 2.0 => 2.0 * (PI * x).sin() * (PI * x / 2.0).sin() / (PI * PI * x * x),
        _ => 0.0,
    }
}
