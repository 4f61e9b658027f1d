use lazy_image_engine::EngineError;

use crate::wire::WireError;

pub fn to_wire(error: EngineError) -> WireError {
    WireError { code: error.code.as_str().to_owned(), message: error.message }
}

/// What the engine refuses before there is a batch: a bug of ours, too.
pub fn refused(error: EngineError) -> napi::Error {
    misuse(&error.to_string())
}

/// Our own TypeScript broke the contract: the one kind of failure that is thrown.
pub fn misuse(what: &str) -> napi::Error {
    napi::Error::new(napi::Status::InvalidArg, format!("lazy-image native call: {what}"))
}
