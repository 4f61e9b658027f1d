use lazy_image_engine::Operation;

use super::colour::channels;
use crate::wire::WireOperation;

pub fn from_wire(wire: WireOperation) -> napi::Result<Operation> {
    Ok(match wire {
        WireOperation::Rotate { degrees } => Operation::Rotate { degrees },
        WireOperation::Flip {} => Operation::Flip,
        WireOperation::Flop {} => Operation::Flop,
        WireOperation::Grayscale {} => Operation::Grayscale,
        WireOperation::Invert {} => Operation::Invert,
        WireOperation::Flatten { background } => Operation::Flatten { background: channels(&background)? },
    })
}
