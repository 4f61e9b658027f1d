use lazy_image_engine::{EngineError, Result};

pub fn channels<const N: usize>(values: &[u8]) -> Result<[u8; N]> {
    let wrong = || EngineError::invalid(format!("a colour of {} channels where {N} are needed", values.len()));
    values.try_into().map_err(|_| wrong())
}
