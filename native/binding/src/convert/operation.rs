use lazy_image_engine::Operation;

use super::colour::channels;
use crate::wire::WireOperation;

pub fn from_wire(wire: WireOperation) -> napi::Result<Operation> {
    Ok(match wire {
        WireOperation::Rotate { degrees, background } => {
            Operation::Rotate { degrees, background: channels(&background)? }
        }
        WireOperation::Flip {} => Operation::Flip,
        WireOperation::Flop {} => Operation::Flop,
        WireOperation::Blur { sigma } => Operation::Blur { sigma },
        WireOperation::Sharpen { sigma } => Operation::Sharpen { sigma },
        WireOperation::Median { size } => Operation::Median { size },
        WireOperation::Modulate { brightness, saturation, hue } => Operation::Modulate { brightness, saturation, hue },
        WireOperation::Contrast { factor } => Operation::Contrast { factor },
        WireOperation::Tint { colour } => Operation::Tint { colour: channels(&colour)? },
        WireOperation::Grayscale {} => Operation::Grayscale,
        WireOperation::Invert {} => Operation::Invert,
        WireOperation::Normalize {} => Operation::Normalize,
        WireOperation::Flatten { background } => Operation::Flatten { background: channels(&background)? },
    })
}
