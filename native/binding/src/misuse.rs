/// Our own TypeScript broke the contract: the one kind of failure that is thrown.
pub fn misuse(what: &str) -> napi::Error {
    napi::Error::new(napi::Status::InvalidArg, format!("lazy-image native call: {what}"))
}
