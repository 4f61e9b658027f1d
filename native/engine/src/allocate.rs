//! Memory whose size an image decides: an error, not an abort, when it cannot be had.

use crate::error::{EngineError, Result};

/// Room for as many values. `what` completes "no memory for".
pub fn room_for<T>(count: usize, what: &str) -> Result<Vec<T>> {
    let mut values = Vec::new();
    values.try_reserve_exact(count).map_err(|_| EngineError::out_of_memory(format_args!("{count} {what}")))?;
    Ok(values)
}

/// As many values, all the same to begin with. `what` completes "no memory for".
pub fn zeros<T: Clone + Default>(count: usize, what: &str) -> Result<Vec<T>> {
    let mut values = room_for(count, what)?;
    #[expect(clippy::disallowed_methods, reason = "the room is there")]
    values.resize(count, T::default());
    Ok(values)
}

/// A copy. `what` completes "no memory for".
pub fn copy_of(bytes: &[u8], what: &str) -> Result<Vec<u8>> {
    let mut copy = room_for(bytes.len(), what)?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn what_cannot_be_had_is_an_error_that_says_what_it_was_for() {
        assert!(room_for::<u8>(10, "colours").unwrap().capacity() >= 10);
        let refused = room_for::<u64>(usize::MAX / 16, "colours").unwrap_err();
        assert_eq!(refused.code, ErrorCode::OutOfMemory);
        assert!(refused.to_string().contains("colours"), "{refused}");
    }
}
