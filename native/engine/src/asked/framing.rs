//! Which part of the picture becomes how many pixels, and on what canvas.

use crate::asked::frame::{FixedFrame, Slide};
use crate::asked::geometry::{FrameRequest, geometry};
use crate::error::{EngineError, Result};

/// How an output is framed; outputs of one base with equal framings share the pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Framing {
    /// Every number is decided.
    Fixed(FixedFrame),
    /// Borders are cut off first, so that the frame shows only then.
    Trimmed {
        /// How much a border may differ from the corner at its top left, in any channel: 0–255.
        threshold: f64,
        /// Of what is left.
        request: FrameRequest,
    },
}

impl Framing {
    /// Refuses what would make no picture.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::Fixed(fixed) => fixed.check(),
            Self::Trimmed { threshold, .. } if (0.0..=255.0).contains(threshold) => Ok(()),
            Self::Trimmed { threshold, .. } => {
                Err(EngineError::invalid(format!("a trim with a threshold of {threshold}; 0 to 255 can be done")))
            }
        }
    }

    /// Width and height of the framed picture; `None` where they show only when it is made.
    pub fn size(&self) -> Option<(u32, u32)> {
        match self {
            Self::Fixed(fixed) => Some(fixed.size()),
            Self::Trimmed { .. } => None,
        }
    }

    /// The size that it would have if there were nothing to trim of a source of this size.
    pub fn size_untrimmed(&self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::Fixed(fixed) => fixed.size(),
            Self::Trimmed { request, .. } => geometry(width, height, request).size(),
        }
    }

    /// Pixels of the largest picture on the way to the frame, if there were nothing to trim.
    pub fn pixels_on_the_way(&self, (width, height): (u32, u32)) -> u64 {
        let fixed = match self {
            Self::Fixed(fixed) => *fixed,
            Self::Trimmed { request, .. } => geometry(width, height, request),
        };
        let area = |width: f64, height: f64| (width * height) as u64;
        let (width, height) = fixed.size();
        let framed = area(width.into(), height.into());
        fixed.slide.map_or(framed, |Slide { within, .. }| {
            // Never larger than the place in the source.
            let ratio = (f64::from(fixed.width) / fixed.region.width).min(1.0);
            framed.max(area(within.width * ratio, within.height * ratio))
        })
    }
}
