//! What the outputs of a source need of its decode.

use crate::asked::base::Base;
use crate::asked::framing::Framing;
use crate::batch::{DecodeSize, Output};
use crate::kinds::format::Needs;
use crate::kinds::header::ImageHeader;

/// What one output needs: outputs with the same preparation share the pixels that resampling starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preparation {
    pub base: Base,
    /// Whether samples of more than 8 bits are kept.
    pub wide: bool,
}

impl Preparation {
    /// What an output asks for, less what makes no difference for this source.
    pub fn of(output: &Output, header: &ImageHeader) -> Self {
        let Base { auto_orient, colour_space, animated } = output.base;
        let base = Base {
            auto_orient: auto_orient || header.orientation == Default::default(),
            colour_space,
            animated: animated && header.frames > 1 && output.encoding.traits().animated,
        };
        Self { base, wide: header.bit_depth > 8 && output.encoding.depth() > 8 }
    }
}

impl Needs {
    pub fn of<'a>(
        outputs: impl IntoIterator<Item = &'a Output>,
        decode_size: DecodeSize,
        header: &ImageHeader,
    ) -> Self {
        let least = match decode_size {
            DecodeSize::Full if !header.format.format().is_drawing() => 1.0,
            DecodeSize::Full | DecodeSize::Needed => 0.0,
        };
        let mut needs = Self { scale: least, all_frames: false, wide: false, bases: Vec::new() };
        for output in outputs {
            let Preparation { base, wide } = Preparation::of(output, header);
            needs.scale = needs.scale.max(scale_of(&output.framing));
            needs.all_frames |= base.animated;
            needs.wide |= wide;
            if !needs.bases.contains(&base) {
                needs.bases.push(base);
            }
        }
        needs
    }
}

/// Outputs with equal keys are served by one decoding. A drawing has no pixels of its own: for each scale that is asked
/// of it, it is drawn anew, sharp at that size, and no output depends on what else is asked.
pub fn decoding_of(output: &Output, decode_size: DecodeSize, header: &ImageHeader) -> f64 {
    match decode_size {
        DecodeSize::Full if header.format.format().is_drawing() => scale_of(&output.framing),
        DecodeSize::Full | DecodeSize::Needed => 0.0,
    }
}

fn scale_of(framing: &Framing) -> f64 {
    match framing {
        Framing::Fixed(fixed) => {
            let across = f64::from(fixed.width) / fixed.region.width;
            let down = f64::from(fixed.height) / fixed.region.height;
            across.max(down)
        }
        // What is a border shows at full size only.
        Framing::Trimmed { .. } => 1.0,
    }
}

#[cfg(test)]
mod tests;
