use lazy_image_engine::{Crop, Fit, FrameRequest, Length, Position, Result, Strategy};

use super::colour::channels;
use super::kernel::kernel;
use crate::wire::{WireCrop, WireFit, WireFrameRequest, WireLength, WireLengthUnit, WirePosition};

pub fn from_wire(wire: WireFrameRequest) -> Result<FrameRequest> {
    Ok(FrameRequest {
        crop: wire.crop.map(crop),
        width: wire.width,
        height: wire.height,
        aspect: wire.aspect,
        fit: match wire.fit {
            WireFit::Cover => Fit::Cover,
            WireFit::Contain => Fit::Contain,
            WireFit::Fill => Fit::Fill,
            WireFit::Inside => Fit::Inside,
            WireFit::Outside => Fit::Outside,
        },
        position: match wire.position {
            WirePosition::Point { x, y } => Position::Point { x, y },
            WirePosition::Entropy {} => Position::Found(Strategy::Entropy),
            WirePosition::Attention {} => Position::Found(Strategy::Attention),
        },
        enlarge: wire.enlarge,
        reduce: wire.reduce,
        kernel: kernel(wire.kernel),
        background: channels(&wire.background)?,
    })
}

fn crop(WireCrop { x, y, w, h }: WireCrop) -> Crop {
    Crop { x: length(x), y: length(y), w: length(w), h: length(h) }
}

fn length(WireLength { value, unit }: WireLength) -> Length {
    match unit {
        WireLengthUnit::Pixels => Length::Pixels(value),
        WireLengthUnit::Fraction => Length::Fraction(value),
    }
}
