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
        Err(EngineError::of(ErrorCode::EngineFailure).with("panic", message))
    })
}

/// Runs the caller's code, which is told something; what it does wrong with that is no affair of the engine's.
pub fn contain_caller(work: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(work));
}

/// Runs a decoder; when it panics, it has met a file that its authors did not think of, and the file is to blame as
/// far as its owner can tell: [`ErrorCode::SourceCorrupt`]. What is said about the file names its format.
pub fn contain_decoder<T>(format: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    contain_panic(|| Ok(work()))
        .unwrap_or_else(|panic| {
            let words = panic.operand("panic").map(ToString::to_string).unwrap_or_default();
            Err(EngineError::corrupt(format!("its decoder gave up (the engine panicked: {words})")))
        })
        .map_err(|error| match error.code {
            ErrorCode::SourceCorrupt | ErrorCode::SourceTruncated | ErrorCode::FeatureUnsupported => {
                error.name_in_detail(format)
            }
            _ => error,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_of_a_panic_is_kept() {
        let error = contain_panic::<()>(|| panic!("row {}", 7)).unwrap_err();
        assert_eq!((error.code, error.operand("panic")), (ErrorCode::EngineFailure, Some(&"row 7".into())));
    }

    #[test]
    fn a_decoder_s_panic_is_the_file_s_fault_and_its_errors_stay_its_own() {
        let error = contain_decoder::<()>("GIF", || panic!("row {}", 7)).unwrap_err();
        assert_eq!(error.code, ErrorCode::SourceCorrupt);
        let told = error.to_string();
        assert!(told.contains("GIF") && told.contains("row 7"), "{told}");
        let own = contain_decoder::<()>("GIF", || Err(EngineError::engine("gif", "no"))).unwrap_err();
        assert_eq!(own.code, ErrorCode::EngineFailure);
    }
}
