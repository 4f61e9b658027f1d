//! Panics as values: a bug met by one picture must not end the process it is met in.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{EngineError, ErrorCode, Result};

/// Runs `work`; a panic in it becomes [`ErrorCode::EngineFailure`] with the panic's message.
pub fn contain_panic<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("no message");
        Err(EngineError::new(ErrorCode::EngineFailure, format!("the engine panicked: {message}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_of_a_panic_is_kept() {
        let error = contain_panic::<()>(|| panic!("row {}", 7)).unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (ErrorCode::EngineFailure, "the engine panicked: row 7"));
    }
}
