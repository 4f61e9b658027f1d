use lazy_image_engine::{EngineError, Operand};
use napi::Either;

use crate::wire::WireError;

pub fn to_wire(error: EngineError) -> WireError {
    let operand = |operand| match operand {
        Operand::Number(number) => Either::A(number),
        Operand::Text(text) => Either::B(text),
    };
    let operands = error.operands.into_iter().map(|(name, value)| (name.to_owned(), operand(value))).collect();
    WireError { code: error.code.as_str().to_owned(), operands }
}
