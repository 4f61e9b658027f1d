use lazy_image_engine::{Base, TargetColours};

use crate::wire::{WireBase, WireTargetColours};

pub fn from_wire(wire: WireBase) -> Base {
    Base {
        auto_orient: wire.auto_orient,
        colour_space: match wire.colour_space {
            WireTargetColours::Srgb => TargetColours::Srgb,
            WireTargetColours::DisplayP3 => TargetColours::DisplayP3,
            WireTargetColours::Source => TargetColours::Source,
        },
        animated: wire.animated,
    }
}
